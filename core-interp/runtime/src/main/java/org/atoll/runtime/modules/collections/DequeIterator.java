package org.atoll.runtime.modules.collections;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;

/// Iterates over a deque.
@PyTypeDef(name = "_deque_iterator", module = "collections", basetype = false)
public final class DequeIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new DequeIteratorBinder());

  private final PyDeque deque;
  private final int version;
  private int taken;
  private int left;

  DequeIterator(PyDeque deque, int taken) {
    super(TYPE);
    this.deque = deque;
    this.taken = taken;
    this.version = deque.version;
    this.left = deque.size() - taken;
  }

  @PyNew(sig = "(deque, index=0, /)")
  static Object create(PyType cls, PyDeque deque, long index) {
    return new DequeIterator(deque, (int) Math.clamp(index, 0, deque.size()));
  }

  @Override
  public Object next(ThreadState ts) {
    if (deque.version != version) {
      left = 0;
      throw PyErr.runtimeError("deque mutated during iteration");
    }
    if (left == 0) {
      return null;
    }
    Object o = deque.at(taken);
    taken++;
    left--;
    return o;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  int __length_hint__() {
    return left;
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__() {
    return PyTuple.of(TYPE, PyTuple.of(deque, (long) (deque.size() - left)));
  }
}
