package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import org.atoll.runtime.types.PyList;

/// list.
final class ListSerializer extends ContainerSerializer<PyList> implements Referred {
  ListSerializer() {
    super(PyList.class, PyList.TYPE);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyList value) {
    Object[] items = value.toArray();
    PyList copy = new PyList(items);
    kryo.memo.put(value, copy);
    if (value.isKnownPlain()) {
      copy.knowPlain();
      return copy;
    }
    boolean plain = true;
    for (int i = 0; i < items.length; i++) {
      Object x = items[i];
      if (!(x instanceof Long || x instanceof String || x instanceof Double)) {
        Object part = kryo.part(x);
        if (part != x) {
          items[i] = part;
          plain = false;
        }
      }
    }
    if (plain) {
      copy.knowPlain();
    }
    return copy;
  }

  @Override
  void writePlain(PyKryo kryo, MessageOutput out, PyList value) {
    Values.write(kryo, out, value.items, value.size);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    MessageInput i = (MessageInput) in;
    int n = i.count();
    Object[] items = new Object[n];
    PyList list = new PyList(items);
    k.reference(list);
    for (int at = 0; at < n; at++) {
      items[at] = k.required(i);
    }
    return list;
  }
}
