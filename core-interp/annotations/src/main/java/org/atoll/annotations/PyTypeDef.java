package org.atoll.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A built-in type. The class has a field `public static final PyType TYPE = PyType.builtin(new <Class>Binder());`
/// whose binder is generated. Annotated members of Java superclasses without this annotation are included.
/// The type is shared by all interpreters and immutable.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PyTypeDef {
  /// The Python name of the type.
  String name();

  /// Its `__module__`.
  String module() default "builtins";

  /// The Java class that declares the base type; `Void` means `object`.
  Class<?> base() default Void.class;

  String doc() default "";

  /// Whether Python classes may derive from it (`Py_TPFLAGS_BASETYPE`).
  boolean basetype() default true;

  /// Whether instances may be made by calling the type (false: `Py_TPFLAGS_DISALLOW_INSTANTIATION`).
  boolean instantiable() default true;

  /// Whether plain instances have a `__dict__`; inherited by derived types.
  boolean hasDict() default false;

  /// The Java classes of the values, where they are not instances of the annotated class itself: `Long.class,
  /// BigInteger.class, ...` for int. Methods are then static and take the receiver as `Object self`.
  Class<?>[] accepts() default {};

  /// Whether instances are hashable by default (false adds `__hash__ = None`).
  boolean hashable() default true;

  /// `__match_args__`, comma-separated.
  String matchArgs() default "";
}
