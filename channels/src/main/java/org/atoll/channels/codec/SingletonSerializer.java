package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/// A value of which there is one.
final class SingletonSerializer extends Serializer<Object> {
  private final Object value;

  SingletonSerializer(Object value) {
    super(false, true);
    this.value = value;
  }

  @Override
  public void write(Kryo kryo, Output out, Object object) {}

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    return value;
  }
}
