package org.atoll.arena.objects;

import java.util.concurrent.locks.ReentrantLock;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.collect.Collector;
import org.atoll.arena.lock.Turnstile;
import org.atoll.arena.memory.CellHeap;
import org.atoll.arena.memory.LongStack;
import org.atoll.arena.memory.NoRoom;

/// The garbage collection of an arena that is free for all, beside running operations. Whoever allocates does a step of it now and then, one
/// thread at a time. The turnstile is closed while the roots are noted, and again when all is marked, until what is not counts as free;
/// marking and sweeping between, in steps that keep others from allocating for some microseconds.
///
/// No method may be called from within the turnstile.
final class FreeCollection {
  private static final long STEP_BYTES = 32 << 10;
  private static final long WORDS_PER_STEP = 16 << 10;
  private static final long CYCLE_MIN_BYTES = 4 << 20;
  /// What is marked, and how many blocks are swept, while others cannot allocate.
  private static final long WORDS_AT_ONCE = 512;
  private static final int BLOCKS_AT_ONCE = 16;
  /// How long a step waits for those who are within, where it can as well be done later.
  private static final long PATIENCE_NANOS = 50_000;
  /// How often an operation is tried while others use up what it has made free.
  private static final int ATTEMPTS = 20;

  private final SharedArena arena;
  private final CellHeap heap;
  private final Collector collector;
  private final Turnstile turnstile;
  private final long cycleMin;
  private final ReentrantLock collecting = new ReentrantLock();
  private volatile long stepAt;
  private long cycleAt;
  /// What was in use when the last whole collection was through.
  private volatile long bytesLeft;
  /// What the last whole collection has found to be kept by views only.
  private volatile long viewedBytes;
  /// How many whole collections have begun.
  private volatile long begun;

  FreeCollection(SharedArena arena, Turnstile turnstile) {
    this.arena = arena;
    this.heap = arena.heap;
    this.collector = arena.collector;
    this.turnstile = turnstile;
    cycleMin = Math.min(CYCLE_MIN_BYTES, arena.limitBytes / 4);
    cycleAt = cycleMin;
  }

  /// A step, where one is due and no other thread is at it.
  void some() {
    if (heap.bytesAllocated() >= stepAt && collecting.tryLock()) {
      try {
        step();
      } finally {
        collecting.unlock();
      }
    }
  }

  private void step() {
    stepAt = heap.bytesAllocated() + STEP_BYTES;
    if (collector.isMarking()) {
      if (mark(WORDS_PER_STEP)) {
        end(PATIENCE_NANOS);
      }
    } else if (heap.isSweeping()) {
      sweep(BLOCKS_AT_ONCE);
    } else if (heap.bytesAllocated() >= cycleAt) {
      begin(PATIENCE_NANOS);
    }
  }

  private void begin(long nanos) {
    if (turnstile.close(nanos)) {
      try {
        synchronized (heap) {
          collector.begin();
        }
      } finally {
        turnstile.open();
      }
    }
  }

  /// Marks for so many words, and answers whether nothing was left to be marked at a moment.
  private boolean mark(long words) {
    boolean done = false;
    for (long left = words; left > 0 && !done; left -= WORDS_AT_ONCE) {
      synchronized (heap) {
        done = collector.step(WORDS_AT_ONCE);
      }
    }
    return done;
  }

  /// Ends the marking, unless others have found more to be marked meanwhile.
  private void end(long nanos) {
    if (turnstile.close(nanos)) {
      try {
        synchronized (heap) {
          // With no limit in time, what others have handed over since is done here, where they hand over no more.
          if (collector.step(nanos < 0 ? Long.MAX_VALUE : WORDS_AT_ONCE)) {
            collector.end();
            cycleAt = heap.bytesAllocated() + Math.max(cycleMin, collector.bytesAlive());
          }
        }
      } finally {
        turnstile.open();
      }
    }
  }

  private void sweep(int blocks) {
    synchronized (heap) {
      heap.sweep(blocks);
    }
  }

  /// A whole collection, which finds all that nothing leads to when it is called.
  void collect() {
    collecting.lock();
    try {
      collectNow();
    } finally {
      collecting.unlock();
    }
  }

  private void collectNow() {
    finish();
    begun++;
    LongStack viewed = new LongStack();
    closed(() -> {
      collector.begin(arena::forEachLastingRoot);
      arena.forEachViewed(viewed::push);
    });
    mark(Long.MAX_VALUE);
    synchronized (heap) {
      viewedBytes = -collector.bytesMarked();
      while (!viewed.isEmpty()) {
        collector.dropped(viewed.pop());
      }
    }
    mark(Long.MAX_VALUE);
    viewedBytes += collector.bytesMarked();
    finish();
    bytesLeft = heap.bytesUsed();
  }

  /// Does something while the turnstile is closed.
  private void closed(Runnable action) {
    turnstile.close(-1);
    try {
      synchronized (heap) {
        action.run();
      }
    } finally {
      turnstile.open();
    }
  }

  private void finish() {
    if (collector.isMarking()) {
      mark(Long.MAX_VALUE);
      end(-1);
    }
    while (heap.isSweeping()) {
      sweep(BLOCKS_AT_ONCE);
    }
  }

  /// An operation found no room: collects, so that it can be tried again.
  ///
  /// @param attempts how often it was tried already
  /// @throws org.atoll.runtime.types.PyException ArenaFull where that is all that can be done
  void makeRoom(NoRoom e, int attempts) {
    // Others may have taken what the last collection has made free, as long as there was enough of it.
    boolean again = attempts == 1 || attempts < ATTEMPTS && bytesLeft + 2 * e.byteSize < arena.limitBytes / 4 * 3;
    // Views that the program has dropped keep their objects until the JVM's collector has found them.
    boolean asks = !again && viewedBytes > 0 && (attempts == 2 || attempts == ATTEMPTS);
    if (!again && !asks) {
      throw ArenaErrors.full(arena.name, e.byteSize, arena.limitBytes);
    }
    if (asks) {
      System.gc();
    }
    long before = begun;
    collecting.lock();
    try {
      // Another one that has begun since has found the same.
      if (begun == before) {
        collectNow();
      }
    } finally {
      collecting.unlock();
    }
  }
}
