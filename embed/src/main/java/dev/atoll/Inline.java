package dev.atoll;

import java.util.function.Function;
import org.atoll.actors.interpreters.Failures;
import org.atoll.runtime.interp.ThreadState;

/// Work in an interpreter whose thread calls Java code, which asks it for more.
final class Inline {
  private Inline() {}

  /// Does it on the calling thread, which works for the interpreter and has released its GIL.
  static <T> T run(ThreadState ts, Function<ThreadState, T> action) {
    ts.endBlocking();
    try {
      return Failures.told(ts, action);
    } catch (RuntimeException e) {
      throw Answer.translated(e);
    } finally {
      ts.beginBlocking();
    }
  }
}
