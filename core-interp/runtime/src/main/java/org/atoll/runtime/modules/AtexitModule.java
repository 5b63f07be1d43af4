package org.atoll.runtime.modules;

import java.util.ArrayList;
import java.util.List;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// The module `atexit` (`Modules/atexitmodule.c`). Its state is the interpreter's list of functions, which whoever ends
/// the interpreter runs by [#runAll].
@PyModuleDef(value = "atexit", doc = "allow programmer to define multiple exit functions to be executed upon normal program termination.")
public final class AtexitModule {
  private record Entry(Object function, Object[] args, PyDict kwargs) {}

  /// The functions of one interpreter, the last registered at the end.
  static final class Functions {
    private final List<Entry> entries = new ArrayList<>();
  }

  private static List<Entry> entries(ThreadState ts) {
    return ts.interpreter().state(Functions.class, Functions::new).entries;
  }

  @PyFunction(sig = "(*args, **kwargs)", doc = "Register a function to be executed upon normal program termination.")
  Object register(ThreadState ts, PyTuple args, PyDict kwargs) {
    Object[] a = args.items;
    if (a.length == 0) {
      throw PyErr.typeError("register() takes at least 1 argument (0 given)");
    }
    if (!PyObjects.isCallable(a[0])) {
      throw PyErr.typeError("the first argument must be callable");
    }
    entries(ts).add(new Entry(a[0], java.util.Arrays.copyOfRange(a, 1, a.length), kwargs));
    return a[0];
  }

  @PyFunction(sig = "(func, /)", doc = "Unregister an exit function which was previously registered using atexit.register.")
  void unregister(ThreadState ts, Object func) {
    List<Entry> list = entries(ts);
    for (Entry e : new ArrayList<>(list)) {
      if (PyObjects.equal(ts, e.function, func)) {
        list.remove(e);
      }
    }
  }

  @PyFunction(sig = "()", doc = "Clear the list of previously registered exit functions.")
  void _clear(ThreadState ts) {
    entries(ts).clear();
  }

  @PyFunction(sig = "()", doc = "Return the number of registered exit functions.")
  long _ncallbacks(ThreadState ts) {
    return entries(ts).size();
  }

  @PyFunction(sig = "()", doc = "Run all registered exit functions.")
  void _run_exitfuncs(ThreadState ts) {
    runAll(ts);
  }

  /// Runs an interpreter's exit functions, the last registered first; exceptions go to `sys.unraisablehook`. What they
  /// register and unregister in turn is without effect.
  public static void runAll(ThreadState ts) {
    List<Entry> list = entries(ts);
    for (Entry e : new ArrayList<>(list).reversed()) {
      try {
        Call.withDict(ts, e.function, e.args, e.kwargs);
      } catch (PyException thrown) {
        Unraisable.report(ts, thrown, "Exception ignored in atexit callback " + PyUnicode.toUtf16(PyObjects.repr(ts, e.function)), null);
      }
    }
    list.clear();
  }
}
