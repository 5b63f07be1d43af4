package org.atoll.runtime.modules.thread;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.HostErrors;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.InterpreterKilled;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `_thread` (`Modules/_threadmodule.c`): threads of one interpreter, which take turns on its GIL. Each runs on a Java
/// thread of its own, of the kind that [org.atoll.runtime.interp.ThreadKind] says.
@PyModuleDef(value = "_thread", doc = """
    This module provides primitive operations to write multi-threaded programs.
    The 'threading' module provides a more convenient interface.""")
final class ThreadModule {
  @PyConstant(name = "LockType")
  static final PyType LOCK_TYPE = PyLock.TYPE;
  @PyConstant(name = "lock")
  static final PyType LOCK = PyLock.TYPE;
  @PyConstant(name = "RLock")
  static final PyType RLOCK = PyRLock.TYPE;
  @PyConstant(name = "_ThreadHandle")
  static final PyType HANDLE = PyThreadHandle.TYPE;
  @PyConstant(name = "_local")
  static final PyType LOCAL = PyThreadLocal.TYPE;
  @PyConstant(name = "_ExceptHookArgs")
  static final PyType EXCEPT_HOOK_ARGS = PyStructSequence.define("_thread._ExceptHookArgs", "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.",
      4, "exc_type", "exc_value", "exc_traceback", "thread");
  @PyConstant
  static final double TIMEOUT_MAX = Timeouts.MAX_SECONDS;
  @PyConstant
  static final long _NAME_MAXLEN = ThreadNames.MAX_BYTES;
  private static final String START = """
      Start a new thread and return its identifier.

      The thread will call the function with positional arguments from the
      tuple args and keyword arguments taken from the optional dictionary
      kwargs.  The thread exits when the function returns; the return value
      is ignored.  The thread will also exit when the function raises an
      unhandled exception; a stack trace will be printed unless the exception
      is SystemExit.""";

  void exec(ThreadState ts, PyModule module) {
    module.dict().put("error", PyExc.RuntimeError);
  }

  // Threads.

  @PyFunction(sig = "(function, args, kwargs=<absent>, /)", doc = START)
  long start_new_thread(ThreadState ts, Object function, Object args, Object kwargs) {
    if (!PyObjects.isCallable(function)) {
      throw PyErr.typeError("first arg must be callable");
    }
    if (!(args instanceof PyTuple arguments)) {
      throw PyErr.typeError("2nd arg must be a tuple");
    }
    if (kwargs != null && kwargs != PyNone.NONE && !(kwargs instanceof PyDict)) {
      throw PyErr.typeError("optional 3rd arg must be a dictionary");
    }
    PyDict keywords = kwargs instanceof PyDict d ? d : null;
    return start(ts, new PyThreadHandle(), false, function, arguments.items.clone(), keywords).ident();
  }

  @PyFunction(sig = "(function, args, kwargs=<absent>, /)", doc = "An obsolete synonym of start_new_thread().")
  long start_new(ThreadState ts, Object function, Object args, Object kwargs) {
    return start_new_thread(ts, function, args, kwargs);
  }

  @PyFunction(sig = "(function, handle=None, daemon=True)", doc = """
      *For internal use only*: start a new thread.

      Like start_new_thread(), this starts a new thread calling the given function.
      Unlike start_new_thread(), this returns a handle object with methods to join
      or detach the given thread.
      This function is not for third-party code, please use the
      `threading` module instead. During finalization the runtime will not wait for
      the thread to exit if daemon is True. If handle is provided it must be a
      newly created thread._ThreadHandle instance.""")
  Object start_joinable_thread(ThreadState ts, Object function, Object handle, boolean daemon) {
    if (!PyObjects.isCallable(function)) {
      throw PyErr.typeError("thread function must be callable");
    }
    if (handle != PyNone.NONE && !(handle instanceof PyThreadHandle)) {
      throw PyErr.typeError("'handle' must be a _ThreadHandle");
    }
    return start(ts, handle instanceof PyThreadHandle h ? h : new PyThreadHandle(), !daemon, function, new Object[] {}, null);
  }

  private static PyThreadHandle start(ThreadState ts, PyThreadHandle handle, boolean joined, Object function, Object[] args, PyDict kwargs) {
    return ThreadRegistry.of(ts).start(handle, joined, own -> run(own, function, args, kwargs));
  }

  private static void run(ThreadState ts, Object function, Object[] args, PyDict kwargs) {
    try {
      Call.withDict(ts, function, args, kwargs);
    } catch (PyException e) {
      ignored(ts, function, e);
    } catch (InterpreterKilled e) {
      // Nothing to tell: who ended the interpreter knows.
      return;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      ignored(ts, function, HostErrors.translate(ts, e));
    }
  }

  private static void ignored(ThreadState ts, Object function, PyException e) {
    if (!PyErr.matches(e, PyExc.SystemExit)) {
      Unraisable.report(ts, e, startedBy(ts, function), null);
    }
  }

  /// Null where the function cannot be shown.
  private static String startedBy(ThreadState ts, Object function) {
    try {
      return "Exception ignored in thread started by " + PyUnicode.toUtf16(PyObjects.repr(ts, function));
    } catch (PyException e) {
      return null;
    }
  }

  @PyFunction(sig = "(ident, /)", doc = "Internal only. Make a thread handle for threads not spawned by the _thread or threading module.")
  Object _make_thread_handle(Object ident) {
    if (!PyLong.check(ident)) {
      throw PyErr.typeError("ident must be an integer");
    }
    if (!(PyLong.value(ident) instanceof Long id)) {
      throw PyErr.overflowError("int too big to convert");
    }
    if (id < 0) {
      throw PyErr.overflowError("can't convert negative int to unsigned");
    }
    return PyThreadHandle.ofRunning(id);
  }

  @PyFunction(sig = "()", doc = "Return True if daemon threads are allowed in the current interpreter,\nand False otherwise.")
  boolean daemon_threads_allowed(ThreadState ts) {
    return ts.interpreter().config().capabilities().daemonThreads();
  }

  @PyFunction(sig = "()", doc = "Return True if the current interpreter is the main Python interpreter.")
  boolean _is_main_interpreter(ThreadState ts) {
    return !ts.interpreter().config().subinterpreter();
  }

  @PyFunction(sig = "()", doc = "Internal only. Return the ident of the main thread.")
  long _get_main_thread_ident(ThreadState ts) {
    return ts.interpreter().runtime().main().mainThread().ident;
  }

  @PyFunction(sig = "()", doc = "Wait for all non-daemon threads (other than the calling thread) to stop.")
  void _shutdown(ThreadState ts) {
    ThreadRegistry.of(ts).joinAll(ts);
  }

  @PyFunction(sig = "()", doc = "Return the number of currently running Python threads, excluding\nthe main thread.")
  long _count(ThreadState ts) {
    return ThreadRegistry.of(ts).running();
  }

  @PyFunction(sig = "()", doc = "Return a non-zero integer that uniquely identifies the current thread\namongst other threads that exist simultaneously.")
  long get_ident(ThreadState ts) {
    return ts.ident;
  }

  @PyFunction(sig = "()", doc = "Return a non-negative integer identifying the thread as reported\nby the OS (kernel).")
  long get_native_id(ThreadState ts) {
    // Virtual threads share the system's: theirs are beyond what the system gives out.
    return ts.thread.isVirtual() ? Integer.MAX_VALUE + ts.ident : Posix.call("gettid");
  }

  @PyFunction(sig = "(size=0, /)", doc = "Return the thread stack size used when creating new threads.")
  long stack_size(ThreadState ts, long size) {
    ThreadRegistry threads = ThreadRegistry.of(ts);
    long before = threads.stackBytes();
    threads.setStackBytes(size);
    return before;
  }

  @PyFunction(sig = "(name)", doc = "Set the name of the current thread.")
  void set_name(String name) {
    ThreadNames.set(name);
  }

  @PyFunction(sig = "()", doc = "Get the name of the current thread.")
  Object _get_name() {
    return ThreadNames.get();
  }

  @PyFunction(sig = "()", doc = "This is synonymous to ``raise SystemExit''.")
  void exit() {
    throw PyErr.create(PyExc.SystemExit);
  }

  @PyFunction(sig = "()", doc = "An obsolete synonym of exit().")
  void exit_thread() {
    exit();
  }

  @PyFunction(sig = "(signum=2, /)", doc = """
      Simulate the arrival of the given signal in the main thread,
      where the corresponding signal handler will be executed.
      If *signum* is omitted, SIGINT is assumed.
      A subthread can use this function to interrupt the main thread.

      Note: the default signal handler for SIGINT raises ``KeyboardInterrupt``.""")
  void interrupt_main(ThreadState ts, Object signum) {
    Interrupts.interruptMain(ts, signum);
  }

  // Locks.

  @PyFunction(sig = "()", doc = "Create a new lock object. See help(type(threading.Lock())) for\ninformation about locks.")
  Object allocate_lock() {
    return new PyLock();
  }

  @PyFunction(sig = "()", doc = "An obsolete synonym of allocate_lock().")
  Object allocate() {
    return new PyLock();
  }

  // Exceptions.

  @PyFunction(sig = "(args, /)", doc = "Handle uncaught Thread.run() exception.")
  void _excepthook(ThreadState ts, Object args) {
    if (PyObject.typeOf(args) != EXCEPT_HOOK_ARGS) {
      throw PyErr.typeError("_thread.excepthook argument type must be ExceptHookArgs");
    }
    ThreadErrors.report(ts, (PyStructSequence) args);
  }
}
