package org.atoll.arena.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.CellHeap;
import org.atoll.arena.memory.Region;
import org.junit.jupiter.api.Test;

/// Random graphs of cells that change while they are collected, against a model on the Java heap. Each cell has words that refer to
/// others, and its number behind these; freed cells are poisoned, so that a cell freed too early is found by its number.
class CollectorTest {
  private static final int KIND = 1;
  private static final long LIMIT = 64L << 20;

  private record Node(long number, long cell, long[] out) {}

  private final class Program {
    final long seed;
    final Random random;
    final Region region = Region.reserve(CellHeap.reservation(LIMIT));
    final CellHeap heap = new CellHeap(region, LIMIT, true);
    final TreeMap<Long, Node> nodes = new TreeMap<>();
    final Collector collector = new Collector(region, heap, sink -> sink.accept(root()), c -> {});
    Node root;
    long made;

    Program(long seed) {
      this.seed = seed;
      random = new Random(seed);
      root = make(8);
    }

    long root() {
      return root.cell;
    }

    Node make(int words) {
      long cell = heap.allocate(Cell.header(KIND, 0, 0, words), Cell.HEADER_SIZE + 8L * words + 8);
      assertTrue(cell != 0, () -> "seed " + seed + ": no room for " + words + " words");
      for (int i = 0; i <= words; i++) {
        assertEquals(0, region.getLong(Cell.word(cell, i)), "seed " + seed + ": a new cell is not empty");
      }
      Node n = new Node(++made, cell, new long[words]);
      region.setLong(Cell.word(cell, words), n.number);
      nodes.put(cell, n);
      return n;
    }

    void set(Node from, int i, Node to) {
      if (collector.isMarking()) {
        collector.dropped(from.out[i]);
      }
      from.out[i] = to == null ? 0 : to.cell;
      region.setLong(Cell.word(from.cell, i), from.out[i]);
    }

    Node pick(List<Node> reachable) {
      return reachable.get(random.nextInt(reachable.size()));
    }

    void step() {
      List<Node> reachable = reachable();
      for (int i = 0; i < 50; i++) {
        Node n = make(random.nextInt(100) == 0 ? 1 << random.nextInt(15) : 1 + random.nextInt(6));
        Node at = pick(reachable);
        set(at, random.nextInt(at.out.length), n);
        reachable.add(n);
      }
      for (int i = 0; i < 8; i++) {
        Node a = pick(reachable);
        set(a, random.nextInt(a.out.length), random.nextInt(3) == 0 ? null : pick(reachable));
        reachable = reachable();
      }
      collectSome();
    }

    void collectSome() {
      if (!collector.isMarking()) {
        if (random.nextInt(3) == 0) {
          collector.begin();
        } else if (heap.isSweeping()) {
          heap.sweep(1 + random.nextInt(4));
        }
      } else if (collector.step(1 + random.nextInt(400))) {
        collector.end();
      }
    }

    List<Node> reachable() {
      List<Node> found = new ArrayList<>();
      Set<Long> seen = new TreeSet<>();
      Deque<Node> todo = new ArrayDeque<>(List.of(root));
      seen.add(root.cell);
      while (!todo.isEmpty()) {
        Node n = todo.pop();
        found.add(n);
        for (long cell : n.out) {
          if (cell != 0 && seen.add(cell)) {
            todo.push(nodes.get(cell));
          }
        }
      }
      return found;
    }

    void check() {
      for (Node n : reachable()) {
        assertTrue(heap.isPresent(n.cell), "seed " + seed + ": cell " + n.number + " was freed");
        for (int i = 0; i < n.out.length; i++) {
          assertEquals(n.out[i], region.getLong(Cell.word(n.cell, i)), "seed " + seed + ": a word of cell " + n.number);
        }
        assertEquals(n.number, region.getLong(Cell.word(n.cell, n.out.length)), "seed " + seed + ": the number of a cell");
      }
    }

    void checkNothingElse() {
      collector.collect();
      collector.collect();
      heap.sweep(Integer.MAX_VALUE);
      long expected = 0;
      for (Node n : reachable()) {
        expected += CellHeap.cellSize(Cell.HEADER_SIZE + 8L * n.out.length + 8);
      }
      assertEquals(expected, heap.bytesUsed(), "seed " + seed + ": bytes in use after a collection");
      assertTrue(heap.blockBytes() <= LIMIT);
    }
  }

  @Test
  void whatIsReachableSurvives_andNothingElse() {
    for (long seed = 1; seed <= Long.getLong("atoll.collections", 10); seed++) {
      Program p = new Program(seed);
      for (int i = 0; i < 100; i++) {
        p.step();
        p.check();
        if (i % 50 == 49) {
          p.checkNothingElse();
        }
      }
      p.region.close();
    }
  }

  @Test
  void whatIsFreedAtOnceIsUsedAgain() {
    try (Region region = Region.reserve(CellHeap.reservation(LIMIT))) {
      CellHeap heap = new CellHeap(region, LIMIT, false);
      for (int i = 0; i < 2_000; i++) {
        long small = heap.allocate(KIND, 40);
        long large = heap.allocate(KIND, 300_000);
        assertTrue(small != 0 && large != 0);
        heap.free(small);
        heap.free(large);
        assertEquals(0, heap.bytesUsed());
      }
    }
  }

  @Test
  void thereIsNoRoomPastTheLimit() {
    try (Region region = Region.reserve(CellHeap.reservation(1 << 20))) {
      CellHeap heap = new CellHeap(region, 1 << 20, false);
      assertEquals(0, heap.allocate(KIND, 2 << 20));
      long cells = 0;
      while (heap.allocate(KIND, 64) != 0) {
        cells++;
      }
      assertEquals((1 << 20 >> 16) * (65536 - 1088) / 64, cells);
      new Collector(region, heap, sink -> {}, c -> {}).collect();
      assertTrue(heap.allocate(KIND, 900_000) != 0, "all was free");
    }
  }
}
