package org.atoll.runtime.modules.struct;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;

/// What `iter_unpack` returns. Guarded by the GIL.
@PyTypeDef(name = "unpack_iterator", module = "_struct", basetype = false, instantiable = false)
public final class UnpackIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new UnpackIteratorBinder());

  private final StructFormat format;
  private final byte[] data;
  private int at;

  UnpackIterator(StructFormat format, byte[] data) {
    super(TYPE);
    this.format = format;
    this.data = data;
  }

  @Override
  public Object next(ThreadState ts) {
    if (at >= data.length) {
      return null;
    }
    Object values = StructCodec.unpack(format, data, at);
    at += format.size;
    return values;
  }

  @PyMethod(sig = "()")
  long __length_hint__() {
    return (data.length - at) / format.size;
  }
}
