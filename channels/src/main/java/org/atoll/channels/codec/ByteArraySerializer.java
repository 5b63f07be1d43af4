package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.types.PyByteArray;

/// bytearray.
final class ByteArraySerializer extends Serializer<PyByteArray> {
  @Override
  public void write(Kryo kryo, Output out, PyByteArray value) {
    byte[] bytes = value.snapshot();
    out.writeInt(bytes.length, true);
    out.writeBytes(bytes);
  }

  @Override
  public PyByteArray read(Kryo kryo, Input in, Class<? extends PyByteArray> type) {
    return new PyByteArray(in.readBytes(Sizes.checked(in, in.readInt(true), 1)));
  }

  @Override
  public PyByteArray copy(Kryo kryo, PyByteArray value) {
    return new PyByteArray(value.snapshot());
  }
}
