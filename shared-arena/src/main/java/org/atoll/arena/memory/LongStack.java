package org.atoll.arena.memory;

import java.util.Arrays;

/// A stack of numbers that grows as needed. Not thread-safe.
public final class LongStack {
  private long[] items = new long[16];
  private int size;

  public void push(long n) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    items[size++] = n;
  }

  /// The last one; there must be one.
  public long pop() {
    return items[--size];
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
    if (items.length > 1024) {
      items = new long[16];
    }
  }
}
