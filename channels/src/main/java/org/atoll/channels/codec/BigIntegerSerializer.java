package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.math.BigInteger;

/// An int beyond 64 bits.
final class BigIntegerSerializer extends Serializer<Object> {
  BigIntegerSerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output out, Object value) {
    byte[] bytes = ((BigInteger) value).toByteArray();
    out.writeVarInt(bytes.length, true);
    ((MessageOutput) out).block(bytes, bytes.length);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    byte[] bytes = ((MessageInput) in).block();
    if (bytes.length == 0) {
      throw new KryoException("an int without digits");
    }
    BigInteger i = new BigInteger(bytes);
    return i.bitLength() < Long.SIZE ? (Object) i.longValue() : i;
  }
}
