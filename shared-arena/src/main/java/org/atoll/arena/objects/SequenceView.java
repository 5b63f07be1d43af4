package org.atoll.arena.objects;

import org.atoll.annotations.PyMethod;
import org.atoll.arena.lock.Hold;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// A view of a sequence: what its operators make is a local object, made by those of the plain type.
abstract class SequenceView extends View {
  SequenceView(PyType type, SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(type, arena, hold, group, cell);
  }

  @PyMethod
  Object __add__(ThreadState ts, Object other) {
    return PyObjects.callMethod(ts, plain(ts), "__add__", other);
  }

  @PyMethod
  Object __mul__(ThreadState ts, Object count) {
    return PyObjects.callMethod(ts, plain(ts), "__mul__", count);
  }

  @PyMethod
  Object __rmul__(ThreadState ts, Object count) {
    return __mul__(ts, count);
  }
}
