package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// Any other Python object: classes and functions by name, the rest by reduction. In bytes only its snapshot appears.
final class ObjectSerializer extends Serializer<Object> {
  @Override
  public Object copy(Kryo kryo, Object value) {
    return Reduction.reduce((PyKryo) kryo, (PyObject) value);
  }

  @Override
  public void write(Kryo kryo, Output out, Object value) {
    PyType type = value instanceof PyType t ? t : null;
    if (type == null || type.isHeapType()) {
      throw new KryoException("not a snapshot: " + PyObject.typeOf(value).fullName());
    }
    out.writeString(type.fullName());
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    String name = in.readString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? new GlobalRef("builtins", name, null) : new GlobalRef(name.substring(0, dot), name.substring(dot + 1), null);
  }
}
