package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/// A class or function by name.
final class GlobalRefSerializer extends Serializer<GlobalRef> {
  @Override
  public void write(Kryo kryo, Output out, GlobalRef value) {
    out.writeString(value.module());
    out.writeString(value.qualname());
    out.writeString(value.mainPath());
  }

  @Override
  public GlobalRef read(Kryo kryo, Input in, Class<? extends GlobalRef> type) {
    return new GlobalRef(in.readString(), in.readString(), in.readString());
  }

  @Override
  public GlobalRef copy(Kryo kryo, GlobalRef value) {
    return value;
  }
}
