package org.atoll.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The `__new__` of a type: a static method whose first parameter after the thread state is `PyType cls`.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface PyNew {
  String sig();

  String doc() default "";
}
