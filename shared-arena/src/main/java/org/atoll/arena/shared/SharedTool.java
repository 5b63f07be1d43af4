package org.atoll.arena.shared;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.Shared;

/// What all tools have in common: one object for all interpreters, without a form in bytes.
abstract class SharedTool extends PyObject implements Shared, BetweenInterpreters {
  SharedTool(PyType type) {
    super(type);
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    throw PyErr.typeError("%s cannot be pickled or copied: it means something in this process only; "
        + "send it to other interpreters as it is", type.name());
  }
}
