package org.atoll.arena.memory;

/// How a block of 64 KiB is laid out, the unit in which a region's memory is divided up. Small cells of one size share a block; a
/// larger cell has a run of blocks. Two sets of bits, one bit for each 16 bytes of the block, say which cells there are and which of
/// them are marked; which set is which changes with each collection.
///
/// | at | |
/// |---|---|
/// | 0 | what the block is: [#FREE], [#SMALL], [#RUN]; blocks in a run but the first are all cell |
/// | 4 | the size of its cells, or the number of blocks in the run |
/// | 64, 576 | the two sets of bits |
/// | 1088 | the cells |
final class Block {
  static final int SIZE = 1 << 16;
  static final int SHIFT = 16;
  static final int CELLS = 1088;
  static final int ROOM = SIZE - CELLS;
  static final int BITS_SIZE = 512;

  static final int FREE = 0;
  static final int SMALL = 1;
  /// The first of a run.
  static final int RUN = 2;

  static final int KIND_AT = 0;
  static final int EXTENT_AT = 4;
  private static final int BITS_AT = 64;

  private Block() {}

  /// Where one of the two sets of bits begins.
  static long bits(long block, int which) {
    return block + BITS_AT + (long) which * BITS_SIZE;
  }

  /// The block that a place is in.
  static long of(long at) {
    return at & -SIZE;
  }

  /// Where the 64 bits stand among which the cell's own is.
  static long bitsOf(long cell, int which) {
    return bits(of(cell), which) + ((cell & SIZE - 1) >>> 10 << 3);
  }

  /// The cell's bit among these.
  static long bit(long cell) {
    return 1L << (cell >>> 4 & 63);
  }
}
