package org.atoll.runtime.types;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;

/// The buffer protocol (`Objects/abstract.c`, PEP 3118 and PEP 688). Stateless; requires the GIL and may run the Python
/// code of a class's `__buffer__`.
public final class Buffers {
  public static final int SIMPLE = 0;
  public static final int WRITABLE = 1;
  public static final int FORMAT = 4;
  public static final int ND = 8;
  public static final int STRIDES = 0x10 | ND;
  public static final int C_CONTIGUOUS = 0x20 | STRIDES;
  public static final int FULL_RO = 0x100 | STRIDES | FORMAT;
  public static final int FULL = FULL_RO | WRITABLE;

  private Buffers() {}

  /// Whether the object supports the protocol.
  public static boolean check(Object o) {
    return o instanceof BufferExporter || o instanceof PyObject p && p.type.isHeapType() && p.type.slot(Slot.BUFFER) != null;
  }

  /// A view on the object's memory, to be given back with [PyBuffer#release].
  /// @throws PyException TypeError where it is not bytes-like, BufferError where it refuses
  public static PyBuffer get(ThreadState ts, Object o, int flags) {
    if (o instanceof PyObject p) {
      PyType type = p.type;
      if (!type.isHeapType() || !overrides(p)) {
        if (o instanceof BufferExporter exporter) {
          return exporter.buffer(ts, flags);
        }
      } else {
        return viaMethod(ts, p, flags);
      }
    }
    throw PyErr.typeError("a bytes-like object is required, not '%s'", PyObject.typeOf(o).messageName());
  }

  /// Whether a class written in Python has a `__buffer__` of its own.
  private static boolean overrides(PyObject o) {
    Object method = o.type.slot(Slot.BUFFER);
    if (method == null) {
      return false;
    }
    PyType base = o.type.solidBase();
    return !(o instanceof BufferExporter) || base.slot(Slot.BUFFER) != method;
  }

  private static PyBuffer viaMethod(ThreadState ts, PyObject o, int flags) {
    Object made = Call.withSelf(ts, o.type.slot(Slot.BUFFER), o, (long) flags);
    if (!(made instanceof PyMemoryView view)) {
      throw PyErr.typeError("__buffer__ returned non-memoryview object");
    }
    PyBuffer inner = view.buffer(ts, flags);
    Object releaseMethod = o.type.slot(Slot.RELEASE_BUFFER);
    if (releaseMethod == null) {
      return inner;
    }
    return new PyBuffer(o, inner.array, inner.segment, inner.offset, inner.length, inner.readonly, inner.itemsize, inner.format,
        inner.shape, inner.strides, released -> {
          inner.release();
          Call.withSelf(ThreadState.current(), releaseMethod, o, view);
        });
  }

  /// The object's bytes in C order, in an array that may belong to it: only to be read.
  /// @throws PyException TypeError where it is not bytes-like
  public static byte[] toBytes(ThreadState ts, Object o) {
    if (o instanceof PyBytes b) {
      return b.bytes;
    }
    PyBuffer view = get(ts, o, FULL_RO);
    try {
      return view.toByteArray();
    } finally {
      view.release();
    }
  }

  /// The object itself if it is bytes, else a copy of its memory as bytes.
  /// @throws PyException TypeError where it is not bytes-like
  public static PyBytes asBytes(ThreadState ts, Object o) {
    return o instanceof PyBytes b ? b : new PyBytes(toBytes(ts, o));
  }
}
