package org.atoll.runtime.types;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A view on the memory of an object (`Py_buffer`, PEP 3118): bytes on the Java heap or in a foreign memory segment, with
/// the shape that the exporter gives them. Whoever asks an object for one gives it back with [#release], once.
///
/// Guarded by the GIL of the interpreter that owns the exporter.
public final class PyBuffer {
  /// What an exporter wants done when a view is given back.
  public interface Release {
    void released(PyBuffer view);
  }

  /// The object whose memory this is.
  public final Object owner;
  /// The memory where it is on the Java heap, else null.
  public final byte[] array;
  /// Where the view begins in `array`, or in `segment` where there is no array.
  public final int offset;
  /// The memory where it is not on the Java heap, else null.
  public final MemorySegment segment;
  /// The number of bytes of all items together.
  public final long length;
  public final boolean readonly;
  public final int itemsize;
  /// The item's format as in the module `struct`.
  public final String format;
  /// The number of items in each dimension; `shape.length` is the number of dimensions.
  public final long[] shape;
  /// The distance in bytes between neighbours in each dimension.
  public final long[] strides;
  private final Release release;
  /// Raises an exception where the memory may not be used now; null where it always may.
  private final Runnable guard;
  private boolean released;

  public PyBuffer(Object owner, byte[] array, MemorySegment segment, int offset, long length, boolean readonly, int itemsize, String format, long[] shape,
      long[] strides, Release release) {
    this(owner, array, segment, offset, length, readonly, itemsize, format, shape, strides, release, null);
  }

  private PyBuffer(Object owner, byte[] array, MemorySegment segment, int offset, long length, boolean readonly, int itemsize, String format, long[] shape,
      long[] strides, Release release, Runnable guard) {
    this.guard = guard;
    this.owner = owner;
    this.array = array;
    this.segment = segment;
    this.offset = offset;
    this.length = length;
    this.readonly = readonly;
    this.itemsize = itemsize;
    this.format = format;
    this.shape = shape;
    this.strides = strides;
    this.release = release;
  }

  /// A view on plain bytes of an array; `release` may be null.
  public static PyBuffer ofBytes(Object owner, byte[] array, int offset, int length, boolean readonly, Release release) {
    return new PyBuffer(owner, array, null, offset, length, readonly, 1, "B", new long[] {length}, new long[] {1}, release);
  }

  /// A view on plain bytes of a segment; `release` may be null.
  public static PyBuffer ofSegment(Object owner, MemorySegment segment, boolean readonly, Release release) {
    long n = segment.byteSize();
    return new PyBuffer(owner, null, segment, 0, n, readonly, 1, "B", new long[] {n}, new long[] {1}, release);
  }

  /// Whether it is one of [#guarded].
  public boolean isGuarded() {
    return guard != null;
  }

  /// A view on items in a segment that can be used for some time, or by some thread only: the guard raises an exception where that is not now.
  public static PyBuffer guarded(Object owner, MemorySegment segment, boolean readonly, int itemsize, String format, Release release, Runnable guard) {
    long[] shape = {segment.byteSize() / itemsize};
    return new PyBuffer(owner, null, segment, 0, segment.byteSize(), readonly, itemsize, format, shape, new long[] {itemsize}, release, guard);
  }

  /// Raises an exception where the memory may not be used now.
  void requireUsable() {
    if (guard != null) {
      guard.run();
    }
  }

  /// Whether the items lie one behind the other in C order.
  public boolean isContiguous() {
    long expected = itemsize;
    for (int i = shape.length - 1; i >= 0; i--) {
      if (shape[i] > 1 && strides[i] != expected) {
        return length == 0;
      }
      expected *= shape[i];
    }
    return true;
  }

  /// The byte at a distance from the beginning of the view.
  public byte get(long at) {
    return array != null ? array[offset + (int) at] : segment.get(ValueLayout.JAVA_BYTE, offset + at);
  }

  /// Writes a byte; the caller has checked that the view is not readonly.
  public void set(long at, byte value) {
    if (array != null) {
      array[offset + (int) at] = value;
    } else {
      segment.set(ValueLayout.JAVA_BYTE, offset + at, value);
    }
  }

  /// Copies bytes `from` onwards of a contiguous view.
  public void copyOut(long from, byte[] target, int targetOffset, int count) {
    if (array != null) {
      System.arraycopy(array, offset + (int) from, target, targetOffset, count);
    } else {
      MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset + from, target, targetOffset, count);
    }
  }

  /// Overwrites bytes `at` onwards of a contiguous, writable view.
  public void copyIn(long at, byte[] source, int sourceOffset, int count) {
    if (array != null) {
      System.arraycopy(source, sourceOffset, array, offset + (int) at, count);
    } else {
      MemorySegment.copy(source, sourceOffset, segment, ValueLayout.JAVA_BYTE, offset + at, count);
    }
  }

  /// The bytes in C order, whatever the strides.
  public byte[] toByteArray() {
    byte[] out = new byte[(int) length];
    if (isContiguous()) {
      copyOut(0, out, 0, out.length);
    } else {
      gather(out, 0, 0, 0);
    }
    return out;
  }

  private int gather(byte[] out, int to, int dimension, long at) {
    if (dimension == shape.length) {
      for (int i = 0; i < itemsize; i++) {
        out[to++] = get(at + i);
      }
      return to;
    }
    for (long i = 0; i < shape[dimension]; i++) {
      to = gather(out, to, dimension + 1, at + i * strides[dimension]);
    }
    return to;
  }

  /// The bytes of a contiguous view as a segment.
  public MemorySegment asSegment() {
    return (array != null ? MemorySegment.ofArray(array) : segment).asSlice(offset, length);
  }

  /// Gives the view back; a second time does nothing.
  public void release() {
    if (!released) {
      released = true;
      if (release != null) {
        release.released(this);
      }
    }
  }
}
