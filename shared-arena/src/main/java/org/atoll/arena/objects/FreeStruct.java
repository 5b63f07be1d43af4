package org.atoll.arena.objects;

import org.atoll.arena.lock.Hold;
import org.atoll.runtime.interp.ThreadState;

/// An instance of an `@arena.struct` class in an arena that is free for all: fields are read and written one at a time.
final class FreeStruct extends StructView {
  FreeStruct(StructClass struct, SharedArena arena, Hold hold, ViewGroup group, long cell, int turn, long turnAt) {
    super(struct, arena, hold, group, cell, turn, turnAt);
  }

  @Override
  Object field(ThreadState ts, int i) {
    return atomically(ts, () -> super.field(ts, i));
  }

  @Override
  void set(ThreadState ts, int i, Object value) {
    Object local = arena.adopted(ts, hold, value);
    atomically(ts, () -> {
      // The slot of a pool may have been released since.
      use(ts);
      super.set(ts, i, local);
      return null;
    });
  }
}
