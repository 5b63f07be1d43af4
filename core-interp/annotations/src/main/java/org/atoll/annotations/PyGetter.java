package org.atoll.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Reads an attribute (a getset descriptor). May be an instance method or a static one with the receiver.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface PyGetter {
  String name() default "";

  String doc() default "";

  /// Whether CPython reads it from the object's structure, so that it is shown as a member descriptor.
  boolean member() default false;
}
