package org.atoll.arena.memory;

/// The sizes that small cells come in: multiples of 16 bytes, at most a fifth apart where cells are larger than a few words, and the
/// larger ones such that a block is used up.
final class SizeClasses {
  static final int GRANULE = 16;
  private static final int[] SIZES = sizes();
  /// Indexed by the number of granules.
  private static final byte[] CLASSES = classes();

  static final int COUNT = SIZES.length;
  /// The largest small cell: one that fills a block.
  static final int MAX = SIZES[COUNT - 1];

  private SizeClasses() {}

  private static int[] sizes() {
    int[] found = new int[64];
    int n = 0;
    for (int size = GRANULE; size <= 1024; size += Math.max(GRANULE, Integer.highestOneBit(size) / 4)) {
      found[n++] = size;
    }
    for (int parts = Block.ROOM / 1280; parts >= 1; parts = parts > 8 ? parts * 4 / 5 : parts - 1) {
      found[n++] = Block.ROOM / parts & -GRANULE;
    }
    return java.util.Arrays.copyOf(found, n);
  }

  private static byte[] classes() {
    byte[] c = new byte[SIZES[SIZES.length - 1] / GRANULE + 1];
    int k = 0;
    for (int i = 0; i < c.length; i++) {
      while (SIZES[k] < i * GRANULE) {
        k++;
      }
      c[i] = (byte) k;
    }
    return c;
  }

  /// The class of the smallest cells that hold so many bytes, at most [#MAX].
  static int of(long byteSize) {
    return CLASSES[(int) (byteSize + GRANULE - 1) / GRANULE];
  }

  static int size(int sizeClass) {
    return SIZES[sizeClass];
  }
}
