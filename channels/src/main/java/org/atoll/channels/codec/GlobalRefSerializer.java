package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.types.PyUnicode;

/// A class or function by name.
final class GlobalRefSerializer extends Serializer<Object> implements Referred {
  @Override
  public void write(Kryo kryo, Output out, Object value) {
    GlobalRef ref = (GlobalRef) value;
    MessageOutput o = (MessageOutput) out;
    PyKryo k = (PyKryo) kryo;
    o.text(ref.module());
    o.text(ref.qualname());
    k.value(o, ref.mainPath() == null ? null : PyUnicode.fromUtf16(ref.mainPath()));
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    MessageInput i = (MessageInput) in;
    if (!(k.value(i) instanceof String module) || !(k.value(i) instanceof String qualname)) {
      throw new KryoException("a name that is no str");
    }
    Object path = k.value(i);
    if (path != null && !PyUnicode.checkExact(path)) {
      throw new KryoException("a path that is no str");
    }
    GlobalRef ref = new GlobalRef(module, qualname, path == null ? null : PyUnicode.toJava(path));
    k.reference(ref);
    k.rebuild = true;
    return ref;
  }

  @Override
  public Object copy(Kryo kryo, Object value) {
    return value;
  }
}
