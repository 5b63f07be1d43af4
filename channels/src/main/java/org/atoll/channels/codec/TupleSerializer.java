package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import org.atoll.runtime.types.PyTuple;

/// tuple. One in which nothing can change stands for itself.
final class TupleSerializer extends ContainerSerializer<PyTuple> implements Referred {
  TupleSerializer() {
    super(PyTuple.class, PyTuple.TYPE);
  }

  /// Whether all items stand for themselves.
  static boolean isPlain(PyTuple t) {
    for (Object x : t.items) {
      if (!PyKryo.isImmutable(x)) {
        return false;
      }
    }
    return true;
  }

  @Override
  Object copyPlain(PyKryo kryo, PyTuple value) {
    if (isPlain(value)) {
      return value;
    }
    Object[] items = value.items;
    PyTuple copy = PyTuple.of(new Object[items.length]);
    int at = kryo.memo.put(value, copy);
    boolean changed = false;
    for (int i = 0; i < items.length; i++) {
      Object part = kryo.part(items[i]);
      copy.items[i] = part;
      changed |= part != items[i];
    }
    if (changed) {
      return copy;
    }
    // Nothing in it was copied, so nothing in it leads back to it.
    kryo.memo.set(at, value);
    return value;
  }

  @Override
  void writePlain(PyKryo kryo, MessageOutput out, PyTuple value) {
    Values.write(kryo, out, value.items, value.items.length);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    MessageInput i = (MessageInput) in;
    int n = i.count();
    PyTuple tuple = PyTuple.of(new Object[n]);
    k.reference(tuple);
    for (int at = 0; at < n; at++) {
      tuple.items[at] = k.required(i);
    }
    return tuple;
  }
}
