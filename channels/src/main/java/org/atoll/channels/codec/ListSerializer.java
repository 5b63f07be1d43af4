package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.types.PyList;

/// list.
final class ListSerializer extends ContainerSerializer<PyList> {
  ListSerializer() {
    super(PyList.class, PyList.TYPE);
  }

  @Override
  Object copyPlain(PyKryo kryo, PyList value) {
    int n = value.size;
    PyList copy = PyList.withCapacity(n);
    kryo.reference(copy);
    for (int i = 0; i < n && i < value.size; i++) {
      copy.append(kryo.part(value.items[i]));
    }
    return copy;
  }

  @Override
  void writePlain(Kryo kryo, Output out, PyList value) {
    Values.write(kryo, out, value.items, value.size);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    PyList list = new PyList();
    kryo.reference(list);
    for (Object x : Values.read(kryo, in)) {
      list.append(x);
    }
    return list;
  }
}
