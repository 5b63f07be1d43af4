package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import org.atoll.runtime.types.PyDict;

/// dict. One with a key that has to be rebuilt becomes a [Reduced], since its place in the table is not known before.
final class DictSerializer extends ContainerSerializer<PyDict> implements Referred {
  DictSerializer() {
    super(PyDict.class, PyDict.TYPE);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyDict value) {
    for (int i = 0; i < value.used(); i++) {
      Object k = value.keyAt(i);
      if (k != null && !(k instanceof String) && !Values.isKey(k)) {
        return byItems(kryo, value);
      }
    }
    PyDict copy = value.copy();
    kryo.memo.put(value, copy);
    for (int i = 0, n = copy.used(); i < n; i++) {
      if (copy.keyAt(i) != null) {
        Object x = copy.valueAt(i);
        if (!(x instanceof Long || x instanceof String)) {
          Object part = kryo.part(x);
          if (part != x) {
            copy.setValueAt(i, part);
          }
        }
      }
    }
    return copy;
  }

  private static Object byItems(PyKryo kryo, PyDict value) {
    Reduced r = new Reduced();
    kryo.memo.put(value, r);
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
  void writePlain(PyKryo kryo, MessageOutput out, PyDict value) {
    out.writeVarInt(value.size(), true);
    for (int i = 0, n = value.used(); i < n; i++) {
      Object key = value.keyAt(i);
      if (key != null) {
        kryo.value(out, key);
        kryo.value(out, value.valueAt(i));
      }
    }
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    MessageInput i = (MessageInput) in;
    int n = i.count();
    PyDict dict = PyDict.withCapacity(n);
    k.reference(dict);
    for (int e = 0; e < n; e++) {
      Object key = k.key(i);
      dict.put(k.ts, key, k.required(i));
    }
    return dict;
  }
}
