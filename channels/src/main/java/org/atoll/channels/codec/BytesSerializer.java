package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.types.PyBytes;

/// bytes; an instance of a derived class goes by reduction.
final class BytesSerializer extends ContainerSerializer<PyBytes> {
  BytesSerializer() {
    super(PyBytes.class, PyBytes.TYPE);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyBytes value) {
    return value;
  }

  @Override
  void writePlain(Kryo kryo, Output out, PyBytes value) {
    out.writeInt(value.bytes.length, true);
    out.writeBytes(value.bytes);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    return new PyBytes(in.readBytes(Sizes.checked(in, in.readInt(true), 1)));
  }
}
