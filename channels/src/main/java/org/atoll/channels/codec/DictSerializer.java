package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;

/// dict. One with a key that has to be rebuilt becomes a [Reduced], since its place in the table is not known before.
final class DictSerializer extends ContainerSerializer<PyDict> {
  DictSerializer() {
    super(PyDict.class, PyDict.TYPE);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyDict value) {
    for (int i = 0; i < value.used(); i++) {
      Object k = value.keyAt(i);
      if (k != null && !PyKryo.isImmutable(k)) {
        return byItems(kryo, value);
      }
    }
    PyDict copy = value.copy();
    kryo.reference(copy);
    for (int i = 0; i < copy.used(); i++) {
      if (copy.keyAt(i) != null && !PyKryo.isImmutable(copy.valueAt(i))) {
        copy.setValueAt(i, kryo.copy(copy.valueAt(i)));
      }
    }
    return copy;
  }

  private static Object byItems(PyKryo kryo, PyDict value) {
    Reduced r = new Reduced();
    kryo.reference(r);
    kryo.rebuild = true;
    r.callable = PyDict.TYPE;
    r.args = new Object[0];
    Object[] keys = value.keyArray();
    Object[] values = value.valueArray();
    r.dictItems = new Object[2 * keys.length];
    for (int i = 0; i < keys.length; i++) {
      r.dictItems[2 * i] = kryo.part(keys[i]);
      r.dictItems[2 * i + 1] = kryo.part(values[i]);
    }
    return r;
  }

  @Override
  void writePlain(Kryo kryo, Output out, PyDict value) {
    out.writeInt(value.size(), true);
    for (int i = 0; i < value.used(); i++) {
      if (value.keyAt(i) != null) {
        kryo.writeClassAndObject(out, value.keyAt(i));
        kryo.writeClassAndObject(out, value.valueAt(i));
      }
    }
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    int n = Sizes.checked(in, in.readInt(true), 2);
    PyDict dict = new PyDict();
    kryo.reference(dict);
    for (int i = 0; i < n; i++) {
      Object key = kryo.readClassAndObject(in);
      if (!PyKryo.isImmutable(key)) {
        throw new KryoException("a dict key that has to be rebuilt");
      }
      dict.put(ThreadState.current(), key, kryo.readClassAndObject(in));
    }
    return dict;
  }
}
