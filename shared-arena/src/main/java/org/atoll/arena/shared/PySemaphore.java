package org.atoll.arena.shared;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// `atoll.shared.Semaphore`. Thread-safe.
@PyTypeDef(name = "Semaphore", module = "atoll.shared", basetype = false, doc = """
    Semaphore(value=1)
    --

    A number of permits for threads of all interpreters. They belong to nobody: those of an interpreter that ends are
    lost unless it has released them.""")
final class PySemaphore extends SemaphoreTool {
  static final PyType TYPE = PyType.builtin(new PySemaphoreBinder());

  private PySemaphore(long value) {
    super(TYPE, value, Long.MAX_VALUE);
  }

  @PyNew(sig = "(value=1)")
  static Object create(PyType cls, long value) {
    return new PySemaphore(value);
  }
}
