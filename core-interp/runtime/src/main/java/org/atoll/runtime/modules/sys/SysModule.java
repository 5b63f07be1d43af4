package org.atoll.runtime.modules.sys;

import java.util.ArrayList;
import java.util.List;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Frames;
import org.atoll.runtime.embed.InteractiveLoop;
import org.atoll.runtime.importlib.BuiltinModules;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyFrame;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `sys` (`Python/sysmodule.c`). What has no state stands in [SysConstants].
@PyModuleDef(value = "sys", doc = "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.")
final class SysModule {
  private final List<Object> auditHooks = new ArrayList<>();
  private long dlopenFlags = 2;

  void exec(ThreadState ts, PyModule module) {
    SysConstants.addTo(ts, module.dict());
    for (String part : new String[] {"monitoring", "_jit"}) {
      PyModule m = BuiltinModules.create(ts, "sys." + part);
      module.dict().put(part, m);
      ts.interpreter().modules().put("sys." + part, m);
    }
    module.dict().put("__displayhook__", module.dict().get("displayhook"));
    module.dict().put("__excepthook__", module.dict().get("excepthook"));
    module.dict().put("__breakpointhook__", module.dict().get("breakpointhook"));
    module.dict().put("__unraisablehook__", module.dict().get("unraisablehook"));
  }

  // Exceptions and exit.

  @PyFunction(sig = "(status=None, /)", doc = "Exit the interpreter by raising SystemExit(status).")
  void exit(Object status) {
    throw PyErr.systemExit(status);
  }

  @PyFunction(sig = "()", doc = "Return current exception information: (type, value, traceback).")
  Object exc_info(ThreadState ts) {
    PyBaseException e = ts.handled;
    return e == null ? PyTuple.of(PyNone.NONE, PyNone.NONE, PyNone.NONE) : PyTuple.of(e.type, e, e.traceback == null ? PyNone.NONE : e.traceback);
  }

  @PyFunction(sig = "()", doc = "Return the current exception.")
  Object exception(ThreadState ts) {
    return ts.handled == null ? PyNone.NONE : ts.handled;
  }

  @PyFunction(sig = "(exctype, value, traceback, /)", doc = "Handle an exception by displaying it with a traceback on sys.stderr.")
  void excepthook(ThreadState ts, Object exctype, Object value, Object traceback) {
    Hooks.excepthook(ts, exctype, value, traceback);
  }

  @PyFunction(sig = "(unraisable, /)", doc = "Handle an unraisable exception.")
  void unraisablehook(ThreadState ts, Object unraisable) {
    Hooks.unraisablehook(ts, unraisable);
  }

  @PyFunction(sig = "(object, /)", doc = "Print an object to sys.stdout and also save it in builtins._")
  void displayhook(ThreadState ts, Object object) {
    Hooks.displayhook(ts, object);
  }

  @PyFunction(sig = "(*args, **kws)", doc = "This hook function is called by built-in breakpoint().")
  Object breakpointhook(ThreadState ts, PyTuple args, PyDict kws) {
    return Hooks.breakpointhook(ts, args, kws);
  }

  @PyFunction(sig = "()")
  void _clear_internal_caches() {}

  @PyFunction(sig = "()")
  void _clear_type_cache() {}

  @PyFunction(sig = "(type, /)", doc = "Private function for clearing certain descriptors from a type's dictionary.")
  void _clear_type_descriptors(PyType type) {
    if (!type.isHeapType()) {
      throw PyErr.typeError("argument is immutable");
    }
    type.deleteOwn("__dict__");
    type.deleteOwn("__weakref__");
  }

  // Frames.

  @PyFunction(sig = "(depth=0, /)", doc = "Return a frame object from the call stack.")
  Object _getframe(ThreadState ts, long depth) {
    return frame(ts, depth);
  }

  private static PyFrame frame(ThreadState ts, long depth) {
    long d = ts.depth - Math.max(0, depth);
    if (d < 1) {
      throw PyErr.valueError("call stack is not deep enough");
    }
    return Frames.at(ts, (int) d);
  }

  @PyFunction(sig = "(depth=0)", doc = "Return the name of the module for a calling frame.")
  Object _getframemodulename(ThreadState ts, long depth) {
    long d = ts.depth - Math.max(0, depth);
    if (d < 1) {
      return PyNone.NONE;
    }
    Object name = ts.functionAt((int) d).globals.get("__name__");
    return name == null ? PyNone.NONE : name;
  }

  @PyFunction(sig = "()", doc = "Return a dict mapping each thread's thread id to its current stack frame.")
  Object _current_frames(ThreadState ts) {
    PyDict d = new PyDict();
    for (ThreadState other : ts.interpreter().threads()) {
      if (other.depth > 0) {
        d.put(ts, other.ident, Frames.at(other, other.depth));
      }
    }
    return d;
  }

  @PyFunction(sig = "()", doc = "Return a dict mapping each thread's identifier to its current raised exception.")
  Object _current_exceptions(ThreadState ts) {
    PyDict d = new PyDict();
    for (ThreadState other : ts.interpreter().threads()) {
      d.put(ts, other.ident, other.handled == null ? PyNone.NONE : other.handled);
    }
    return d;
  }

  @PyFunction(sig = "(function, /)")
  void settrace(ThreadState ts, Object function) {
    ts.setTrace(orNull(function));
  }

  private static Object orNull(Object function) {
    return function == PyNone.NONE ? null : function;
  }

  private static Object orNone(Object function) {
    return function == null ? PyNone.NONE : function;
  }

  @PyFunction(sig = "()")
  Object gettrace(ThreadState ts) {
    return orNone(ts.traceFunction);
  }

  @PyFunction(sig = "(function, /)")
  void setprofile(ThreadState ts, Object function) {
    ts.setProfile(orNull(function));
  }

  @PyFunction(sig = "()")
  Object getprofile(ThreadState ts) {
    return orNone(ts.profileFunction);
  }

  @PyFunction(sig = "(function, /)")
  void _settraceallthreads(ThreadState ts, Object function) {
    ts.interpreter().threads().forEach(t -> t.setTrace(orNull(function)));
  }

  @PyFunction(sig = "(function, /)")
  void _setprofileallthreads(ThreadState ts, Object function) {
    ts.interpreter().threads().forEach(t -> t.setProfile(orNull(function)));
  }

  // Limits and settings.

  @PyFunction(sig = "()", doc = "Return the current value of the recursion limit.")
  long getrecursionlimit(ThreadState ts) {
    return ts.interpreter().recursionLimit();
  }

  @PyFunction(sig = "(limit, /)", doc = "Set the maximum depth of the Python interpreter stack to n.")
  void setrecursionlimit(ThreadState ts, int limit) {
    if (limit < 1) {
      throw PyErr.valueError("recursion limit must be greater or equal than 1");
    }
    int most = ts.interpreter().limits().recursion();
    if (most != Limits.NONE && limit > most) {
      throw PyErr.valueError("recursion limit must not be greater than %d, to which this interpreter is limited", most);
    }
    if (ts.depth >= limit) {
      throw PyErr.recursionError("cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", limit, ts.depth);
    }
    ts.interpreter().setRecursionLimit(limit);
  }

  @PyFunction(sig = "()", doc = "Return the current thread switch interval.")
  double getswitchinterval(ThreadState ts) {
    return ts.interpreter().gil().switchIntervalNanos() / 1e9;
  }

  @PyFunction(sig = "(interval, /)", doc = "Set the ideal thread switching delay inside the Python interpreter.")
  void setswitchinterval(ThreadState ts, double interval) {
    if (interval <= 0) {
      throw PyErr.valueError("switch interval must be strictly positive");
    }
    ts.interpreter().gil().setSwitchIntervalNanos((long) (interval * 1e9));
  }

  @PyFunction(sig = "()", doc = "Return the maximum string digits limit for non-binary int<->str conversions.")
  long get_int_max_str_digits(ThreadState ts) {
    return ts.interpreter().maxStrDigits();
  }

  @PyFunction(sig = "(maxdigits)", doc = "Set the maximum string digits limit for non-binary int<->str conversions.")
  void set_int_max_str_digits(ThreadState ts, int maxdigits) {
    if (maxdigits != 0 && maxdigits < 640) {
      throw PyErr.valueError("maxdigits must be 0 or larger than 640");
    }
    ts.interpreter().setMaxStrDigits(maxdigits);
  }

  @PyFunction(sig = "(string, /)", doc = "Intern the given string.")
  Object intern(Object string) {
    if (!PyUnicode.checkExact(string)) {
      throw PyErr.typeError(PyUnicode.check(string) ? "can't intern %s" : "intern() argument must be str, not %s", PyObject.typeOf(string).name());
    }
    return string instanceof String s ? s.intern() : string;
  }

  @PyFunction(sig = "(string, /)")
  boolean _is_interned(Object string) {
    if (!PyUnicode.check(string)) {
      throw PyErr.typeError("_is_interned() argument must be str, not %s", PyObject.typeOf(string).name());
    }
    return string instanceof String;
  }

  @PyFunction(sig = "(op, /)")
  boolean _is_immortal(Object op) {
    return !(op instanceof PyObject p) || p instanceof PyType t && !t.isHeapType() || p == PyNone.NONE;
  }

  @PyFunction(sig = "()")
  boolean _is_gil_enabled() {
    return true;
  }

  @PyFunction(sig = "(object, default=<absent>)", doc = "Return the size of object in bytes.")
  Object getsizeof(ThreadState ts, Object object, Object defaultValue) {
    try {
      Object size = PyObjects.callSlot(ts, object, Slot.SIZEOF);
      if (size == null) {
        throw PyErr.typeError("Type %s doesn't define __sizeof__", PyObject.typeOf(object).name());
      }
      long n = PyNumber.asIndex(ts, size, PyExc.OverflowError);
      if (n < 0) {
        throw PyErr.valueError("__sizeof__() should return >= 0");
      }
      return n + 16;
    } catch (PyException e) {
      if (defaultValue != null && PyErr.matches(e, PyExc.TypeError)) {
        return defaultValue;
      }
      throw e;
    }
  }

  @PyFunction(sig = "(object, /)", doc = "Return a number for the references to an object: objects are not counted, and so it is always the same.")
  long getrefcount(Object object) {
    return 2;
  }

  @PyFunction(sig = "()")
  String getdefaultencoding() {
    return "utf-8";
  }

  @PyFunction(sig = "()")
  String getfilesystemencoding() {
    return "utf-8";
  }

  @PyFunction(sig = "()")
  String getfilesystemencodeerrors() {
    return "surrogateescape";
  }

  @PyFunction(sig = "()")
  long getallocatedblocks() {
    return 0;
  }

  @PyFunction(sig = "()")
  long getunicodeinternedsize() {
    return 0;
  }

  @PyFunction(sig = "()")
  boolean is_finalizing(ThreadState ts) {
    return ts.interpreter().isFinalizing();
  }

  @PyFunction(sig = "()")
  boolean is_stack_trampoline_active() {
    return false;
  }

  @PyFunction(sig = "(backend, /)")
  void activate_stack_trampoline(String backend) {
    throw PyErr.valueError("perf trampoline not available");
  }

  @PyFunction(sig = "()")
  void deactivate_stack_trampoline() {}

  @PyFunction(sig = "()")
  boolean is_remote_debug_enabled() {
    return false;
  }

  @PyFunction(sig = "()")
  void _debugmallocstats() {}

  // Asynchronous code.

  @PyFunction(sig = "()")
  long get_coroutine_origin_tracking_depth(ThreadState ts) {
    return ts.coroutineOriginDepth;
  }

  @PyFunction(sig = "(depth)")
  void set_coroutine_origin_tracking_depth(ThreadState ts, int depth) {
    if (depth < 0) {
      throw PyErr.valueError("depth must be >= 0");
    }
    ts.coroutineOriginDepth = depth;
  }

  @PyFunction(sig = "(firstiter=<absent>, finalizer=<absent>)")
  void set_asyncgen_hooks(ThreadState ts, Object firstiter, Object finalizer) {
    if (firstiter != null) {
      checkHook(firstiter, "firstiter");
    }
    if (finalizer != null) {
      checkHook(finalizer, "finalizer");
      ts.asyncGenFinalizer = finalizer == PyNone.NONE ? null : finalizer;
    }
    if (firstiter != null) {
      ts.asyncGenFirstIter = firstiter == PyNone.NONE ? null : firstiter;
    }
  }

  private static void checkHook(Object hook, String name) {
    if (hook != PyNone.NONE && !PyObjects.isCallable(hook)) {
      throw PyErr.typeError("callable %s expected, got %s", name, PyObject.typeOf(hook).name());
    }
  }

  @PyFunction(sig = "()")
  Object get_asyncgen_hooks(ThreadState ts) {
    return PyStructSequence.of(SysConstants.ASYNCGEN_HOOKS, ts.asyncGenFirstIter == null ? PyNone.NONE : ts.asyncGenFirstIter,
        ts.asyncGenFinalizer == null ? PyNone.NONE : ts.asyncGenFinalizer);
  }

  // Auditing.

  @PyFunction(sig = "(hook)", doc = "Adds a new audit hook callback.")
  void addaudithook(Object hook) {
    auditHooks.add(hook);
  }

  @PyFunction(sig = "(event, /, *args)", doc = "Passes the event to any hooks that are attached.")
  void audit(ThreadState ts, Object event, PyTuple args) {
    if (!PyUnicode.check(event)) {
      throw PyErr.typeError("expected str for argument 'event', not %s", PyObject.typeOf(event).name());
    }
    for (Object hook : auditHooks) {
      Call.call2(ts, hook, event, args);
    }
  }

  // The platform.

  @PyFunction(sig = "()", doc = "Private function for getting PyConfig.cpu_count")
  long _get_cpu_count_config(ThreadState ts) {
    return ts.interpreter().config().flags().getOrDefault("cpu_count", -1);
  }

  @PyFunction(sig = "()", doc = "Return the current value of the flags that are used for dlopen calls.")
  long getdlopenflags() {
    return dlopenFlags;
  }

  @PyFunction(sig = "(flags, /)", doc = "Set the flags used by the interpreter for dlopen calls.")
  void setdlopenflags(long flags) {
    dlopenFlags = flags;
  }

  @PyFunction(sig = "(func, args, /)", doc = "Call func(*args), while tracing is enabled.")
  Object call_tracing(ThreadState ts, Object func, PyTuple args) {
    int before = ts.suspendUnwatched();
    try {
      return Call.call(ts, func, args.items.clone(), null);
    } finally {
      ts.restoreUnwatched(before);
    }
  }

  @PyFunction(sig = "(pid, script)", doc = "Executes a file containing Python code in a given remote Python process.")
  void remote_exec(long pid, Object script) {
    throw PyErr.runtimeError("Remote debugging is not enabled");
  }

  @PyFunction(sig = "(outpath, /)", doc = "Dump the graph of tracelets in graphviz format")
  void _dump_tracelets(Object outpath) {
    throw PyErr.notImplementedError("No JIT available");
  }

  @PyFunction(sig = "()", doc = "Private function for getting the base REPL")
  void _baserepl(ThreadState ts) {
    if (ts.interpreter().modules().get("__main__") instanceof PyModule main) {
      InteractiveLoop.run(ts, main);
    }
  }
}
