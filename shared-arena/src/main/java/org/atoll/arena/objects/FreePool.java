package org.atoll.arena.objects;

import java.util.ArrayList;
import java.util.List;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;

/// A pool in an arena that is free for all: each operation is atomic, but for `clear()`, which releases one object after the other. A release
/// locks the pool and the object.
final class FreePool extends ArenaPool {
  FreePool(SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(arena, hold, group, cell);
  }

  @Override
  StructView take(ThreadState ts) {
    return atomically(ts, () -> super.take(ts));
  }

  @Override
  void release(ThreadState ts, Object obj) {
    reading(ts);
    if (obj instanceof StructView v && v.arena == arena) {
      v.reading(ts);
      arena.free.run(ts, hold, cell, v.cell, () -> {
        super.release(ts, obj);
        return null;
      });
    } else {
      super.release(ts, obj);
    }
  }

  @Override
  void giveBack(ThreadState ts, StructView taken) {
    arena.free.run(ts, hold, cell, taken.cell, () -> {
      super.giveBack(ts, taken);
      return null;
    });
  }

  @Override
  boolean __contains__(ThreadState ts, Object obj) {
    return atomically(ts, () -> super.__contains__(ts, obj));
  }

  @Override
  Object advance(ThreadState ts, ArenaPoolIterator iterator) {
    return atomically(ts, () -> super.advance(ts, iterator));
  }

  @Override
  void clear(ThreadState ts) {
    for (long reference : inUse(ts)) {
      long slot = Cell.offset(reference);
      arena.free.run(ts, hold, cell, slot, () -> {
        if (PoolTable.isInUse(arena, layout, reference)) {
          PoolTable.release(arena, cell, layout, slot);
        }
        return null;
      });
    }
  }

  private List<Long> inUse(ThreadState ts) {
    return atomically(ts, () -> {
      List<Long> references = new ArrayList<>();
      for (int i = 0; i < PoolTable.count(arena, cell); i++) {
        long reference = PoolTable.used(arena, cell, layout, i);
        if (reference != Words.NOTHING) {
          references.add(reference);
        }
      }
      return references;
    });
  }
}
