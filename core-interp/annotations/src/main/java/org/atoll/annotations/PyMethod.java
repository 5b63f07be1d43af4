package org.atoll.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A method of a type, special methods (`__add__` ...) included. A binary special method returns `NotImplemented`
/// for operands it does not know. A type that defines `__eq__` ... does so by these methods one by one.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface PyMethod {
  /// The signature without the receiver, see the package description. May be left empty for special methods, whose
  /// parameters are positional-only anyway.
  String sig() default "";

  String name() default "";

  String doc() default "";

  /// A `classmethod` (first parameter `PyType cls`) ...
  boolean classMethod() default false;

  /// ... or a `staticmethod`.
  boolean staticMethod() default false;
}
