package org.atoll.runtime.types;

import java.util.Arrays;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `map` (`Python/bltinmodule.c`). Guarded by the GIL.
@PyTypeDef(name = "map", doc = """
    Make an iterator that computes the function using arguments from
    each of the iterables.  Stops when the shortest iterable is exhausted.

    If strict is true and one of the arguments is exhausted before the others,
    raise a ValueError.""")
public final class PyMap extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyMapBinder());

  private final Object function;
  private final Object[] iterators;
  private boolean strict;

  private PyMap(PyType type, Object function, Object[] iterators, boolean strict) {
    super(type);
    this.function = function;
    this.iterators = iterators;
    this.strict = strict;
  }

  @PyNew(sig = "(*args, strict=False)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, boolean strict) {
    Object[] a = args.items;
    if (a.length < 2) {
      throw PyErr.typeError("map() must have at least two arguments.");
    }
    Object[] iterators = Arrays.copyOfRange(a, 1, a.length);
    for (int i = 0; i < iterators.length; i++) {
      iterators[i] = PyObjects.iter(ts, iterators[i]);
    }
    return new PyMap(cls, a[0], iterators, strict);
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    Object[] its = iterators;
    if (its.length == 1) {
      Object o = PyObjects.next(ts, its[0]);
      return o == null ? null : Call.call1(ts, function, o);
    }
    Object[] args = new Object[its.length];
    for (int i = 0; i < args.length; i++) {
      Object o = PyObjects.next(ts, its[i]);
      if (o == null) {
        if (strict) {
          PyZip.checkLengths(ts, its, i, "map");
        }
        return null;
      }
      args[i] = o;
    }
    return args.length == 2 ? Call.call2(ts, function, args[0], args[1]) : Call.call(ts, function, args, null);
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__() {
    Object[] args = new Object[iterators.length + 1];
    args[0] = function;
    System.arraycopy(iterators, 0, args, 1, iterators.length);
    return strict ? PyTuple.of(type, PyTuple.of(args), true) : PyTuple.of(type, PyTuple.of(args));
  }

  @PyMethod(sig = "(state, /)", doc = "Set state information for unpickling.")
  void __setstate__(ThreadState ts, Object state) {
    strict = PyObjects.isTrue(ts, state);
  }
}
