package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import org.atoll.runtime.types.PyByteArray;

/// bytearray.
final class ByteArraySerializer extends ContainerSerializer<PyByteArray> implements Referred {
  ByteArraySerializer() {
    super(PyByteArray.class, PyByteArray.TYPE);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyByteArray value) {
    return value.twin();
  }

  @Override
  void writePlain(PyKryo kryo, MessageOutput out, PyByteArray value) {
    byte[] bytes = value.snapshot();
    out.writeVarInt(bytes.length, true);
    out.block(bytes, bytes.length);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyByteArray made = new PyByteArray(((MessageInput) in).block());
    kryo.reference(made);
    return made;
  }
}
