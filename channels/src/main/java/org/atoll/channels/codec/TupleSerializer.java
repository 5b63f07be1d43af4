package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.types.PyTuple;

/// tuple. One that holds only immutable values stands for itself.
final class TupleSerializer extends ContainerSerializer<PyTuple> {
  TupleSerializer() {
    super(PyTuple.class, PyTuple.TYPE);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyTuple value) {
    Object[] items = value.items;
    boolean shareable = true;
    for (Object x : items) {
      shareable &= PyKryo.isImmutable(x);
    }
    if (shareable) {
      return value;
    }
    PyTuple copy = PyTuple.of(new Object[items.length]);
    kryo.reference(copy);
    for (int i = 0; i < items.length; i++) {
      copy.items[i] = kryo.part(items[i]);
    }
    return copy;
  }

  @Override
  void writePlain(Kryo kryo, Output out, PyTuple value) {
    Values.write(kryo, out, value.items, value.items.length);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    int n = Sizes.checked(in, in.readInt(true), 1);
    PyTuple tuple = PyTuple.of(new Object[n]);
    kryo.reference(tuple);
    for (int i = 0; i < n; i++) {
      tuple.items[i] = kryo.readClassAndObject(in);
    }
    return n == 0 ? PyTuple.EMPTY : tuple;
  }
}
