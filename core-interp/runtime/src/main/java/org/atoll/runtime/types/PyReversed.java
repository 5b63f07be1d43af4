package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;

/// `reversed` over a sequence (`Objects/enumobject.c`). Guarded by the GIL.
@PyTypeDef(name = "reversed", doc = "Return a reverse iterator over the values of the given sequence.")
public final class PyReversed extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyReversedBinder());

  /// The sequence; null when exhausted.
  private Object sequence;
  private long index;

  private PyReversed(PyType type, Object sequence, long index) {
    super(type);
    this.sequence = sequence;
    this.index = index;
  }

  @PyNew(sig = "(object, /)")
  static Object create(ThreadState ts, PyType cls, Object sequence) {
    PyType t = PyObject.typeOf(sequence);
    Object method = t.slot(Slot.REVERSED);
    if (method != null && method != PyNone.NONE) {
      return Call.withSelf(ts, method, sequence);
    }
    if (method == PyNone.NONE || t.slot(Slot.GETITEM) == null || sequence instanceof PyDict) {
      throw PyErr.typeError("'%s' object is not reversible", t.name());
    }
    return new PyReversed(cls, sequence, PyObjects.len(ts, sequence) - 1);
  }

  @Override
  public Object next(ThreadState ts) {
    Object s = sequence;
    if (s != null && index >= 0) {
      try {
        Object o = PyObjects.getItem(ts, s, index);
        index--;
        return o;
      } catch (PyException e) {
        if (!e.is(PyExc.IndexError) && !e.is(PyExc.StopIteration)) {
          throw e;
        }
      }
    }
    index = -1;
    sequence = null;
    return null;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  long __length_hint__(ThreadState ts) {
    if (sequence == null) {
      return 0;
    }
    long position = index + 1;
    return PyObjects.len(ts, sequence) < position ? 0 : position;
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__() {
    return sequence == null ? PyTuple.of(type, PyTuple.of((Object) PyTuple.EMPTY)) : PyTuple.of(type, PyTuple.of(sequence), index);
  }

  @PyMethod(sig = "(state, /)", doc = "Set state information for unpickling.")
  void __setstate__(ThreadState ts, Object state) {
    long i = Sequences.state(ts, state);
    if (sequence != null) {
      index = Math.clamp(i, -1, PyObjects.len(ts, sequence) - 1);
    }
  }
}
