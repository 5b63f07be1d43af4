package org.atoll.runtime.modules.gc;

import java.util.Arrays;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.heap.HeapWalk;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.modules.io.OpenStreams;
import org.atoll.runtime.modules.weakref.Collection;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// The module `gc`. The JVM collects, cycles included, whether this says enabled or not; [#collect] has it do so now and
/// runs the `__del__` methods and the
/// callbacks of weak references that are then due. The settings are kept per interpreter for those who read
/// them back. Who refers to whom is found by a walk over the interpreter's objects ([HeapWalk]).
@PyModuleDef(value = "gc", doc = "This module provides access to the garbage collector for reference cycles.")
final class GcModule {
  @PyConstant
  static final long DEBUG_STATS = 1;
  @PyConstant
  static final long DEBUG_COLLECTABLE = 2;
  @PyConstant
  static final long DEBUG_UNCOLLECTABLE = 4;
  @PyConstant
  static final long DEBUG_SAVEALL = 32;
  @PyConstant
  static final long DEBUG_LEAK = 38;

  private static final long ALL_GENERATIONS = -1;

  private final PyList callbacks = new PyList();
  private final long[] thresholds = {2000, 10, 0};
  private final long[] collections = new long[3];
  private boolean enabled = true;
  private long debug;

  void exec(ThreadState ts, PyModule module) {
    module.dict().put("callbacks", callbacks);
    module.dict().put("garbage", new PyList());
  }

  @PyFunction(sig = "()", doc = "Enable automatic garbage collection.")
  void enable() {
    enabled = true;
  }

  @PyFunction(sig = "()", doc = "Disable automatic garbage collection.")
  void disable() {
    enabled = false;
  }

  @PyFunction(sig = "()", doc = "Returns true if automatic garbage collection is enabled.")
  boolean isenabled() {
    return enabled;
  }

  @PyFunction(sig = "(generation=2)", doc = "Run the garbage collector. The number of unreachable objects is not known: 0.")
  long collect(ThreadState ts, int generation) {
    if (generation < 0 || generation > 2) {
      throw PyErr.valueError("invalid generation");
    }
    notifyCallbacks(ts, "start", generation);
    collections[generation]++;
    OpenStreams.of(ts).flushAll(ts);
    ts.interpreter().threads().forEach(ThreadState::forgetLeftFrames);
    ts.interpreter().finalizers().nursery().letGo();
    ts.beginBlocking();
    try {
      Collection.run();
      ts.interpreter().finalizers().settle();
    } finally {
      ts.endBlocking();
    }
    ts.safepoint();
    notifyCallbacks(ts, "stop", generation);
    return 0;
  }

  private void notifyCallbacks(ThreadState ts, String phase, long generation) {
    for (Object callback : Arrays.copyOf(callbacks.items, callbacks.size)) {
      PyDict info = new PyDict();
      info.put("generation", generation);
      info.put("collected", 0L);
      info.put("uncollectable", 0L);
      try {
        Call.call2(ts, callback, phase, info);
      } catch (PyException e) {
        Unraisable.report(ts, e, null, callback);
      }
    }
  }

  @PyFunction(sig = "(flags, /)", doc = "Set the garbage collection debugging flags.")
  void set_debug(int flags) {
    debug = flags;
  }

  @PyFunction(sig = "()", doc = "Get the garbage collection debugging flags.")
  long get_debug() {
    return debug;
  }

  @PyFunction(sig = "(threshold0, threshold1=<absent>, threshold2=<absent>, /)", doc = "Set the collection thresholds, which have no effect.")
  void set_threshold(ThreadState ts, int threshold0, Object threshold1, Object threshold2) {
    thresholds[0] = threshold0;
    if (threshold1 != null) {
      thresholds[1] = org.atoll.runtime.call.Convert.toInt(ts, threshold1);
    }
  }

  @PyFunction(sig = "()", doc = "Return the current collection thresholds.")
  Object get_threshold() {
    return PyTuple.of(thresholds[0], thresholds[1], thresholds[2]);
  }

  @PyFunction(sig = "()", doc = "Return a three-tuple of the current collection counts.")
  Object get_count() {
    return PyTuple.of(0L, 0L, 0L);
  }

  @PyFunction(sig = "()", doc = "Return a list of dictionaries containing per-generation statistics.")
  Object get_stats() {
    PyList all = new PyList();
    for (long n : collections) {
      PyDict d = new PyDict();
      d.put("collections", n);
      d.put("collected", 0L);
      d.put("uncollectable", 0L);
      all.append(d);
    }
    return all;
  }

  @PyFunction(sig = "(generation=None)", doc = "Return a list of the objects that can contain others; all are in one generation.\n\n  generation\n    Generation to extract the objects from.")
  Object get_objects(ThreadState ts, Object generation) {
    long wanted = generation == PyNone.NONE ? ALL_GENERATIONS : PyNumber.asIndex(ts, generation, PyExc.OverflowError);
    if (wanted < ALL_GENERATIONS || wanted > 2) {
      throw PyErr.valueError(wanted < 0 ? "generation parameter cannot be negative" : "generation parameter must be less than the number of available generations (3)");
    }
    PyList found = new PyList();
    if (wanted <= 0) {
      HeapWalk.forEach(ts, o -> {
        if (is_tracked(o)) {
          found.append(o);
        }
      });
    }
    return found;
  }

  @PyFunction(sig = "(*objs)", doc = "Return the list of objects that directly refer to any of 'objs'.")
  Object get_referrers(ThreadState ts, PyTuple objs) {
    PyList found = new PyList();
    for (Object o : HeapWalk.referrers(ts, objs.items)) {
      if (o != objs) {
        found.append(o);
      }
    }
    return found;
  }

  @PyFunction(sig = "(*objs)", doc = "Return the list of objects that are directly referred to by 'objs'.")
  Object get_referents(ThreadState ts, PyTuple objs) {
    PyList out = new PyList();
    for (Object o : objs.items) {
      switch (o) {
        case PyTuple t -> addAll(out, t.items, t.items.length);
        case PyList l -> addAll(out, l.items, l.size);
        case PyDict d -> addDict(out, d);
        default -> HeapWalk.referents(ts, o).forEach(out::append);
      }
    }
    return out;
  }

  private static void addAll(PyList out, Object[] items, int count) {
    for (int i = 0; i < count; i++) {
      out.append(items[i]);
    }
  }

  /// Keys that are all str are not told, as on CPython.
  private static void addDict(PyList out, PyDict d) {
    Object[] keys = d.keyArray();
    Object[] values = d.valueArray();
    boolean names = Arrays.stream(keys).allMatch(PyUnicode::check);
    for (int i = 0; i < keys.length; i++) {
      if (!names) {
        out.append(keys[i]);
      }
      out.append(values[i]);
    }
  }

  @PyFunction(sig = "(obj, /)", doc = "Returns true if the object is tracked by the garbage collector.")
  boolean is_tracked(Object obj) {
    return HeapWalk.isContainer(obj) && !(obj instanceof PyTuple t && t.items.length == 0);
  }

  @PyFunction(sig = "(obj, /)", doc = "Returns true if the object has been already finalized by the GC.")
  boolean is_finalized(Object obj) {
    return obj instanceof PyInstance i && i.isFinalized();
  }

  @PyFunction(sig = "()", doc = "Freeze all current tracked objects and ignore them for future collections.")
  void freeze() {
    // There is nothing to gain: the collector of the JVM moves long-lived objects out of its way by itself.
  }

  @PyFunction(sig = "()", doc = "Unfreeze all objects in the permanent generation.")
  void unfreeze() {
    // See freeze.
  }

  @PyFunction(sig = "()", doc = "Return the number of objects in the permanent generation.")
  long get_freeze_count() {
    return 0;
  }
}
