package org.atoll.runtime.modules.sys;

import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;

/// `sys._jit`: about CPython's own just-in-time compiler, which is not there. The JVM's is not Python's business.
@PyModuleDef(value = "sys._jit", doc = "Utilities for observing just-in-time compilation.")
final class JitModule {
  @PyFunction(sig = "()", doc = "Return True if the current Python executable supports JIT compilation, and False otherwise.")
  boolean is_available() {
    return false;
  }

  @PyFunction(sig = "()", doc = "Return True if JIT compilation is enabled for the current Python process.")
  boolean is_enabled() {
    return false;
  }

  @PyFunction(sig = "()", doc = "Return True if the topmost Python frame is currently executing JIT code.")
  boolean is_active() {
    return false;
  }
}
