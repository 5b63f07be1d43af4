package org.atoll.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A Java field of the type's class that is readable (and, unless readonly, writable) as an attribute; a null reads as None.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface PyMember {
  String name() default "";

  boolean readonly() default true;

  String doc() default "";
}
