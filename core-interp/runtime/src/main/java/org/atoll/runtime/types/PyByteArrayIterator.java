package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over a bytearray, whatever happens to it meanwhile. Guarded by the GIL.
@PyTypeDef(name = "bytearray_iterator", basetype = false, instantiable = false)
public final class PyByteArrayIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyByteArrayIteratorBinder());

  /// Null when exhausted.
  private PyByteArray bytes;
  private int index;

  public PyByteArrayIterator(PyByteArray bytes) {
    super(TYPE);
    this.bytes = bytes;
  }

  @Override
  public Object next(ThreadState ts) {
    PyByteArray b = bytes;
    if (b == null) {
      return null;
    }
    if (index < b.length()) {
      return (long) (b.byteAt(index++));
    }
    b.requireHere();
    bytes = null;
    return null;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  int __length_hint__() {
    return bytes == null ? 0 : Math.max(0, bytes.length() - index);
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    Object iter = Sequences.builtin(ts, "iter");
    return bytes == null ? PyTuple.of(iter, PyTuple.of((Object) PyTuple.EMPTY)) : PyTuple.of(iter, PyTuple.of((Object) bytes), (long) index);
  }

  @PyMethod(sig = "(state, /)", doc = "Set state information for unpickling.")
  void __setstate__(ThreadState ts, Object state) {
    long i = Sequences.state(ts, state);
    if (bytes != null) {
      index = (int) Math.clamp(i, 0, bytes.length());
    }
  }
}
