package org.atoll.arena.objects;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;

/// Iterates over a deque in an arena, from either end (`Modules/_collectionsmodule.c`, `dequeiter_next`).
@PyTypeDef(name = "ArenaDequeIterator", module = "atoll.arena", basetype = false, instantiable = false)
final class ArenaDequeIterator extends PyIterator {
  static final PyType TYPE = PyType.builtin(new ArenaDequeIteratorBinder());

  private final ArenaDeque deque;
  private final boolean forward;
  private final int size;
  private final int version;
  private int left;

  ArenaDequeIterator(ArenaDeque deque, int size, boolean forward) {
    super(TYPE);
    this.deque = deque;
    this.forward = forward;
    this.size = size;
    this.version = deque.version();
    this.left = size;
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    return deque.advance(ts, this);
  }

  /// What comes next in the deque, which the thread may read.
  Object advance() {
    if (deque.version() != version) {
      left = 0;
      throw PyErr.runtimeError("deque mutated during iteration");
    }
    if (left == 0) {
      return null;
    }
    // Reading may have to begin again.
    Object item = deque.itemAt(forward ? size - left : left - 1);
    left--;
    return item;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  int __length_hint__() {
    return left;
  }
}
