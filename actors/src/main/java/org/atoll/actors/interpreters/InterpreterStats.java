package org.atoll.actors.interpreters;

import org.atoll.runtime.interp.Interpreter;

/// What an interpreter has done and uses, at one moment. Immutable.
///
/// @param id the interpreter's number
/// @param running whether it is doing work
/// @param ended why it has ended, or null
/// @param calls pieces of work that it has begun
/// @param interrupts how often its work was interrupted
/// @param threads its Python threads at present, the one at work included
/// @param cpuNanos time for which its code has run
/// @param wallNanos time for which it has been at work, waiting included
/// @param ageNanos time since it was made
/// @param memoryBytes what its objects took when they were last counted; -1 where they never were, since nothing limits them
public record InterpreterStats(long id, boolean running, Termination ended, long calls, long interrupts, int threads, long cpuNanos, long wallNanos,
    long ageNanos, long memoryBytes) {
  /// The figures of the main interpreter, which is at work as long as it is there, and has no calls but that one.
  static InterpreterStats ofMain(Interpreter main) {
    return of(main, true, null, 1, 0, main.ageNanos());
  }

  static InterpreterStats of(Interpreter interpreter, boolean running, Termination ended, long calls, long interrupts, long wallNanos) {
    return new InterpreterStats(interpreter.id(), running, ended, calls, interrupts, interpreter.threads().size(), interpreter.cpuTimeNanos(), wallNanos,
        interpreter.ageNanos(), interpreter.memory() == null ? -1 : interpreter.memory().liveBytes());
  }
}
