package org.atoll.runtime.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/// A piece of native memory for the arguments and results of one call to [Libc], borrowed from a pool. `errno` is at its
/// beginning; the rest is handed out from front to back and free again when the scratch is given back. One thread
/// uses it at a time.
final class Scratch {
  private static final long SIZE = 72 * 1024;
  /// How many bytes of data fit beside names and structs.
  static final int DATA_SIZE = 64 * 1024;
  private static final int POOLED_MAX = 16;
  private static final ConcurrentLinkedDeque<Scratch> POOL = new ConcurrentLinkedDeque<>();
  private static final AtomicInteger POOLED = new AtomicInteger();

  final MemorySegment memory;
  private long top = Libc.STATE_SIZE;
  /// Holds what does not fit; null while everything did.
  private Arena overflow;

  private Scratch() {
    memory = Arena.ofAuto().allocate(SIZE, 16);
  }

  static Scratch borrow() {
    Scratch s = POOL.pollFirst();
    if (s == null) {
      return new Scratch();
    }
    POOLED.decrementAndGet();
    return s;
  }

  void giveBack() {
    top = Libc.STATE_SIZE;
    if (overflow != null) {
      overflow.close();
      overflow = null;
    }
    if (POOLED.incrementAndGet() <= POOLED_MAX) {
      POOL.addFirst(this);
    } else {
      POOLED.decrementAndGet();
    }
  }

  int errno() {
    return memory.get(ValueLayout.JAVA_INT, 0);
  }

  void clearErrno() {
    memory.set(ValueLayout.JAVA_INT, 0, 0);
  }

  /// Room for `size` bytes, not cleared.
  MemorySegment allocate(long size) {
    long from = (top + 15) & ~15;
    if (from + size > SIZE) {
      if (overflow == null) {
        overflow = Arena.ofConfined();
      }
      return overflow.allocate(size, 16);
    }
    top = from + size;
    return memory.asSlice(from, size);
  }

  MemorySegment cleared(long size) {
    return allocate(size).fill((byte) 0);
  }

  /// The address of a C string.
  long string(byte[] bytes) {
    MemorySegment m = allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, m, ValueLayout.JAVA_BYTE, 0, bytes.length);
    m.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
    return m.address();
  }

  /// The address of an array of C strings that ends with a null pointer.
  long strings(byte[][] all) {
    MemorySegment m = allocate(8L * (all.length + 1));
    for (int i = 0; i < all.length; i++) {
      m.set(ValueLayout.JAVA_LONG, 8L * i, string(all[i]));
    }
    m.set(ValueLayout.JAVA_LONG, 8L * all.length, 0);
    return m.address();
  }
}
