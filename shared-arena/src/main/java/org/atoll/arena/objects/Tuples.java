package org.atoll.arena.objects;

import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.Cell;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyTuple;

/// Tuples and frozensets of an arena, which are made anew whenever they are read.
final class Tuples {
  private Tuples() {}

  static PyTuple read(SharedArena a, Hold hold, long cell) {
    return PyTuple.of(items(a, hold, cell));
  }

  static PyFrozenSet readSet(SharedArena a, Hold hold, long cell) {
    return PyFrozenSet.of(ThreadState.current(), items(a, hold, cell));
  }

  private static Object[] items(SharedArena a, Hold hold, long cell) {
    Object[] items = new Object[Cell.words(a.region.getLong(cell))];
    for (int i = 0; i < items.length; i++) {
      items[i] = a.read(hold, a.region.getLong(Cell.word(cell, i)));
    }
    return items;
  }
}
