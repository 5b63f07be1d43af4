package org.atoll.actors.interpreters;

import java.util.concurrent.CompletableFuture;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.embed.Shutdown;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;

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
    long n = PyNumber.asIndex(ts, id, PyExc.OverflowError);
    if (n < 0) {
      throw PyErr.valueError("interpreter ID must be a non-negative int, got %s", PyObjects.repr(ts, id));
    }
    return n;
  }

  private static ManagedInterpreter find(ThreadState ts, Object id) {
    long n = id(ts, id);
    ManagedInterpreter found = InterpreterSystem.of(ts).get(n);
    if (found == null) {
      throw n == 0 ? PyErr.format(INTERPRETER_ERROR, "unrecognized interpreter 0") : PyErr.format(NOT_FOUND, "unrecognized interpreter ID %d", n);
    }
    return found;
  }

  @PyFunction(sig = "(config='isolated', /, *, reqrefs=False)", doc = "create([config], *, reqrefs=False) -> ID\n\nCreate a new interpreter and return a unique generated ID.")
  long create(ThreadState ts, Object config, boolean reqrefs) {
    return InterpreterSystem.of(ts).create(ts, reqrefs).id();
  }

  @PyFunction(sig = "(id, *, restrict=False)", doc = "destroy(id, *, restrict=False)\n\nDestroy the identified interpreter.\n\nAttempting to destroy the current interpreter raises InterpreterError.\nSo does an unrecognized ID.")
  void destroy(ThreadState ts, Object id, boolean restrict) {
    long n = id(ts, id);
    if (n == ts.interpreter().id()) {
      throw PyErr.format(INTERPRETER_ERROR, "cannot destroy the current interpreter");
    }
    close(ts, find(ts, id));
  }

  private static void close(ThreadState ts, ManagedInterpreter interpreter) {
    InterpreterSystem system = InterpreterSystem.of(ts);
    Replies.await(ts, system.submit(interpreter, inner -> {
      Shutdown.finish(inner, 0);
      return PyNone.NONE;
    }), "interpreter running");
    CompletableFuture<Boolean> reply = new CompletableFuture<>();
    interpreter.actor().tell(new InterpreterCommand.Close(reply));
    Replies.await(ts, reply.thenApply(done -> (Object) done), null);
    system.closed(ts, interpreter);
  }

  @PyFunction(sig = "(*, require_ready=False)", doc = "list_all() -> [(ID, whence)]\n\nReturn a list containing the ID of every existing interpreter.")
  Object list_all(ThreadState ts, boolean require_ready) {
    PyList all = new PyList();
    all.append(PyTuple.of(0L, WHENCE_RUNTIME));
    for (ManagedInterpreter i : InterpreterSystem.of(ts).all()) {
      all.append(PyTuple.of(i.id(), WHENCE_STDLIB));
    }
    return all;
  }

  @PyFunction(sig = "()", doc = "get_current() -> (ID, whence)\n\nReturn the ID of current interpreter.")
  Object get_current(ThreadState ts) {
    long id = ts.interpreter().id();
    return PyTuple.of(id, id == 0 ? WHENCE_RUNTIME : WHENCE_STDLIB);
  }

  @PyFunction(sig = "()", doc = "get_main() -> (ID, whence)\n\nReturn the ID of main interpreter.")
  Object get_main() {
    return PyTuple.of(0L, WHENCE_RUNTIME);
  }

  @PyFunction(sig = "(id)", doc = "whence(id) -> int\n\nReturn an identifier for where the interpreter was created.")
  long whence(ThreadState ts, Object id) {
    if (id(ts, id) == 0) {
      return WHENCE_RUNTIME;
    }
    find(ts, id);
    return WHENCE_STDLIB;
  }

  @PyFunction(sig = "(id, *, restrict=False)", doc = "is_running(id, *, restrict=False) -> bool\n\nReturn whether or not the identified interpreter is running.")
  boolean is_running(ThreadState ts, Object id, boolean restrict) {
    if (id(ts, id) == 0) {
      return true;
    }
    CompletableFuture<InterpreterCommand.State> reply = new CompletableFuture<>();
    find(ts, id).actor().tell(new InterpreterCommand.Inspect(reply));
    return ((InterpreterCommand.State) Replies.await(ts, reply.thenApply(s -> (Object) s), null)).running();
  }

  @PyFunction(sig = "(obj)", doc = "is_shareable(obj) -> bool\n\nReturn True if the object's data may be shared between interpreters and\nFalse otherwise.")
  boolean is_shareable(ThreadState ts, Object obj) {
    return Sending.isShareable(ts, obj);
  }

  @PyFunction(sig = "(id, *, implieslink=False, restrict=False)")
  void incref(ThreadState ts, Object id, boolean implieslink, boolean restrict) {
    find(ts, id).incref();
  }

  @PyFunction(sig = "(id, *, restrict=False)")
  void decref(ThreadState ts, Object id, boolean restrict) {
    ManagedInterpreter i = find(ts, id);
    if (i.decref()) {
      close(ts, i);
    }
  }

  @PyFunction(sig = "(id, ns, *, restrict=False)", doc = "set___main___attrs(id, ns, *, restrict=False)\n\nBind the given attributes in the interpreter's __main__ module.")
  void set___main___attrs(ThreadState ts, Object id, Object ns, boolean restrict) {
    ManagedInterpreter target = find(ts, id);
    if (!(ns instanceof PyDict d)) {
      throw PyErr.typeError("expected a dict, got %s", PyObject.typeOf(ns).name());
    }
    Execution.run(ts, target, Execution.binding(ts, d));
  }

  @PyFunction(sig = "(id, code, shared=None, *, restrict=False)", doc = "exec(id, code, shared=None, *, restrict=False)\n\nExecute the provided code in the identified interpreter.")
  Object exec(ThreadState ts, Object id, Object code, Object shared, boolean restrict) {
    return Execution.exec(ts, find(ts, id), code, shared, "exec");
  }

  @PyFunction(sig = "(id, script, shared=None, *, restrict=False)", doc = "run_string(id, script, shared=None, *, restrict=False)\n\nExecute the provided string in the identified interpreter.\n\n(See _interpreters.exec().")
  Object run_string(ThreadState ts, Object id, Object script, Object shared, boolean restrict) {
    return Execution.exec(ts, find(ts, id), script, shared, "run_string");
  }

  @PyFunction(sig = "(id, func, shared=None, *, restrict=False)", doc = "run_func(id, func, shared=None, *, restrict=False)\n\nExecute the body of the provided function in the identified interpreter.")
  Object run_func(ThreadState ts, Object id, Object func, Object shared, boolean restrict) {
    return Execution.exec(ts, find(ts, id), func, shared, "run_func");
  }

  @PyFunction(sig = "(id, callable, args=None, kwargs=None, *, preserve_exc=False, restrict=False)", doc = "call(id, callable, args=None, kwargs=None, *, restrict=False)\n\nCall the provided object in the identified interpreter.\nPass the given args and kwargs, if possible.")
  Object call(ThreadState ts, Object id, Object callable, Object args, Object kwargs, boolean preserve_exc, boolean restrict) {
    return Execution.call(ts, find(ts, id), callable, args, kwargs);
  }

  @PyFunction(sig = "(exc=None)", doc = "capture_exception(exc=None) -> types.SimpleNamespace\n\nReturn a snapshot of an exception.  If \"exc\" is None\nthen the current exception, if any, is used (but not cleared).")
  Object capture_exception(ThreadState ts, Object exc) {
    Object e = exc == PyNone.NONE ? ts.handled : exc;
    if (e == null) {
      throw PyErr.runtimeError("No active exception to capture");
    }
    if (!(e instanceof PyBaseException b)) {
      throw PyErr.typeError("expected exception, got '%s'", PyObjects.repr(ts, e));
    }
    return ExceptionSnapshot.of(ts, b).toPython();
  }

  @PyFunction(sig = "(name='isolated', /, **overrides)", doc = "new_config(name='isolated', /, **overrides) -> type.SimpleNamespace\n\nReturn a representation of a new PyInterpreterConfig.")
  Object new_config(ThreadState ts, String name, PyDict overrides) {
    return ConfigNamespaces.named(ts, name, overrides);
  }

  @PyFunction(sig = "(id, *, restrict=False)", doc = "get_config(id, *, restrict=False) -> types.SimpleNamespace\n\nReturn a representation of the config used to initialize the interpreter.")
  Object get_config(ThreadState ts, Object id, boolean restrict) {
    return ConfigNamespaces.named(ts, id(ts, id) == 0 ? "legacy" : "isolated", new PyDict());
  }
}
