package org.atoll.actors.interpreters;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.atoll.runtime.interp.ThreadState;

/// What an interpreter's actor is told.
sealed interface InterpreterCommand {
  /// Run this on a thread and complete the reply. The work is given the thread state it runs with, attached.
  record Work(Function<ThreadState, Object> action, CompletableFuture<Object> reply) implements InterpreterCommand {}

  /// The interpreter is gone.
  record Stop() implements InterpreterCommand {}
}
