package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySet;

/// set and frozenset. One with a member that has to be rebuilt becomes a [Reduced], since its place in the table is not known
/// before.
final class SetSerializer extends Serializer<Object> implements Referred {
  @Override
  public Object copy(Kryo k, Object value) {
    PyKryo kryo = (PyKryo) k;
    PyType type = PyObject.typeOf(value);
    if (type != PySet.TYPE && type != PyFrozenSet.TYPE) {
      return Reduction.reduce(kryo, (PyObject) value);
    }
    Object[] items = items(value);
    if (Values.areKeys(items)) {
      return value instanceof PySet s ? s.copy() : value;
    }
    Reduced r = new Reduced();
    kryo.memo.put(value, r);
    kryo.rebuild = true;
    r.callable = type;
    r.args = new Object[] {new PyList(kryo.parts(items, items.length))};
    return r;
  }

  private static Object[] items(Object value) {
    return value instanceof PySet s ? s.toArray() : ((PyFrozenSet) value).toArray();
  }

  @Override
  public void write(Kryo kryo, Output out, Object value) {
    Object[] items = items(value);
    Values.write((PyKryo) kryo, (MessageOutput) out, items, items.length);
  }

  @Override
  public Object read(Kryo k, Input in, Class<? extends Object> type) {
    PyKryo kryo = (PyKryo) k;
    MessageInput i = (MessageInput) in;
    int n = i.count();
    boolean frozen = type == PyFrozenSet.class;
    PyFrozenSet made = frozen ? new PyFrozenSet() : null;
    PySet set = frozen ? null : new PySet();
    kryo.reference(frozen ? made : set);
    for (int at = 0; at < n; at++) {
      Object x = kryo.key(i);
      if (frozen) {
        made.add(kryo.ts, x);
      } else {
        set.add(kryo.ts, x);
      }
    }
    return frozen ? made : set;
  }
}
