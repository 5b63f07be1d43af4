package org.atoll.actors.interpreters;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.Interruption;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.modules.posix.CapabilitiesArg;
import org.atoll.runtime.modules.thread.Timeouts;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `_atoll_interpreters`: what `atoll.interpreters` adds to `concurrent.interpreters`: interrupts, an end by force, limits.
@PyModuleDef(value = "_atoll_interpreters", doc = "Control of other interpreters; see atoll.interpreters.")
final class ControlModule {
  @PyConstant(name = "Interrupted")
  static final PyType INTERRUPTED = ExceptionType.define("atoll.interpreters", "Interrupted", PyExc.KeyboardInterrupt, """
      Raised in code that another interpreter, or the embedding program, has interrupted.

      A KeyboardInterrupt, so that code which cleans up after Ctrl-C does so here, and a
      BaseException, so that `except Exception` lets it pass.""");
  @PyConstant(name = "DeadlineExceeded")
  static final PyType DEADLINE_EXCEEDED = ExceptionType.define("atoll.interpreters", "DeadlineExceeded", INTERRUPTED,
      "Raised in code that was given a time to be done in, once that is over.");
  @PyConstant(name = "LimitExceeded")
  static final PyType LIMIT_EXCEEDED = ExceptionType.define("atoll.interpreters", "LimitExceeded", INTERRUPTED,
      "Raised in code that has used up what its interpreter may use. The interpreter ends after its grace.");
  @PyConstant(name = "InterpreterKilledError")
  static final PyType KILLED_ERROR = ExceptionType.define("atoll.interpreters", "InterpreterKilledError", InterpretersModule.NOT_FOUND, """
      Raised where work was asked of an interpreter that was killed, or has used up its limits.

      Attributes: id, the interpreter's number; reason, why it has ended; limit, the name of
      the limit that it has passed, or None.""");

  /// For an interpreter that is no more.
  static PyException killed(long id, Termination why) {
    PyException e = PyErr.format(KILLED_ERROR, "interpreter %d has ended: %s", id, why.reason());
    e.value.setOwn("id", id);
    e.value.setOwn("reason", why.reason());
    e.value.setOwn("limit", why instanceof Termination.LimitExceeded l ? l.limit() : PyNone.NONE);
    return e;
  }

  @PyFunction(sig = "(obj, /)", doc = "Whether the present interpreter can send an object to another one: return it from a call, or put it into a queue.")
  boolean is_sendable(ThreadState ts, Object obj) {
    return Sending.canSend(ts, obj);
  }

  @PyFunction(sig = "(limits=None, capabilities=None, isolated=False, /)", doc = "Create an interpreter and return its ID.")
  long create(ThreadState ts, Object limits, Object capabilities, boolean isolated) {
    InterpretersModule.requireUnlimited(ts);
    Limits own = limits instanceof PyTuple t ? LimitsArg.of(ts, t) : Limits.UNLIMITED;
    InterpreterSettings settings = InterpreterSettings.ISOLATED;
    if (isolated || capabilities != PyNone.NONE) {
      settings = settings.withAllowed(CapabilitiesArg.of(ts, capabilities));
    }
    try {
      return InterpreterSystem.of(ts).create(settings, own, true).id();
    } catch (UnsupportedOperationException e) {
      throw PyErr.format(InterpretersModule.INTERPRETER_ERROR, "%s", e.getMessage());
    }
  }

  @PyFunction(sig = "(id, /)", doc = "Return the limits of an interpreter as a tuple.")
  PyTuple limits(ThreadState ts, Object id) {
    ManagedInterpreter target = InterpretersModule.find(ts, id);
    Limits l = target == null ? main(ts).limits() : InterpretersModule.requireStdlib(target, "get the limits of").limits();
    long[] n = {l.cpuNanos(), l.wallNanos(), l.memoryBytes(), l.recursion(), l.threads(), l.openFiles(), l.mailbox(), l.graceNanos()};
    Object[] out = new Object[n.length];
    for (int i = 0; i < n.length; i++) {
      out[i] = n[i] == Limits.NONE ? PyNone.NONE : (Object) n[i];
    }
    return PyTuple.of(out);
  }

  @PyFunction(sig = "(id, callable, args, kwargs, timeout, /)", doc = "As _interpreters.call(), to be done within a time in seconds.")
  Object call(ThreadState ts, Object id, Object callable, PyTuple args, PyDict kwargs, Object timeout) {
    Deadline deadline = deadline(ts, timeout);
    return Execution.call(ts, InterpretersModule.worker(ts, id, true, "make a call in"), callable, args, kwargs, deadline);
  }

  @PyFunction(sig = "(id, code, timeout, /)", doc = "As _interpreters.exec(), to be done within a time in seconds.")
  Object exec(ThreadState ts, Object id, Object code, Object timeout) {
    Deadline deadline = deadline(ts, timeout);
    ManagedInterpreter target = InterpretersModule.worker(ts, id, true, "exec code for");
    return Execution.exec(ts, target, Scripts.of(ts, code), null, deadline);
  }

  private static Deadline deadline(ThreadState ts, Object timeout) {
    if (timeout == PyNone.NONE) {
      return null;
    }
    long nanos = Timeouts.nanos(ts, timeout);
    if (nanos < 0) {
      throw PyErr.create(PyExc.ValueError, PyUnicode.concat("timeout must not be negative, got ", PyObjects.repr(ts, timeout)));
    }
    return new Deadline(nanos);
  }

  @PyFunction(sig = "(id, exception=None, threads=False, /)", doc = "Raise an exception in the work of an interpreter; return whether it is doing any.")
  boolean interrupt(ThreadState ts, Object id, Object exception, boolean threads) {
    ManagedInterpreter target = other(ts, id, "interrupt", "_thread.interrupt_main() interrupts its main thread");
    if (!threads) {
      return target.interrupt(interruption(ts, exception));
    }
    // One message each, since it can be opened once only.
    boolean any = target.interrupt(interruption(ts, exception));
    for (ThreadState other : target.interpreter().threads()) {
      if (!target.isWorker(other)) {
        other.setAsyncException(interruption(ts, exception));
        any = true;
      }
    }
    return any;
  }

  /// What raises a caller's exception in another interpreter.
  private static Interruption interruption(ThreadState ts, Object exception) {
    if (exception == PyNone.NONE) {
      return Interruptions.interrupted("");
    }
    if (exception instanceof PyType t && t.isSubtype(PyExc.BaseException)) {
      return t.isHeapType() ? opening(Sending.snapshot(ts, t)) : inner -> t;
    }
    if (exception instanceof PyBaseException) {
      return opening(Sending.snapshot(ts, exception));
    }
    throw PyErr.create(PyExc.TypeError, PyUnicode.concat("interrupt() takes an exception class or instance, not ", PyObjects.repr(ts, exception)));
  }

  private static Interruption opening(Message message) {
    return inner -> {
      try {
        return Sending.open(inner, message);
      } catch (PyException e) {
        PyException otherwise = PyErr.format(INTERRUPTED, "by an exception that cannot be had here");
        otherwise.value.cause = e.value;
        return otherwise.value;
      }
    };
  }

  @PyFunction(sig = "(id, grace, reason, /)", doc = "End an interpreter.")
  void kill(ThreadState ts, Object id, Object grace, String reason) {
    long nanos = Timeouts.nanos(ts, grace);
    if (nanos < 0) {
      throw PyErr.create(PyExc.ValueError, PyUnicode.concat("grace must not be negative, got ", PyObjects.repr(ts, grace)));
    }
    other(ts, id, "kill", "sys.exit() in its main thread ends it, and the program").kill(Duration.ofNanos(nanos), reason);
  }

  @PyFunction(sig = "(id, timeout=None, /)", doc = "Wait for the end of an interpreter; return why it has ended, or None if it has not in this time.")
  Object wait(ThreadState ts, Object id, Object timeout) {
    long nanos = timeout == PyNone.NONE ? -1 : Math.max(0, Timeouts.nanos(ts, timeout));
    Termination known = InterpreterSystem.of(ts).obituary(ts, PyNumber.asIndex(ts, id, PyExc.OverflowError));
    if (known != null) {
      return known.reason();
    }
    ManagedInterpreter target = other(ts, id, "wait for", "it ends last, with the program");
    if (target.interpreter() == ts.interpreter()) {
      throw PyErr.format(InterpretersModule.INTERPRETER_ERROR, "an interpreter cannot wait for its own end");
    }
    CompletableFuture<Termination> end = target.termination().toCompletableFuture();
    WaitQueue queue = new WaitQueue();
    end.whenComplete((why, never) -> queue.signalAll());
    return queue.await(ts, nanos, end::isDone) ? end.join().reason() : PyNone.NONE;
  }

  @PyFunction(sig = "(id, /)", doc = "Return what an interpreter has done and uses as a tuple.")
  PyTuple stats(ThreadState ts, Object id) {
    ManagedInterpreter target = InterpretersModule.find(ts, id);
    InterpreterStats s = target == null ? InterpreterStats.ofMain(main(ts)) : InterpretersModule.requireStdlib(target, "get the statistics of").stats();
    return PyTuple.of(s.id(), s.running(), s.calls(), s.interrupts(), (long) s.threads(), seconds(s.cpuNanos()), seconds(s.wallNanos()), seconds(s.ageNanos()),
        s.memoryBytes() < 0 ? PyNone.NONE : (Object) s.memoryBytes());
  }

  /// The main interpreter, of which those with few capabilities learn nothing.
  private static Interpreter main(ThreadState ts) {
    if (!ts.access().permissions().unlimited()) {
      throw PyErr.osErrorWithMessage(Errno.EPERM, "the main interpreter is not shown to one whose capabilities are limited");
    }
    return ts.interpreter().runtime().main();
  }

  /// One that is not the main interpreter; `instead` is what to do, or to know, about that one.
  private static ManagedInterpreter other(ThreadState ts, Object id, String operation, String instead) {
    ManagedInterpreter found = InterpretersModule.find(ts, id);
    if (found == null) {
      throw PyErr.format(InterpretersModule.INTERPRETER_ERROR, "cannot %s the main interpreter: %s", operation, instead);
    }
    return InterpretersModule.requireStdlib(found, operation);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
