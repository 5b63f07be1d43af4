package org.atoll.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A function of a module.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface PyFunction {
  /// The signature, see the package description.
  String sig();

  /// The Python name; the Java method's name where empty.
  String name() default "";

  String doc() default "";
}
