package org.atoll.arena.objects;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;

/// Iterates over a list, bytearray or array in an arena, from either end (`Objects/listobject.c`, `listiter_next` and `listreviter_next`); it
/// sees what is added meanwhile.
@PyTypeDef(name = "ArenaItemIterator", module = "atoll.arena", basetype = false, instantiable = false)
final class ArenaItemIterator extends PyIterator {
  static final PyType TYPE = PyType.builtin(new ArenaItemIteratorBinder());

  /// Null when exhausted.
  private Items items;
  private final int step;
  private int index;

  private ArenaItemIterator(Items items, int index, int step) {
    super(TYPE);
    this.items = items;
    this.index = index;
    this.step = step;
  }

  static ArenaItemIterator forward(Items items) {
    return new ArenaItemIterator(items, 0, 1);
  }

  static ArenaItemIterator backward(ThreadState ts, Items items) {
    return new ArenaItemIterator(items, items.count(ts) - 1, -1);
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    Items from = items;
    if (from == null) {
      return null;
    }
    int i = index;
    Object item = i < 0 ? null : from.itemOrNull(ts, i);
    if (item == null) {
      items = null;
      return null;
    }
    index = i + step;
    return item;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  int __length_hint__(ThreadState ts) {
    if (items == null) {
      return 0;
    }
    int n = items.count(ts);
    return step > 0 ? Math.max(0, n - index) : index < n ? index + 1 : 0;
  }
}
