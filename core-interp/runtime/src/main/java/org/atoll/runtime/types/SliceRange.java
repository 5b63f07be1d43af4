package org.atoll.runtime.types;

/// The items that a slice selects in a sequence of known length (`PySlice_AdjustIndices`): `length` of them, from
/// `start` on, `step` apart. Immutable.
public final class SliceRange {
  public final int start;
  /// Where the slice ends; not before `start` if the step is positive.
  public final int stop;
  public final int step;
  public final int length;

  SliceRange(long start, long stop, long step, int size) {
    if (start < 0) {
      start += size;
      if (start < 0) {
        start = step < 0 ? -1 : 0;
      }
    } else if (start >= size) {
      start = step < 0 ? size - 1 : size;
    }
    if (stop < 0) {
      stop += size;
      if (stop < 0) {
        stop = step < 0 ? -1 : 0;
      }
    } else if (stop >= size) {
      stop = step < 0 ? size - 1 : size;
    }
    long n = 0;
    if (step > 0) {
      n = start < stop ? (stop - start - 1) / step + 1 : 0;
    } else if (stop < start) {
      n = (start - stop - 1) / -step + 1;
    }
    this.start = (int) start;
    this.stop = (int) stop;
    this.step = (int) Math.clamp(step, -Integer.MAX_VALUE, Integer.MAX_VALUE);
    this.length = (int) n;
  }

  /// The selected items in a new array.
  Object[] select(Object[] a) {
    Object[] out = new Object[length];
    if (step == 1) {
      System.arraycopy(a, start, out, 0, length);
    } else {
      for (int i = 0, at = start; i < length; i++, at += step) {
        out[i] = a[at];
      }
    }
    return out;
  }
}
