package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import org.atoll.runtime.types.PyComplex;

/// complex.
final class ComplexSerializer extends ContainerSerializer<PyComplex> {
  ComplexSerializer() {
    super(PyComplex.class, PyComplex.TYPE);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyComplex value) {
    return value;
  }

  @Override
  void writePlain(PyKryo kryo, MessageOutput out, PyComplex value) {
    out.writeDouble(value.real);
    out.writeDouble(value.imag);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    return new PyComplex(in.readDouble(), in.readDouble());
  }
}
