package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.types.PyBytes;

/// bytes; an instance of a derived class goes by reduction.
final class BytesSerializer extends Serializer<PyBytes> {
  @Override
  public void write(Kryo kryo, Output out, PyBytes value) {
    out.writeInt(value.bytes.length, true);
    out.writeBytes(value.bytes);
  }

  @Override
  public PyBytes read(Kryo kryo, Input in, Class<? extends PyBytes> type) {
    return new PyBytes(in.readBytes(Sizes.checked(in, in.readInt(true), 1)));
  }

  @Override
  public PyBytes copy(Kryo kryo, PyBytes value) {
    return value;
  }
}
