package org.atoll.actors.interpreters;

import java.util.Map;

/// What an interpreter's actor answers. Immutable.
public sealed interface InterpreterReply {
  /// The work is done.
  ///
  /// @param value what [InterpreterCommand.Call] or [InterpreterCommand.Eval] gave, as a Java value; null for others
  record Done(Object value) implements InterpreterReply {}

  /// A Python exception has ended the work: a script's own, `Interrupted` for one that was interrupted, RecursionError or
  /// MemoryError where a stack or the memory was exhausted.
  record Failed(ExceptionSnapshot exception) implements InterpreterReply {}

  /// The work could not be done at all: a value that has no counterpart, an interpreter that has ended.
  record Refused(String reason) implements InterpreterReply {}

  /// The answer to [InterpreterCommand.Interrupt].
  ///
  /// @param wasRunning whether there was any work to interrupt
  record Interrupted(boolean wasRunning) implements InterpreterReply {}

  /// The interpreter has ended; the answer to [InterpreterCommand.Close] and [InterpreterCommand.Kill].
  record Ended(Termination why) implements InterpreterReply {}

  /// The answer to [InterpreterCommand.Inspect].
  ///
  /// @param stats what the interpreter has done and uses
  /// @param queued how many commands wait for those before them
  /// @param done how many pieces of work from the mailbox have ended, well or badly
  /// @param stacks for each Python thread, by its number, its stack as text, innermost call last
  record State(InterpreterStats stats, int queued, long done, Map<Long, String> stacks) implements InterpreterReply {}
}
