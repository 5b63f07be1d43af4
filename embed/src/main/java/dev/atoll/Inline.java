package dev.atoll;

import java.util.concurrent.Future;
import java.util.function.Function;
import org.atoll.actors.interpreters.Failures;
import org.atoll.actors.interpreters.InterpreterSystem;
import org.atoll.runtime.interp.ThreadState;

/// Work in an interpreter whose thread calls Java code, which asks it for more.
final class Inline {
  private Inline() {}

  /// Does it on the calling thread, which works for the interpreter and has released its GIL.
  static <T> T run(ThreadState ts, Function<ThreadState, T> action) {
    int inJava = ts.suspendForeign();
    try {
      return Failures.told(ts, action);
    } catch (RuntimeException e) {
      RuntimeException told = Answer.translated(e);
      if (told instanceof PythonException python) {
        python.addCallers();
      }
      throw told;
    } finally {
      ts.resumeForeign(inJava);
    }
  }

  /// As [#run], for a call, whose time may be limited.
  static <T> T call(ThreadState ts, PythonCall<T> call) {
    if (call.timeout() == null) {
      return run(ts, call::perform);
    }
    Turn turn = new Turn(ts);
    Future<?> alarm = InterpreterSystem.of(ts).after(call.timeout(), () -> turn.expire(call.timeout()));
    try {
      return run(ts, inner -> Failures.told(inner, call::perform, over -> turn.end()));
    } catch (RuntimeException e) {
      throw turn.isOverdue() ? new PythonTimeoutException(call.toString(), call.timeout()) : e;
    } finally {
      turn.end();
      alarm.cancel(false);
    }
  }
}
