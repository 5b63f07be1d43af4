package org.atoll.runtime.heap;

/// A set of objects by their identity, for millions of them: one array, and nothing made for an entry. Not thread-safe.
final class IdentitySet {
  private static final int FIRST_SLOTS = 1 << 12;
  /// Spreads identity hashes, which are few bits.
  private static final int GOLDEN = 0x9E3779B9;

  private Object[] slots = new Object[FIRST_SLOTS];
  private int shift = Integer.numberOfLeadingZeros(FIRST_SLOTS) + 1;
  private int size;

  /// Adds an object; false if it is there already.
  boolean add(Object o) {
    Object[] s = slots;
    int mask = s.length - 1;
    int i = System.identityHashCode(o) * GOLDEN >>> shift;
    for (Object each = s[i]; each != null; each = s[i]) {
      if (each == o) {
        return false;
      }
      i = i + 1 & mask;
    }
    s[i] = o;
    if (++size > s.length / 2) {
      grow();
    }
    return true;
  }

  private void grow() {
    Object[] old = slots;
    slots = new Object[old.length * 2];
    shift--;
    int mask = slots.length - 1;
    for (Object o : old) {
      if (o != null) {
        int i = System.identityHashCode(o) * GOLDEN >>> shift;
        while (slots[i] != null) {
          i = i + 1 & mask;
        }
        slots[i] = o;
      }
    }
  }

  /// How many there are.
  int size() {
    return size;
  }
}
