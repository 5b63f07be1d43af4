package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import org.atoll.runtime.types.PyBytes;

/// bytes.
final class BytesSerializer extends ContainerSerializer<PyBytes> {
  BytesSerializer() {
    super(PyBytes.class, PyBytes.TYPE);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyBytes value) {
    return value;
  }

  @Override
  void writePlain(PyKryo kryo, MessageOutput out, PyBytes value) {
    out.writeVarInt(value.bytes.length, true);
    out.block(value.bytes, value.bytes.length);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    return new PyBytes(((MessageInput) in).block());
  }
}
