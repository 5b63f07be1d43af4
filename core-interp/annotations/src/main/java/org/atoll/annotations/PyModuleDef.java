package org.atoll.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A built-in module: one instance of the class is made per interpreter, and its fields are the module's state.
/// A method `void exec(ThreadState ts, PyModule module)`, where there is one, runs once after the functions and
/// constants have been added (`Py_mod_exec`).
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PyModuleDef {
  /// The full module name.
  String value();

  /// The module's `__doc__`.
  String doc() default "";
}
