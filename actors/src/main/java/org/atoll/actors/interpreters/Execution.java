package org.atoll.actors.interpreters;

import java.util.function.Function;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.HostErrors;
import org.atoll.runtime.importlib.Evaluation;
import org.atoll.runtime.importlib.SourceCompiler;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Running code in another interpreter. What goes there and what comes back are messages; see
/// [org.atoll.channels.codec].
final class Execution {
  private Execution() {}

  /// What a run gives: the result, or how it failed.
  private record Outcome(Message result, ExceptionSnapshot failure) {}

  /// Work that binds names in `__main__`.
  static Function<ThreadState, Object> binding(ThreadState ts, PyDict names) {
    Message message = Sending.snapshot(ts, names.copy());
    return inner -> {
      main(inner).merge(inner, (PyDict) message.open(inner));
      return new Outcome(null, null);
    };
  }

  private static PyDict main(ThreadState inner) {
    return ((PyModule) inner.interpreter().modules().get("__main__")).dict();
  }

  /// Does work in another interpreter and waits for its end; the failure as a namespace, or None.
  static Object run(ThreadState ts, ManagedInterpreter target, Function<ThreadState, Object> work) {
    Outcome o = submit(ts, target, work);
    return o.failure == null ? PyNone.NONE : o.failure.toPython();
  }

  private static Outcome submit(ThreadState ts, ManagedInterpreter target, Function<ThreadState, Object> work) {
    if (target.id() == ts.interpreter().id()) {
      throw PyErr.format(InterpretersModule.INTERPRETER_ERROR, "interpreter already running");
    }
    return (Outcome) Replies.await(ts, InterpreterSystem.of(ts).submit(target, inner -> guarded(inner, work)), "interpreter already running");
  }

  private static Outcome guarded(ThreadState inner, Function<ThreadState, Object> work) {
    try {
      return (Outcome) work.apply(inner);
    } catch (PyException e) {
      return new Outcome(null, ExceptionSnapshot.of(inner, e.value));
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      return new Outcome(null, ExceptionSnapshot.of(inner, HostErrors.translate(inner, e).value));
    }
  }

  /// `exec`: a script, a code object, or a function without parameters and closure, in the other's `__main__`.
  static Object exec(ThreadState ts, ManagedInterpreter target, Object code, Object shared, String function) {
    Message names = shared == PyNone.NONE ? null : Sending.snapshot(ts, shared);
    Function<ThreadState, PyCode> body = body(ts, code, function);
    return run(ts, target, inner -> {
      PyDict main = main(inner);
      if (names != null) {
        main.merge(inner, (PyDict) names.open(inner));
      }
      Evaluation.run(inner, body.apply(inner), main, main, null);
      return new Outcome(null, null);
    });
  }

  private static Function<ThreadState, PyCode> body(ThreadState ts, Object code, String function) {
    if (PyUnicode.check(code)) {
      Object text = PyUnicode.value(code);
      return inner -> (PyCode) SourceCompiler.compile(inner, text, "<string>", "exec", 0, 0);
    }
    PyCode c = code instanceof PyCode k ? k : code instanceof PyFunction f ? f.code : null;
    if (c == null || function.equals("run_string")) {
      throw PyErr.typeError("_interpreters.%s() argument 2 must be a %s, not %s", function, function.equals("run_string") ? "string" : "string, a function, or a code object",
          PyObject.typeOf(code).name());
    }
    if (code instanceof PyFunction f && f.closure.length > 0) {
      throw PyErr.valueError("closures not supported");
    }
    if (c.parameterCount() > 0) {
      throw PyErr.valueError("arguments not supported");
    }
    return inner -> c;
  }

  /// `call`: gives the pair of result and failure.
  static Object call(ThreadState ts, ManagedInterpreter target, Object callable, Object args, Object kwargs) {
    PyTuple positional = args == PyNone.NONE ? PyTuple.EMPTY : PyTuple.fromIterable(ts, args);
    PyDict named = kwargs instanceof PyDict d ? d : new PyDict();
    Message request = Sending.snapshot(ts, PyTuple.of(callable, positional, named));
    Outcome o = submit(ts, target, inner -> {
      PyTuple opened = (PyTuple) request.open(inner);
      Object result = Call.withDict(inner, opened.items[0], ((PyTuple) opened.items[1]).items, (PyDict) opened.items[2]);
      return new Outcome(Sending.snapshot(inner, result), null);
    });
    return o.failure == null ? PyTuple.of(o.result.open(ts), PyNone.NONE) : PyTuple.of(PyNone.NONE, o.failure.toPython());
  }
}
