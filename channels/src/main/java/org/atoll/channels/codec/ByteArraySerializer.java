package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.types.PyByteArray;

/// bytearray; an instance of a derived class goes by reduction.
final class ByteArraySerializer extends ContainerSerializer<PyByteArray> {
  ByteArraySerializer() {
    super(PyByteArray.class, PyByteArray.TYPE);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyByteArray value) {
    // Its own array may be all that snapshot() gives.
    return new PyByteArray(value.snapshot().clone());
  }

  @Override
  void writePlain(Kryo kryo, Output out, PyByteArray value) {
    byte[] bytes = value.snapshot();
    out.writeInt(bytes.length, true);
    out.writeBytes(bytes);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    return new PyByteArray(in.readBytes(Sizes.checked(in, in.readInt(true), 1)));
  }
}
