package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.types.PyComplex;

/// complex.
final class ComplexSerializer extends Serializer<PyComplex> {
  @Override
  public void write(Kryo kryo, Output out, PyComplex value) {
    out.writeDouble(value.real);
    out.writeDouble(value.imag);
  }

  @Override
  public PyComplex read(Kryo kryo, Input in, Class<? extends PyComplex> type) {
    return new PyComplex(in.readDouble(), in.readDouble());
  }

  @Override
  public PyComplex copy(Kryo kryo, PyComplex value) {
    return value;
  }
}
