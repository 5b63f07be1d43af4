package org.atoll.arena.memory;

/// A heap in which several threads allocate at the same time: each of them for a moment has it alone. Whoever marks or sweeps meanwhile
/// does so in short steps that are synchronized on the heap as well.
public final class SharedHeap extends CellHeap {
  /// As [CellHeap#CellHeap].
  public SharedHeap(Region region, long limitBytes, boolean poisoning) {
    super(region, limitBytes, poisoning);
  }

  @Override
  public synchronized long allocate(long header, long byteSize) {
    return super.allocate(header, byteSize);
  }

  @Override
  public synchronized void free(long cell) {
    super.free(cell);
  }
}
