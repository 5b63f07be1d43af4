package org.atoll.actors.interpreters;

import java.util.function.Function;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.HostErrors;
import org.atoll.runtime.importlib.Evaluation;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Running code in another interpreter. What goes there and what comes back are messages; see
/// [org.atoll.channels.codec].
final class Execution {
  private Execution() {}

  /// What a run gives: the result; or the exception that ended it; or, where `refused` says what, that something could not
  /// cross, with the reason as text.
  record Outcome(Message result, ExceptionSnapshot failure, String refused, Object reason) {
    static final Outcome DONE = new Outcome(null, null, null, null);

    /// Whether it is a value that any thread may hand to the caller's interpreter as it is.
    boolean isPlain() {
      return failure == null && refused == null && !result.rebuild() && result.holds().isEmpty();
    }
  }

  /// What a message cannot be opened or made for, on the other side.
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient PyException thrown;

    Refusal(String what, PyException thrown) {
      super(what, null, false, false);
      this.thrown = thrown;
    }
  }

  /// What became of a call of `do_call`, with a task's function and arguments, that a worker of a pool has carried out before
  /// its Python code comes to it.
  record Ahead(ThreadState caller, Object function, Object args, Outcome outcome) {
    boolean isOf(ThreadState who, PyTuple given) {
      return who == caller && given != null && given.items.length == 4 && given.items[1] == function && given.items[2] == args;
    }
  }

  /// Carries out a task as `do_call(results, function, *args)` of a pool, in the pool's interpreter.
  static Outcome ahead(ThreadState inner, Object doCall, Object results, Object function, PyTuple args) {
    return guarded(inner, null, ts -> {
      Scripts.prepareMain(ts, function);
      return sent(ts, Call.call4(ts, doCall, results, function, args, new PyDict()));
    });
  }

  private static PyDict main(ThreadState inner) {
    return ((PyModule) inner.interpreter().modules().get("__main__")).dict();
  }

  private static Outcome submit(ThreadState ts, ManagedInterpreter target, Deadline deadline, Function<ThreadState, Outcome> work) {
    return submit(ts, target, deadline, true, work);
  }

  private static Outcome submit(ThreadState ts, ManagedInterpreter target, Deadline deadline, boolean told, Function<ThreadState, Outcome> work) {
    InterpreterSystem.of(ts).checkInterrupt(ts);
    Outcome o;
    try {
      Function<ThreadState, Outcome> guarded = inner -> guarded(inner, deadline, work);
      o = told ? target.call(ts, deadline, guarded) : target.callUntold(ts, guarded);
    } catch (ManagedInterpreter.AlreadyRunningException e) {
      throw PyErr.format(InterpretersModule.INTERPRETER_ERROR, "interpreter already running");
    } catch (ManagedInterpreter.ClosedException e) {
      if (deadline != null && deadline.isPassed()) {
        throw late(target, deadline, e.getMessage());
      }
      throw InterpretersModule.ended(target.id(), e.why());
    }
    return told(target, deadline, o);
  }

  /// The outcome, unless that is an exception for the caller.
  private static Outcome told(ManagedInterpreter target, Deadline deadline, Outcome o) {
    if (o.failure != null && deadline != null && deadline.isPassed()) {
      throw late(target, deadline, o.failure.display());
    }
    if (o.failure != null && target.ending() != null) {
      throw InterpretersModule.ended(target.id(), target.ending());
    }
    if (o.refused != null) {
      PyException e = PyErr.format(Sending.NOT_SHAREABLE, "%s", o.refused);
      e.value.cause = PyErr.create(PyExc.Exception, o.reason).value;
      e.value.suppressContext = true;
      throw e;
    }
    return o;
  }

  /// For work that was not done in time.
  private static PyException late(ManagedInterpreter target, Deadline deadline, Object how) {
    PyException e = PyErr.format(PyExc.TimeoutError, "interpreter %d has not done its work within %s", target.id(), deadline.text());
    e.value.cause = PyErr.create(PyExc.Exception, how).value;
    e.value.suppressContext = true;
    return e;
  }

  private static Outcome guarded(ThreadState inner, Deadline deadline, Function<ThreadState, Outcome> work) {
    try {
      return work.apply(inner);
    } catch (PyException e) {
      return failed(inner, deadline, e);
    } catch (Refusal e) {
      return new Outcome(null, null, e.getMessage(), ExceptionSnapshot.of(inner, e.thrown.value).display());
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      return failed(inner, deadline, HostErrors.translate(inner, e));
    }
  }

  private static Outcome failed(ThreadState inner, Deadline deadline, PyException e) {
    if (deadline != null) {
      deadline.settle();
    }
    return new Outcome(null, ExceptionSnapshot.of(inner, e.value), null, null);
  }

  private static Object shown(Outcome o) {
    return o.failure == null ? PyNone.NONE : o.failure.toPython();
  }

  /// Names on their way to the other's `__main__`, each shareable as it is.
  private record Names(String[] names, Message[] values) {
    static Names of(ThreadState ts, PyDict dict) {
      int n = dict.size();
      Names made = new Names(new String[n], new Message[n]);
      Object[] keys = dict.keyArray();
      Object[] values = dict.valueArray();
      for (int i = 0; i < n; i++) {
        if (!PyUnicode.check(keys[i])) {
          throw PyErr.typeError("bad argument type for built-in operation");
        }
        // A name crosses as UTF-8 on CPython, which refuses surrogates.
        PyObjects.callMethod(ts, keys[i], "encode");
        made.names[i] = PyUnicode.toJava(keys[i]).intern();
        if (made.names[i].indexOf('\0') >= 0) {
          throw PyErr.valueError("found embedded NULL character");
        }
        made.values[i] = Sending.shareable(ts, values[i]);
      }
      return made;
    }

    /// Lets go of those that were not bound, where the interpreter refused the work.
    void release() {
      for (Message m : values) {
        Execution.release(m);
      }
    }

    void bind(ThreadState inner) {
      PyDict main = main(inner);
      for (int i = 0; i < names.length; i++) {
        main.put(names[i], values[i].open(inner));
      }
    }
  }

  /// Binds names in the other's `__main__`.
  static void bind(ThreadState ts, ManagedInterpreter target, PyDict names) {
    Names sent = Names.of(ts, names);
    try {
      submit(ts, target, null, inner -> {
        sent.bind(inner);
        return Outcome.DONE;
      });
    } finally {
      sent.release();
    }
  }

  /// Runs a script in the other's `__main__`, after binding `names` there unless null; the failure as a namespace, or None.
  ///
  /// @param deadline when it is to be done; null for no limit
  static Object exec(ThreadState ts, ManagedInterpreter target, PyCode script, PyDict names, Deadline deadline) {
    Names sent = names == null ? null : Names.of(ts, names);
    try {
      return shown(submit(ts, target, deadline, inner -> {
        if (sent != null) {
          sent.bind(inner);
        }
        return ran(inner, script);
      }));
    } finally {
      if (sent != null) {
        sent.release();
      }
    }
  }

  /// As above, without names and a limit.
  ///
  /// @param told whether the other counts as running its `__main__` meanwhile
  static Object exec(ThreadState ts, ManagedInterpreter target, PyCode script, boolean told) {
    return shown(submit(ts, target, null, told, inner -> ran(inner, script)));
  }

  private static Outcome ran(ThreadState inner, PyCode script) {
    Scripts.prepareMain(inner, script);
    PyDict main = main(inner);
    Evaluation.run(inner, script, main, main, null);
    return Outcome.DONE;
  }

  /// Calls something in another interpreter; gives the pair of result and failure.
  ///
  /// @param deadline when it is to be done; null for no limit
  static Object call(ThreadState ts, ManagedInterpreter target, Object callable, PyTuple args, PyDict kwargs, Deadline deadline) {
    Ahead ahead = target.takeOutcome(ts, args);
    if (ahead != null) {
      ts.raiseMeanwhile();
      return returned(ts, told(target, null, ahead.outcome));
    }
    Message function = Sending.callable(ts, callable);
    Message positional = args == null || args.items.length == 0 ? null : Sending.arguments(ts, args);
    Message named = kwargs == null || kwargs.size() == 0 ? null : Sending.arguments(ts, kwargs);
    Outcome o;
    try {
      o = submit(ts, target, deadline, inner -> called(inner, function, positional, named));
    } finally {
      // Nobody has opened them where the interpreter refused the work.
      release(function);
      release(positional);
      release(named);
    }
    return returned(ts, o);
  }

  private static Object returned(ThreadState ts, Outcome o) {
    return o.failure == null ? PyTuple.of(Sending.open(ts, o.result), PyNone.NONE) : PyTuple.of(PyNone.NONE, o.failure.toPython());
  }

  private static void release(Message message) {
    if (message != null) {
      message.release();
    }
  }

  private static Outcome called(ThreadState inner, Message function, Message positional, Message named) {
    Object f = opened(inner, function, "func not shareable");
    Scripts.prepareMain(inner, f);
    PyTuple a = positional == null ? PyTuple.EMPTY : (PyTuple) opened(inner, positional, "args not shareable");
    PyDict k = named == null ? null : (PyDict) opened(inner, named, "kwargs not shareable");
    return sent(inner, k == null ? Call.call(inner, f, a.items, null) : Call.withDict(inner, f, a.items, k));
  }

  private static Outcome sent(ThreadState inner, Object result) {
    try {
      return new Outcome(Sending.result(inner, result), null, null, null);
    } catch (PyException e) {
      throw new Refusal("object does not support cross-interpreter data", e);
    }
  }

  private static Object opened(ThreadState inner, Message message, String otherwise) {
    try {
      return Sending.open(inner, message);
    } catch (PyException e) {
      throw new Refusal(otherwise, e);
    }
  }
}
