package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import org.atoll.runtime.modules.array.PyArray;

/// `array.array`: in bytes, the items as the machine has them, the least byte first.
final class ArraySerializer extends ContainerSerializer<PyArray> implements Referred {
  ArraySerializer() {
    super(PyArray.class, PyArray.TYPE);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyArray value) {
    return value.twin();
  }

  @Override
  void writePlain(PyKryo kryo, MessageOutput out, PyArray value) {
    byte[] bytes = value.snapshot();
    out.writeByte(value.code());
    out.writeVarInt(bytes.length, true);
    out.block(bytes, bytes.length);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    char code = (char) in.readByte();
    PyArray made = PyArray.of(code, ((MessageInput) in).block());
    if (made == null) {
      throw new KryoException("an array of no known type, or with part of an item");
    }
    kryo.reference(made);
    return made;
  }
}
