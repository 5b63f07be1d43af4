package org.atoll.actors.interpreters;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `_interpreters` (`Modules/_interpretersmodule.c`): what `concurrent.interpreters` is made of. Each subinterpreter is an
/// actor; see [InterpreterActor].
@PyModuleDef(value = "_interpreters", doc = "This module provides primitive operations to manage Python interpreters.\nThe 'interpreters' module provides a more convenient interface.")
final class InterpretersModule {
  @PyConstant(name = "InterpreterError")
  static final PyType INTERPRETER_ERROR = ExceptionType.define("concurrent.interpreters", "InterpreterError", PyExc.Exception, "A cross-interpreter operation failed");
  @PyConstant(name = "InterpreterNotFoundError")
  static final PyType NOT_FOUND = ExceptionType.define("concurrent.interpreters", "InterpreterNotFoundError", INTERPRETER_ERROR, "An interpreter was not found");
  @PyConstant(name = "NotShareableError")
  static final PyType NOT_SHAREABLE = Sending.NOT_SHAREABLE;
  @PyConstant static final long WHENCE_UNKNOWN = 0;
  @PyConstant static final long WHENCE_RUNTIME = 1;
  @PyConstant static final long WHENCE_LEGACY_CAPI = 2;
  @PyConstant static final long WHENCE_CAPI = 3;
  @PyConstant static final long WHENCE_XI = 4;
  @PyConstant static final long WHENCE_STDLIB = 5;

  private static long id(ThreadState ts, Object id) {
    if (!PyLong.check(id)) {
      throw PyErr.typeError("interpreter ID must be an int, got %s", PyObject.typeOf(id).name());
    }
    if (!(PyLong.value(id) instanceof Long n)) {
      throw PyErr.overflowError("int too big to convert");
    }
    if (n < 0) {
      throw PyErr.valueError("interpreter ID must be a non-negative int, got %s", PyObjects.repr(ts, id));
    }
    return n;
  }

  /// The interpreter with an id.
  ///
  /// @return null for the main interpreter
  static ManagedInterpreter find(ThreadState ts, Object id) {
    long n = id(ts, id);
    ManagedInterpreter found = InterpreterSystem.of(ts).get(n);
    if (found != null) {
      found.requireControl(ts);
    } else if (n != 0) {
      throw ended(n, InterpreterSystem.of(ts).obituary(ts, n));
    }
    return found;
  }

  /// For an interpreter that is no more: `why` is null for one that was closed, or never was.
  static PyException ended(long id, Termination why) {
    return why == null || why instanceof Termination.Closed ? notFound(id) : ControlModule.killed(id, why);
  }

  static PyException notFound(long id) {
    return PyErr.format(NOT_FOUND, "unrecognized interpreter ID %d", id);
  }

  /// As [#find]; where `restrict` is set, only what `create` has made will do, and `operation` says what it is wanted for.
  static ManagedInterpreter find(ThreadState ts, Object id, boolean restrict, String operation) {
    ManagedInterpreter found = find(ts, id);
    return restrict ? requireStdlib(found, operation) : found;
  }

  /// Refuses what `create` has not made: null, the main interpreter, as well.
  static ManagedInterpreter requireStdlib(ManagedInterpreter found, String operation) {
    if (found == null || found.origin() != Origin.STDLIB) {
      throw PyErr.format(INTERPRETER_ERROR, "cannot %s unrecognized interpreter %d", operation, found == null ? 0 : found.id());
    }
    return found;
  }

  /// As [#find], for work, which the main interpreter is never free to do.
  static ManagedInterpreter worker(ThreadState ts, Object id, boolean restrict, String operation) {
    ManagedInterpreter found = find(ts, id, restrict, operation);
    return free(found);
  }

  private static ManagedInterpreter free(ManagedInterpreter found) {
    if (found == null) {
      throw PyErr.format(INTERPRETER_ERROR, "interpreter already running");
    }
    return found;
  }

  /// Refuses an interpreter to one whose use of time, memory or the like is limited: what another one used would not count.
  static void requireUnlimited(ThreadState ts) {
    if (ts.interpreter().limits().isShareable()) {
      return;
    }
    throw PyErr.format(INTERPRETER_ERROR, "interpreter %d has limits, so it cannot create others, which would have limits of their own", ts.interpreter().id());
  }

  @PyFunction(sig = "(config='isolated', /, *, reqrefs=False)", doc = """
      create([config], *, reqrefs=False) -> ID

      Create a new interpreter and return a unique generated ID.

      The caller is to destroy the interpreter before the program ends; with reqrefs=True that happens
      once incref() and decref() have taken its last reference.

      "config" is an interpreter config or the name of one ("isolated" or "legacy").""")
  long create(ThreadState ts, Object config, boolean reqrefs) {
    return make(ts, config, reqrefs).id();
  }

  /// Makes an interpreter with settings that Python code has given, where the caller may have others.
  static ManagedInterpreter make(ThreadState ts, Object config, boolean reqrefs) {
    requireUnlimited(ts);
    InterpreterSettings settings = InterpreterSettings.of(ts, config);
    if (!settings.isPossible()) {
      throw PyErr.format(INTERPRETER_ERROR, "interpreter creation failed");
    }
    return InterpreterSystem.of(ts).create(settings, Limits.UNLIMITED, reqrefs);
  }

  @PyFunction(sig = "(id, *, restrict=False)", doc = "destroy(id, *, restrict=False)\n\nDestroy the identified interpreter.\n\nAttempting to destroy the current interpreter raises InterpreterError.\nSo does an unrecognized ID.")
  void destroy(ThreadState ts, Object id, boolean restrict) {
    find(ts, id, restrict, "destroy");
    destroyAny(ts, id);
  }

  /// Ends an interpreter, whoever has made it.
  static void destroyAny(ThreadState ts, Object id) {
    ManagedInterpreter found = find(ts, id);
    if (id(ts, id) == ts.interpreter().id()) {
      throw PyErr.format(INTERPRETER_ERROR, "cannot destroy the current interpreter");
    }
    if (found == null) {
      throw PyErr.format(INTERPRETER_ERROR, "interpreter running");
    }
    close(ts, found);
  }

  private static void close(ThreadState ts, ManagedInterpreter interpreter) {
    try {
      InterpreterSystem.of(ts).close(ts, interpreter);
    } catch (ManagedInterpreter.AlreadyRunningException e) {
      throw PyErr.format(INTERPRETER_ERROR, "interpreter running");
    } catch (ManagedInterpreter.ClosedException e) {
      throw notFound(interpreter.id());
    }
  }

  @PyFunction(sig = "(*, require_ready=False)", doc = "list_all() -> [(ID, whence)]\n\nReturn a list containing the ID of every existing interpreter.")
  Object list_all(ThreadState ts, boolean require_ready) {
    PyList all = new PyList();
    all.append(PyTuple.of(0L, WHENCE_RUNTIME));
    for (ManagedInterpreter i : InterpreterSystem.of(ts).all()) {
      if (i.isShownTo(ts) && (!require_ready || i.origin() != Origin.UNKNOWN)) {
        all.append(PyTuple.of(i.id(), i.origin().number()));
      }
    }
    return all;
  }

  @PyFunction(sig = "()", doc = "get_current() -> (ID, whence)\n\nReturn the ID of current interpreter.")
  Object get_current(ThreadState ts) {
    long id = ts.interpreter().id();
    return PyTuple.of(id, origin(id == 0 ? null : InterpreterSystem.of(ts).get(id), id == 0).number());
  }

  @PyFunction(sig = "()", doc = "get_main() -> (ID, whence)\n\nReturn the ID of main interpreter.")
  Object get_main() {
    return PyTuple.of(0L, WHENCE_RUNTIME);
  }

  @PyFunction(sig = "(id)", doc = "whence(id) -> int\n\nReturn an identifier for where the interpreter was created.")
  long whence(ThreadState ts, Object id) {
    ManagedInterpreter found = find(ts, id);
    return origin(found, found == null).number();
  }

  private static Origin origin(ManagedInterpreter interpreter, boolean main) {
    return main ? Origin.RUNTIME : interpreter == null ? Origin.STDLIB : interpreter.origin();
  }

  @PyFunction(sig = "(id, *, restrict=False)", doc = "is_running(id, *, restrict=False) -> bool\n\nReturn whether or not the identified interpreter is running.")
  boolean is_running(ThreadState ts, Object id, boolean restrict) {
    ManagedInterpreter found = find(ts, id, restrict, "check if running for");
    return found == null || found.isRunningMain();
  }

  @PyFunction(sig = "(obj)", doc = "is_shareable(obj) -> bool\n\nReturn True if the object's data may be shared between interpreters and\nFalse otherwise.")
  boolean is_shareable(ThreadState ts, Object obj) {
    return Sending.isShareable(ts, obj);
  }

  @PyFunction(sig = "(id, *, implieslink=False, restrict=False)")
  void incref(ThreadState ts, Object id, boolean implieslink, boolean restrict) {
    ManagedInterpreter found = find(ts, id, restrict, "incref");
    if (found != null) {
      found.incref();
    }
  }

  @PyFunction(sig = "(id, *, restrict=False)")
  void decref(ThreadState ts, Object id, boolean restrict) {
    ManagedInterpreter found = find(ts, id, restrict, "decref");
    // One that is still at work, for a thread that holds no reference, ends with the program.
    if (found != null && found.decref()) {
      InterpreterSystem.of(ts).closeUnlessBusy(ts, found);
    }
  }

  private static PyDict dict(String function, int number, Object given) {
    if (given == null) {
      return null;
    }
    if (!(given instanceof PyDict d)) {
      throw PyErr.typeError("_interpreters.%s() argument %d must be dict, not %s", function, number, typeName(given));
    }
    return d;
  }

  private static String typeName(Object o) {
    return o == PyNone.NONE ? "None" : PyObject.typeOf(o).name();
  }

  @PyFunction(sig = "(id, updates, *, restrict=False)", doc = "set___main___attrs(id, ns, *, restrict=False)\n\nBind the given attributes in the interpreter's __main__ module.")
  void set___main___attrs(ThreadState ts, Object id, Object updates, boolean restrict) {
    PyDict names = dict("set___main___attrs", 2, updates);
    ManagedInterpreter target = find(ts, id, restrict, "update __main__ for");
    if (names.size() == 0) {
      throw PyErr.valueError("arg 2 must be a non-empty dict");
    }
    Execution.bind(ts, free(target), names);
  }

  @PyFunction(sig = "(id, code, shared=<absent>, *, restrict=False)", doc = """
      exec(id, code, shared=None, *, restrict=False)

      Execute the provided code in the identified interpreter, as exec() there would with the namespace
      of its __main__ module.

      "code" is a script as text, or a function or code object without parameters and closure, of which
      only the code counts.""")
  Object exec(ThreadState ts, Object id, Object code, Object shared, boolean restrict) {
    PyDict names = dict("exec", 3, shared);
    ManagedInterpreter target = find(ts, id, restrict, "exec code for");
    PyCode script = Scripts.of(ts, code);
    return Execution.exec(ts, free(target), script, names, null);
  }

  @PyFunction(sig = "(id, script, shared=<absent>, *, restrict=False)", doc = "run_string(id, script, shared=None, *, restrict=False)\n\nExecute the provided string in the identified interpreter.\n\n(See _interpreters.exec().")
  Object run_string(ThreadState ts, Object id, Object script, Object shared, boolean restrict) {
    if (!PyUnicode.check(script)) {
      throw PyErr.typeError("_interpreters.run_string() argument 2 must be str, not %s", typeName(script));
    }
    PyDict names = dict("run_string", 3, shared);
    ManagedInterpreter target = worker(ts, id, restrict, "run a string in");
    return Execution.exec(ts, target, Scripts.of(ts, script), names, null);
  }

  @PyFunction(sig = "(id, func, shared=<absent>, *, restrict=False)", doc = "run_func(id, func, shared=None, *, restrict=False)\n\nExecute the body of the provided function in the identified interpreter.\n\n(See _interpreters.exec().")
  Object run_func(ThreadState ts, Object id, Object func, Object shared, boolean restrict) {
    if (PyObject.typeOf(func) != org.atoll.runtime.object.PyFunction.TYPE && !(func instanceof PyCode)) {
      throw PyErr.typeError("_interpreters.run_func() argument 2 must be a function, not %s", typeName(func));
    }
    PyDict names = dict("run_func", 3, shared);
    ManagedInterpreter target = worker(ts, id, restrict, "run a function in");
    return Execution.exec(ts, target, Scripts.of(ts, func), names, null);
  }

  @PyFunction(sig = "(id, callable, args=<absent>, kwargs=<absent>, *, preserve_exc=False, restrict=False)", doc = "call(id, callable, args=None, kwargs=None, *, restrict=False)\n\nCall the provided object in the identified interpreter.\nPass the given args and kwargs, if possible.")
  Object call(ThreadState ts, Object id, Object callable, Object args, Object kwargs, boolean preserve_exc, boolean restrict) {
    if (args != null && !(args instanceof PyTuple)) {
      throw PyErr.typeError("_interpreters.call() argument 3 must be tuple, not %s", typeName(args));
    }
    PyDict named = dict("call", 4, kwargs);
    ManagedInterpreter target = worker(ts, id, restrict, "make a call in");
    return Execution.call(ts, target, callable, (PyTuple) args, named, null);
  }

  @PyFunction(sig = "(exc=None)", doc = "capture_exception(exc=None) -> types.SimpleNamespace\n\nReturn a snapshot of an exception, the same as what _interpreters.exec() returns.\nWithout an exception there is nothing to capture, and None is returned.")
  Object capture_exception(ThreadState ts, Object exc) {
    if (exc == PyNone.NONE) {
      return PyNone.NONE;
    }
    if (!(exc instanceof PyBaseException e)) {
      throw PyErr.create(PyExc.TypeError, PyUnicode.concat("expected exception, got ", PyObjects.repr(ts, exc)));
    }
    return ExceptionSnapshot.of(ts, e).toPython();
  }

  @PyFunction(sig = "(name='isolated', /, **overrides)", doc = "new_config(name='isolated', /, **overrides) -> type.SimpleNamespace\n\nReturn a representation of a new PyInterpreterConfig: that of the name, with some of its fields replaced.")
  Object new_config(ThreadState ts, Object name, PyDict overrides) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("_interpreters.new_config() argument 1 must be str, not %s", typeName(name));
    }
    return InterpreterSettings.named(PyUnicode.toJava(name)).with(ts, overrides).toPython();
  }

  @PyFunction(sig = "(id, *, restrict=False)", doc = "get_config(id, *, restrict=False) -> types.SimpleNamespace\n\nReturn a representation of the config used to initialize the interpreter.")
  Object get_config(ThreadState ts, Object id, boolean restrict) {
    Object which = id == PyNone.NONE ? (Object) ts.interpreter().id() : id;
    ManagedInterpreter found = find(ts, which, restrict, "get the config of");
    return (found == null ? InterpreterSettings.MAIN : found.config()).toPython();
  }
}
