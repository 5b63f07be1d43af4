package org.atoll.actors.interpreters;

import java.util.function.Consumer;
import java.util.function.Function;
import org.atoll.runtime.call.HostErrors;
import org.atoll.runtime.interp.InterpreterKilled;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyException;

/// What becomes of exceptions and errors where work for an interpreter ends. Stateless.
public final class Failures {
  private Failures() {}

  /// Does something with the GIL held. What Python raises, and errors of the JVM, are thrown as [WorkFailedException].
  ///
  /// @throws InterpreterKilled as it comes
  public static <T> T told(ThreadState ts, Function<ThreadState, T> action) {
    return told(ts, action, t -> { });
  }

  /// As [#told(ThreadState,Function)]; `left` is run after the action and before its failure is looked at, which runs Python
  /// code too.
  public static <T> T told(ThreadState ts, Function<ThreadState, T> action, Consumer<ThreadState> left) {
    PyException thrown;
    try {
      return action.apply(ts);
    } catch (PyException e) {
      thrown = e;
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      thrown = HostErrors.translate(ts, e);
    } finally {
      left.accept(ts);
    }
    throw WorkFailedException.of(ts, thrown.value);
  }
}
