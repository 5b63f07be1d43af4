package org.atoll.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A `static final` field of a module class (int, long, double, boolean, String, or an immutable Python object; a
/// `PyType` adds the type under its name) that becomes a constant of the module.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface PyConstant {
  /// The Python name; the Java field's name where empty.
  String name() default "";
}
