package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over a memoryview of one dimension. Guarded by the GIL.
@PyTypeDef(name = "memory_iterator", basetype = false, instantiable = false)
public final class PyMemoryIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyMemoryIteratorBinder());

  /// Null when exhausted.
  private PyMemoryView view;
  private long index;

  PyMemoryIterator(PyMemoryView view) {
    super(TYPE);
    this.view = view;
  }

  @Override
  public Object next(ThreadState ts) {
    if (view == null) {
      return null;
    }
    if (index < view.__len__()) {
      return view.__getitem__(ts, index++);
    }
    view = null;
    return null;
  }
}
