package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// Any other Python object: classes and functions by name, the rest by reduction. In bytes only built-in types appear as such,
/// by their names.
final class ObjectSerializer extends Serializer<Object> {
  @Override
  public Object copy(Kryo kryo, Object value) {
    return Reduction.reduce((PyKryo) kryo, (PyObject) value);
  }

  @Override
  public void write(Kryo kryo, Output out, Object value) {
    PyType type = value instanceof PyType t ? t : null;
    if (type == null || type.isHeapType()) {
      throw new KryoException(PyObject.typeOf(value).fullName() + " is no snapshot");
    }
    ((MessageOutput) out).text(type.fullName());
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> cls) {
    PyKryo k = (PyKryo) kryo;
    if (!(k.value((MessageInput) in) instanceof String name)) {
      throw new KryoException("a type without a name");
    }
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      PyType known = Globals.builtinType(k.ts, name);
      if (known == null) {
        throw new KryoException("there is no built-in type " + name);
      }
      return known;
    }
    k.rebuild = true;
    return new GlobalRef(name.substring(0, dot), name.substring(dot + 1), null);
  }
}
