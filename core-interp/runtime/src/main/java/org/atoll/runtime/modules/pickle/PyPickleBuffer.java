package org.atoll.runtime.modules.pickle;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.BufferExporter;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyMemoryView;
import org.atoll.runtime.types.PyTuple;

/// `pickle.PickleBuffer` (`Objects/picklebufobject.c`): wraps the memory of another object, which may then be sent out of
/// band. Guarded by the GIL.
@PyTypeDef(name = "PickleBuffer", module = "pickle", basetype = false,
    doc = "Wrapper for potentially out-of-band buffers")
public final class PyPickleBuffer extends PyInstance implements BufferExporter {
  public static final PyType TYPE = PyType.builtin(new PyPickleBufferBinder());

  private PyBuffer view;

  private PyPickleBuffer(PyBuffer view) {
    super(TYPE);
    this.view = view;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    int given = args.items.length + kwargs.size();
    if (given > 1) {
      throw PyErr.typeError("PickleBuffer() takes at most 1 argument (%d given)", given);
    }
    if (args.items.length != 1) {
      throw PyErr.typeError("PickleBuffer() takes exactly 1 positional argument (0 given)");
    }
    return new PyPickleBuffer(Buffers.get(ts, args.items[0], Buffers.FULL_RO));
  }

  /// The view of the wrapped object's memory.
  /// @throws org.atoll.runtime.types.PyException ValueError after `release()`
  PyBuffer view() {
    if (view == null) {
      throw PyErr.valueError("operation forbidden on released PickleBuffer object");
    }
    return view;
  }

  /// Whether the items lie one behind the other, in either order.
  static boolean isContiguous(PyBuffer view) {
    if (view.isContiguous()) {
      return true;
    }
    long expected = view.itemsize;
    for (int i = 0; i < view.shape.length; i++) {
      if (view.shape[i] > 1 && view.strides[i] != expected) {
        return false;
      }
      expected *= view.shape[i];
    }
    return true;
  }

  /// A contiguous view as one of plain bytes, in the order in which they lie in memory.
  private static PyBuffer flat(PyBuffer v, Object owner, PyBuffer.Release release) {
    return new PyBuffer(owner, v.array, v.segment, v.offset, v.length, v.readonly, 1, "B", new long[] {v.length},
        new long[] {1}, release);
  }

  /// The bytes of a contiguous view, in the order in which they lie in memory.
  static byte[] memory(PyBuffer v) {
    return flat(v, null, null).toByteArray();
  }

  @Override
  public PyBuffer buffer(ThreadState ts, int flags) {
    PyBuffer wrapped = view();
    return wrapped.owner != null && Buffers.check(wrapped.owner) ? Buffers.get(ts, wrapped.owner, flags) : wrapped;
  }

  @PyMethod(sig = "()", doc = """
      Return a memoryview of the raw memory underlying this buffer.

      Will raise BufferError is the buffer isn't contiguous.""")
  Object raw() {
    PyBuffer v = view();
    if (!isContiguous(v)) {
      throw PyErr.bufferError("cannot extract raw buffer from non-contiguous buffer");
    }
    return PyMemoryView.of(flat(v, v.owner, null));
  }

  @PyMethod(sig = "()", doc = "Release the underlying buffer controlled by the PickleBuffer object.")
  void release() {
    if (view != null) {
      view.release();
      view = null;
    }
  }
}
