package org.atoll.arena.shared;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// `atoll.shared.BoundedSemaphore`. Thread-safe.
@PyTypeDef(name = "BoundedSemaphore", module = "atoll.shared", basetype = false, doc = """
    BoundedSemaphore(value=1)
    --

    As Semaphore, but ValueError is raised where there would be more permits than in the beginning.""")
final class PyBoundedSemaphore extends SemaphoreTool {
  static final PyType TYPE = PyType.builtin(new PyBoundedSemaphoreBinder());

  private PyBoundedSemaphore(long value) {
    super(TYPE, value, value);
  }

  @PyNew(sig = "(value=1)")
  static Object create(PyType cls, long value) {
    return new PyBoundedSemaphore(value);
  }
}
