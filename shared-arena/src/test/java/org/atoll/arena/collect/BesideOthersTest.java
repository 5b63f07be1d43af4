package org.atoll.arena.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.CellHeap;
import org.atoll.arena.memory.Region;
import org.atoll.arena.memory.SharedHeap;
import org.junit.jupiter.api.Test;

/// Threads that change chains of cells while one of them collects: what is needed stays, what is not goes. Each cell tells in raw bytes which
/// chain it is of and how deep it lies; freed cells are poisoned, so that one that was freed too early, or given out twice, is found by these.
/// A lock for reading stands for being within the turnstile, one for writing for having closed it.
class BesideOthersTest {
  private static final int KIND = 1;
  private static final int CHAINS = 16;
  private static final int DEPTH_MAX = 200;
  private static final int THREADS = 4;
  private static final int STEPS = 30_000;
  private static final long LIMIT = 8L << 20;

  private final Region region = Region.reserve(CellHeap.reservation(LIMIT));
  private final CellHeap heap = new SharedHeap(region, LIMIT, true);
  private final long root = heap.allocate(Cell.header(KIND, 0, 0, CHAINS), Cell.word(0, CHAINS));
  private final Collector collector = new Collector(region, heap, sink -> sink.accept(root), c -> {});
  private final ReentrantReadWriteLock turnstile = new ReentrantReadWriteLock();
  private final Object[] locks = new Object[CHAINS];
  private final int[] depths = new int[CHAINS];
  private final AtomicInteger running = new AtomicInteger(THREADS);

  /// A cell on top of a chain, with padding so that there are many sizes. The word refers to the cell below.
  private void push(int chain, int padding) {
    long at = Cell.word(root, chain);
    long cell = heap.allocate(Cell.header(KIND, 0, 0, 1), Cell.word(0, 3) + 8L * padding);
    if (cell == 0) {
      return;
    }
    region.setLong(Cell.word(cell, 0), region.getLong(at));
    region.setLong(Cell.word(cell, 1), chain);
    region.setLong(Cell.word(cell, 2), ++depths[chain]);
    store(at, cell);
  }

  private void store(long at, long word) {
    long before = region.getLong(at);
    if (collector.isMarking() && Cell.isReference(before)) {
      synchronized (heap) {
        collector.dropped(before);
      }
    }
    region.setLong(at, word);
  }

  /// Takes the topmost cells off, and looks whether they are what they were.
  private void pop(int chain, int count) {
    long at = Cell.word(root, chain);
    for (int i = 0; i < count && depths[chain] > 0; i++) {
      long cell = region.getLong(at);
      assertEquals(chain, region.getLong(Cell.word(cell, 1)));
      assertEquals(depths[chain]--, region.getLong(Cell.word(cell, 2)));
      store(at, region.getLong(Cell.word(cell, 0)));
    }
  }

  private void change(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      int chain = random.nextInt(CHAINS);
      turnstile.readLock().lock();
      try {
        synchronized (locks[chain]) {
          if (depths[chain] >= DEPTH_MAX || random.nextInt(3) == 0) {
            pop(chain, random.nextInt(20));
          } else {
            push(chain, random.nextInt(40));
          }
        }
      } finally {
        turnstile.readLock().unlock();
      }
    }
  }

  private boolean step() {
    synchronized (heap) {
      return collector.step(64);
    }
  }

  private void alone(Runnable action) {
    turnstile.writeLock().lock();
    try {
      synchronized (heap) {
        action.run();
      }
    } finally {
      turnstile.writeLock().unlock();
    }
  }

  private void collectBeside() {
    while (running.get() > 0) {
      alone(collector::begin);
      boolean[] ended = {false};
      while (!ended[0]) {
        while (!step()) {
          Thread.onSpinWait();
        }
        alone(() -> {
          ended[0] = collector.step(64);
          if (ended[0]) {
            collector.end();
          }
        });
      }
      while (heap.isSweeping()) {
        synchronized (heap) {
          heap.sweep(2);
        }
      }
    }
  }

  private void run(long seed) throws Exception {
    for (int i = 0; i < CHAINS; i++) {
      locks[i] = new Object();
    }
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        long own = seed * THREADS + t;
        all.add(threads.submit(() -> {
          try {
            change(own);
          } finally {
            running.decrementAndGet();
          }
        }));
      }
      all.add(threads.submit(this::collectBeside));
      for (Future<?> f : all) {
        f.get();
      }
    }
  }

  @Test
  void chainsStayAndNothingElse() throws Exception {
    long seed = Long.getLong("atoll.seed", 1);
    run(seed);
    assertTrue(collector.collections() > 0);
    collector.collect();
    heap.sweep(Integer.MAX_VALUE);
    long left = 1;
    for (int depth : depths) {
      left += depth;
    }
    assertEquals(left, heap.cellsUsed(), "seed " + seed);
    for (int i = 0; i < CHAINS; i++) {
      pop(i, Integer.MAX_VALUE);
      assertEquals(0, region.getLong(Cell.word(root, i)));
    }
    region.close();
  }
}
