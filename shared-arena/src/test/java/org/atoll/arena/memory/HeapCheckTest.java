package org.atoll.arena.memory;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.atoll.arena.collect.Collector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every kind of mistake that [HeapCheck] is there for, made on purpose in a sound heap: it must be told, and in its words.
class HeapCheckTest {
  private static final long LIMIT = 4L << 20;
  private static final int KIND = 1;
  private static final int ROOT_WORDS = 8;

  private Region region;
  private CellHeap heap;
  private Collector collector;
  private long root;

  /// A root that refers to small cells, a large one, and one of several blocks, among garbage that has been collected.
  @BeforeEach
  void make() {
    region = Region.reserve(CellHeap.reservation(LIMIT));
    heap = new CellHeap(region, LIMIT, true);
    collector = new Collector(region, heap, sink -> sink.accept(root), c -> {});
    root = cell(ROOT_WORDS, 0);
    for (int i = 0; i < ROOT_WORDS; i++) {
      refer(root, i, cell(2, new long[] {0, 100, 4_000, 200_000}[i % 4]));
      cell(2, 0);
    }
    collect();
  }

  private long cell(int words, long more) {
    long made = heap.allocate(Cell.header(KIND, 0, 0, words), Cell.word(0, words) + more);
    assertTrue(made != 0);
    return made;
  }

  private void refer(long cell, int i, long word) {
    region.setLong(Cell.word(cell, i), word);
  }

  private long referred(int i) {
    return region.getLong(Cell.word(root, i));
  }

  private void collect() {
    collector.collect(sink -> sink.accept(root), sink -> {});
  }

  private void assertFound(String words, Runnable action) {
    IllegalStateException e = assertThrows(IllegalStateException.class, action::run);
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void findsNothingWhereNothingIsWrong() {
    for (int i = 0; i < 3; i++) {
      refer(root, i, cell(1, 70_000));
      collect();
      collector.collect();
    }
  }

  @Test
  void aReferenceToFreeMemory() {
    long gone = referred(0);
    refer(root, 0, 0);
    collect();
    refer(referred(1), 0, gone);
    assertFound("which the one at " + referred(1) + " refers to, is free", this::collect);
  }

  @Test
  void aReferenceIntoACell() {
    refer(root, 0, referred(1) + 16);
    assertFound("refers to, is none", this::collect);
  }

  @Test
  void aReferenceBehindAllCells() {
    refer(root, 0, heap.end() + 1088);
    assertFound("is none", () -> {
      HeapCheck check = new HeapCheck(region, heap);
      check.root(root);
      heap.beginMarking();
      heap.mark(root);
      check.marked();
    });
  }

  @Test
  void moreWordsThanRoom() {
    region.setLong(referred(0), Cell.header(KIND, 0, 0, 5));
    assertFound("has 5 words in 32 bytes", this::collect);
  }

  @Test
  void aHeaderThatIsOverwritten() {
    region.setLong(referred(0), 0);
    assertFound("has no header", this::collect);
  }

  @Test
  void cellsThatOverlap() {
    long block = Block.of(referred(1));
    refer(root, 3, referred(1) + region.getInt(block + Block.EXTENT_AT));
    region.setInt(block + Block.EXTENT_AT, 2 * region.getInt(block + Block.EXTENT_AT));
    assertFound("is none", this::collect);
  }

  @Test
  void whatTheCollectionHasMissed() {
    collector.begin();
    collector.step(1);
    // Moved to where marking has been already, without a word to the collector.
    refer(root, 0, referred(4));
    refer(root, 4, 0);
    collector.step(Long.MAX_VALUE);
    assertFound("has not been found by the collection", collector::end);
  }

  @Test
  void whatIsWrittenToAFreedCell() {
    for (int i : new int[] {0, 2, 3}) {
      make();
      long gone = referred(i);
      refer(root, i, 0);
      collect();
      region.setLong(gone + 24, 7);
      assertFound("has been written to the free memory", this::collect);
    }
  }

  @Test
  void whatIsWrittenWhereNoCellWasYet() {
    region.setInt(referred(0) + 32 * 1000, 1);
    assertFound("has been written to the free memory", collector::begin);
  }

  @Test
  void aLeak() {
    long leaked = cell(0, 100);
    assertFound("nothing leads to the cell at " + leaked + ", of 112 bytes and kind 1, which was not freed",
        () -> collector.collect(sink -> sink.accept(root), sink -> region.setLong(Block.bitsOf(leaked, 0), -1)));
  }

  @Test
  void bytesThatAreNotCounted() {
    long bits = Block.bitsOf(referred(0), 0);
    long other = Block.bitsOf(referred(0), 1);
    long unused = Block.bit(referred(0) + 32 * 100);
    assertFound("have been counted", () -> {
      region.setLong(bits, region.getLong(bits) | unused);
      region.setLong(other, region.getLong(other) | unused);
      collector.begin();
    });
  }
}
