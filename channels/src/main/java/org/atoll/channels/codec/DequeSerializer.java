package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import org.atoll.runtime.modules.collections.PyDeque;

/// `collections.deque`.
final class DequeSerializer extends ContainerSerializer<PyDeque> implements Referred {
  DequeSerializer() {
    super(PyDeque.class, PyDeque.TYPE);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyDeque value) {
    PyDeque copy = value.copy();
    kryo.memo.put(value, copy);
    for (int i = 0, n = copy.size(); i < n; i++) {
      Object x = copy.at(i);
      Object part = kryo.part(x);
      if (part != x) {
        copy.put(i, part);
      }
    }
    return copy;
  }

  @Override
  void writePlain(PyKryo kryo, MessageOutput out, PyDeque value) {
    out.writeVarInt(value.limit() + 1, true);
    int n = value.size();
    out.writeVarInt(n, true);
    for (int i = 0; i < n; i++) {
      kryo.value(out, value.at(i));
    }
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyKryo k = (PyKryo) kryo;
    MessageInput i = (MessageInput) in;
    int limit = i.readVarInt(true) - 1;
    int n = i.count();
    if (limit < -1 || limit >= 0 && n > limit) {
      throw new KryoException("a deque with more items than it can have");
    }
    PyDeque made = PyDeque.limited(limit);
    k.reference(made);
    for (int at = 0; at < n; at++) {
      made.append(k.required(i));
    }
    return made;
  }
}
