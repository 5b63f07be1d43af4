package org.atoll.arena.objects;

import java.lang.ref.Reference;
import java.util.function.Supplier;
import org.atoll.arena.lock.FreeLock;
import org.atoll.arena.lock.Turnstile;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.lock.Passage;
import org.atoll.arena.lock.Spin;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.NoRoom;
import org.atoll.arena.memory.Region;
import org.atoll.runtime.interp.ThreadState;

/// How operations are atomic in an arena that is free for all. Each passes the arena's turnstile and then locks the cell of its container, by a
/// bit in the cell's header. Both it has while it works on cells only, never while Python code of the program runs; there is no safepoint
/// meanwhile at which a thread could be ended.
///
/// What an operation finds no room for, and what it needs a class for that is yet to be imported, it does again from its beginning when
/// that has been seen to.
final class FreeAccess {
  private final SharedArena arena;
  private final Region region;
  private final FreeCollection collection;
  private final Turnstile turnstile;

  FreeAccess(SharedArena arena, FreeLock lock) {
    this.arena = arena;
    this.region = arena.region;
    this.turnstile = lock.turnstile;
    this.collection = new FreeCollection(arena, turnstile);
  }

  FreeCollection collection() {
    return collection;
  }

  /// Carries out an operation.
  ///
  /// @param first the cell of the container, and `second` that of another one; 0 for none
  /// @param body may run several times, and changes nothing before it has all the memory that it needs
  <T> T run(ThreadState ts, Hold hold, long first, long second, Supplier<T> body) {
    Passage p = hold.passage;
    if (p.isWithin()) {
      requireLocked(p, first);
      return body.get();
    }
    collection.some();
    try {
      return attempt(ts, hold, p, first, second, body);
    } catch (NoRoom | UnknownClass e) {
      return again(ts, hold, first, second, body, e);
    }
  }

  private <T> T attempt(ThreadState ts, Hold hold, Passage p, long first, long second, Supplier<T> body) {
    enter(p, first, second);
    try {
      return body.get();
    } finally {
      leave(p);
    }
  }

  private <T> T again(ThreadState ts, Hold hold, long first, long second, Supplier<T> body, RuntimeException reason) {
    for (int attempts = 1; ; attempts++) {
      if (reason instanceof NoRoom full) {
        collection.makeRoom(full, attempts);
      } else {
        StructClasses.of(ts).find(ts, ((UnknownClass) reason).layout);
        arena.requireHeld(ts, hold);
      }
      try {
        return attempt(ts, hold, hold.passage, first, second, body);
      } catch (NoRoom | UnknownClass e) {
        reason = e;
      }
    }
  }

  private void requireLocked(Passage p, long cell) {
    if (cell != 0 && cell != p.first && cell != p.second) {
      throw new IllegalStateException("an operation on the object at " + cell + " within one on that at " + p.first);
    }
  }

  /// Takes the smaller cell first: so nobody waits in a circle.
  private void enter(Passage p, long first, long second) {
    turnstile.enter(p);
    lock(Math.min(first, second));
    lock(Math.max(first, second));
    p.first = first;
    p.second = second;
  }

  private void leave(Passage p) {
    if (p.isWithin()) {
      unlock(p.first);
      unlock(p.second);
      turnstile.leave(p);
    }
  }

  private void lock(long cell) {
    if (cell == 0) {
      return;
    }
    for (int i = 0; ; i++) {
      long header = region.getLongVolatile(cell);
      if ((header & Cell.LOCKED) == 0 && region.compareAndSet(cell, header, header | Cell.LOCKED)) {
        return;
      }
      Spin.pause(i);
    }
  }

  private void unlock(long cell) {
    if (cell != 0) {
      region.setLongRelease(cell, region.getLong(cell) & ~Cell.LOCKED);
    }
  }

  /// Runs what may be Python code of the program in the midst of an operation: meanwhile others may do to the container what they like, as that
  /// code itself may.
  <T> T outside(ThreadState ts, Hold hold, Supplier<T> code) {
    Passage p = hold.passage;
    if (!p.isWithin()) {
      return code.get();
    }
    long first = p.first;
    long second = p.second;
    leave(p);
    T result = code.get();
    arena.requireHeld(ts, hold);
    enter(p, first, second);
    return result;
  }

  /// As [#outside], and a cell is there afterwards as well.
  <T> T outside(ThreadState ts, Hold hold, long kept, Supplier<T> code) {
    ViewGroup group = arena.keep(hold, kept);
    try {
      return outside(ts, hold, code);
    } finally {
      Reference.reachabilityFence(group);
    }
  }
}
