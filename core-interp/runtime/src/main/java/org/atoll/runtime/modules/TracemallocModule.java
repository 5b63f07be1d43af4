package org.atoll.runtime.modules;

import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// The module `_tracemalloc` (`Modules/_tracemalloc.c`). The JVM does not tell who allocates what, so tracing cannot be
/// started; everything else answers as it does on CPython while tracing is off.
@PyModuleDef(value = "_tracemalloc", doc = "Debug module to trace memory blocks allocated by Python.")
final class TracemallocModule {
  @PyFunction(sig = "()")
  boolean is_tracing() {
    return false;
  }

  @PyFunction(sig = "()")
  void clear_traces() {
    // There are none.
  }

  @PyFunction(sig = "()")
  Object _get_traces() {
    return new PyList();
  }

  @PyFunction(sig = "(obj, /)")
  Object _get_object_traceback(Object obj) {
    return PyNone.NONE;
  }

  @PyFunction(sig = "(nframe=1, /)")
  void start(int nframe) {
    throw PyErr.runtimeError("tracemalloc is not available: the JVM does not tell where memory is allocated");
  }

  @PyFunction(sig = "()")
  void stop() {
    // Tracing is never on.
  }

  @PyFunction(sig = "()")
  long get_traceback_limit() {
    return 1;
  }

  @PyFunction(sig = "()")
  long get_tracemalloc_memory() {
    return 0;
  }

  @PyFunction(sig = "()")
  Object get_traced_memory() {
    return PyTuple.of(0L, 0L);
  }

  @PyFunction(sig = "()")
  void reset_peak() {
    // Nothing has been traced.
  }
}
