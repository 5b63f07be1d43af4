package org.atoll.actors.interpreters;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.atoll.runtime.interp.ThreadState;

/// What an interpreter's actor is told. Every command but [Inspect] and [Close] carries the work itself, which runs on the
/// interpreter's own thread, never in the actor's `receive`.
sealed interface InterpreterCommand {
  /// Run this and complete the reply. The work is given the thread state it runs with, attached.
  record Work(Function<ThreadState, Object> action, CompletableFuture<Object> reply) implements InterpreterCommand {}

  /// The work has ended; sent by the interpreter's thread to its own actor.
  record Finished() implements InterpreterCommand {}

  /// What the interpreter is doing.
  record Inspect(CompletableFuture<State> reply) implements InterpreterCommand {}

  /// End the interpreter; the reply is true, or false while work is running.
  record Close(CompletableFuture<Boolean> reply) implements InterpreterCommand {}

  /// An answer to [Inspect].
  record State(boolean running, long interpreterId) {}
}
