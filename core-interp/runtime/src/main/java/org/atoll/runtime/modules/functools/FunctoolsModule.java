package org.atoll.runtime.modules.functools;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// The module behind `functools`. Compare `Modules/_functoolsmodule.c`. Isolated: without state.
@PyModuleDef(value = "_functools", doc = "Tools that operate on functions.")
public final class FunctoolsModule {
  @PyConstant(name = "partial")
  static final PyType PARTIAL = Partial.TYPE;
  @PyConstant(name = "_lru_cache_wrapper")
  static final PyType LRU_CACHE_WRAPPER = LruCacheWrapper.TYPE;
  @PyConstant(name = "_PlaceholderType")
  static final PyType PLACEHOLDER_TYPE = Placeholder.TYPE;
  @PyConstant(name = "Placeholder")
  static final Placeholder PLACEHOLDER = Placeholder.PLACEHOLDER;

  @PyFunction(sig = "(function, iterable, /, initial=<absent>)", doc = """
      Apply a function of two arguments cumulatively to the items of an iterable, from left to right.

      This effectively reduces the iterable to a single value.  If initial is present,
      it is placed before the items of the iterable in the calculation, and serves as
      a default when the iterable is empty.

      For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5])
      calculates ((((1 + 2) + 3) + 4) + 5).""")
  Object reduce(ThreadState ts, Object function, Object iterable, Object initial) {
    Object it;
    try {
      it = PyObjects.iter(ts, iterable);
    } catch (PyException e) {
      if (e.is(PyExc.TypeError)) {
        throw PyErr.typeError("reduce() arg 2 must support iteration");
      }
      throw e;
    }
    Object result = initial;
    for (Object o; (o = PyObjects.next(ts, it)) != null; ) {
      result = result == null ? o : Call.call2(ts, function, result, o);
    }
    if (result == null) {
      throw PyErr.typeError("reduce() of empty iterable with no initial value");
    }
    return result;
  }

  @PyFunction(sig = "(mycmp)", doc = "Convert a cmp= function into a key= function.\n\n  mycmp\n    Function that compares two objects.")
  Object cmp_to_key(Object mycmp) {
    return new KeyWrapper(mycmp, null);
  }
}
