package org.atoll.arena.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Cells, and the memory that they take.
class CellHeapTest {
  private static final long LIMIT = 1 << 20;
  private static final long HEADER = Cell.header(1, 0, 0, 0);

  /// A run is made of blocks that were just swept and of free ones that were not: the sweep must not take what it holds for
  /// the beginnings of blocks.
  @Test
  void aRunAcrossTheSweptAndTheUnsweptBlocksKeepsWhatItHolds() {
    try (Region region = Region.reserve(CellHeap.reservation(LIMIT))) {
      CellHeap heap = new CellHeap(region, LIMIT, false);
      long size = 4 * Block.SIZE - Block.CELLS;
      heap.allocate(HEADER, size);
      long second = heap.allocate(HEADER, size);
      long third = heap.allocate(HEADER, size);
      heap.free(second);
      heap.beginMarking();
      heap.mark(third);
      heap.endMarking();
      heap.sweep(1);
      long twice = 8 * Block.SIZE - Block.CELLS;
      long run = heap.allocate(HEADER, twice);
      assertTrue(run < third, "the run is in what was freed");
      region.fill(run + Cell.HEADER_SIZE, twice - Cell.HEADER_SIZE, (byte) 1);
      heap.sweep(Integer.MAX_VALUE);
      for (long at = run + Cell.HEADER_SIZE; at < run + twice; at += 8) {
        assertEquals(0x0101010101010101L, region.getLong(at));
      }
      assertEquals(size + twice, heap.bytesUsed());
    }
  }
}
