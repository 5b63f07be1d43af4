package org.atoll.channels.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySet;

/// set and frozenset: always rebuilt from their items unless these are all immutable.
final class SetSerializer extends Serializer<Object> {
  @Override
  public Object copy(Kryo k, Object value) {
    PyKryo kryo = (PyKryo) k;
    boolean frozen = value instanceof PyFrozenSet;
    PyType type = PyObject.typeOf(value);
    if (type != PySet.TYPE && type != PyFrozenSet.TYPE) {
      return Reduction.reduce(kryo, (PyObject) value);
    }
    Object[] items = value instanceof PySet s ? s.toArray() : ((PyFrozenSet) value).toArray();
    boolean plain = true;
    for (Object x : items) {
      plain &= PyKryo.isImmutable(x);
    }
    if (plain) {
      return frozen ? value : copy(kryo, items);
    }
    Reduced r = new Reduced();
    kryo.reference(r);
    kryo.rebuild = true;
    r.callable = type;
    r.args = new Object[] {new PyList(kryo.parts(items, items.length))};
    return r;
  }

  private static PySet copy(PyKryo kryo, Object[] items) {
    PySet s = new PySet();
    for (Object x : items) {
      s.add(kryo.ts, x);
    }
    return s;
  }

  @Override
  public void write(Kryo kryo, Output out, Object value) {
    Object[] items = value instanceof PySet s ? s.toArray() : ((PyFrozenSet) value).toArray();
    Values.write(kryo, out, items, items.length);
  }

  @Override
  public Object read(Kryo kryo, Input in, Class<? extends Object> type) {
    Object[] items = Values.read(kryo, in);
    for (Object x : items) {
      if (!PyKryo.isImmutable(x)) {
        throw new KryoException("a set item that has to be rebuilt");
      }
    }
    ThreadState ts = ThreadState.current();
    if (type == PyFrozenSet.class) {
      return PyFrozenSet.of(ts, items);
    }
    PySet s = new PySet();
    for (Object x : items) {
      s.add(ts, x);
    }
    return s;
  }
}
