package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;

/// Iterates over an object that only has `__getitem__` (`Objects/iterobject.c`).
@PyTypeDef(name = "iterator", basetype = false, instantiable = false)
public final class PySeqIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PySeqIteratorBinder());

  /// The sequence; null when exhausted.
  private Object sequence;
  private long index;

  public PySeqIterator(Object sequence) {
    super(TYPE);
    this.sequence = sequence;
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    Object s = sequence;
    if (s == null) {
      return null;
    }
    if (index == Long.MAX_VALUE) {
      throw PyErr.overflowError("iter index too large");
    }
    try {
      Object o = PyObjects.getItem(ts, s, index);
      index++;
      return o;
    } catch (PyException e) {
      if (e.is(PyExc.IndexError) || e.is(PyExc.StopIteration)) {
        sequence = null;
        return null;
      }
      throw e;
    }
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  Object __length_hint__(ThreadState ts) {
    if (sequence == null) {
      return 0L;
    }
    if (PyObject.typeOf(sequence).slot(Slot.LEN) == null) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return Math.max(0, PyObjects.len(ts, sequence) - index);
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    Object iter = Sequences.builtin(ts, "iter");
    return sequence == null ? PyTuple.of(iter, PyTuple.of((Object) PyTuple.EMPTY)) : PyTuple.of(iter, PyTuple.of(sequence), index);
  }

  @PyMethod(sig = "(state, /)", doc = "Set state information for unpickling.")
  void __setstate__(ThreadState ts, Object state) {
    long i = Sequences.state(ts, state);
    if (sequence != null) {
      index = Math.max(0, i);
    }
  }
}
