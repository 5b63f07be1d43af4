package org.atoll.runtime.modules.builtins;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Compare;
import org.atoll.runtime.call.Iterate;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;

/// `min` and `max`.
final class Extremes {
  private Extremes() {}

  static Object find(ThreadState ts, String name, Object[] args, PyDict kwargs, int op) {
    Object key = null;
    Object fallback = null;
    for (int i = 0; i < kwargs.used(); i++) {
      if ("key".equals(kwargs.keyAt(i))) {
        key = kwargs.valueAt(i) == PyNone.NONE ? null : kwargs.valueAt(i);
      } else if ("default".equals(kwargs.keyAt(i))) {
        fallback = kwargs.valueAt(i);
      } else if (kwargs.keyAt(i) != null) {
        throw PyErr.typeError("%s() got an unexpected keyword argument '%s'", name, kwargs.keyAt(i));
      }
    }
    if (args.length == 0) {
      throw PyErr.typeError("%s expected at least 1 argument, got 0", name);
    }
    if (args.length > 1 && fallback != null) {
      throw PyErr.typeError("Cannot specify a default for %s() with multiple positional arguments", name);
    }
    PyIterator it = Iterate.iter(ts, args.length > 1 ? PyTuple.of(args) : args[0]);
    Object best = null;
    Object bestKey = null;
    for (Object x = it.next(ts); x != null; x = it.next(ts)) {
      Object k = key == null ? x : Call.call1(ts, key, x);
      if (best == null || better(ts, k, bestKey, op)) {
        best = x;
        bestKey = k;
      }
    }
    if (best != null) {
      return best;
    }
    if (fallback == null) {
      throw PyErr.valueError("%s() iterable argument is empty", name);
    }
    return fallback;
  }

  private static boolean better(ThreadState ts, Object a, Object b, int op) {
    return op == PyObjects.GT ? Compare.gtTest(ts, a, b) : Compare.ltTest(ts, a, b);
  }
}
