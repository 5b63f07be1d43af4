package org.atoll.actors.interpreters;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.atoll.runtime.interp.ThreadState;

/// What an interpreter's actor is told. Work ([Exec], [Eval], [Call], [Work], and [Close] at the end of it) is done in the
/// order in which it comes; the rest is answered at once, whatever runs. Values are converted as
/// [org.atoll.actors.convert.ToPython] and [org.atoll.actors.convert.ToJava] say, when their turn comes: nobody may change them
/// until the answer is there. Messages are for actors of the same JVM.
public sealed interface InterpreterCommand {
  /// Run a script in `__main__`, after binding `names` there. Answered by [InterpreterReply.Done],
  /// [InterpreterReply.Failed] or [InterpreterReply.Refused], as all work.
  record Exec(String script, Map<String, ?> names, ActorRef<? super InterpreterReply> replyTo) implements InterpreterCommand {
    public Exec(String script, ActorRef<? super InterpreterReply> replyTo) {
      this(script, Map.of(), replyTo);
    }
  }

  /// Evaluate an expression in `__main__`.
  record Eval(String expression, ActorRef<? super InterpreterReply> replyTo) implements InterpreterCommand {}

  /// Call a function: `name` of `__main__` or a built-in one, or `module:name`, which imports the module.
  record Call(String function, List<?> args, Map<String, ?> kwargs, ActorRef<? super InterpreterReply> replyTo) implements InterpreterCommand {
    public Call(String function, List<?> args, ActorRef<? super InterpreterReply> replyTo) {
      this(function, args, Map.of(), replyTo);
    }
  }

  /// Do this, given the thread state that it runs with, attached. For parts of Atoll that know its objects.
  record Work(Function<ThreadState, Object> action, CompletableFuture<Object> reply) implements InterpreterCommand {}

  /// Raise `atoll.interpreters.Interrupted` in the work that is under way.
  record Interrupt(ActorRef<? super InterpreterReply> replyTo) implements InterpreterCommand {}

  /// Tell what the interpreter is doing.
  record Inspect(ActorRef<? super InterpreterReply> replyTo) implements InterpreterCommand {}

  /// End the interpreter after the work that waits, and the actor with it.
  record Close(ActorRef<? super InterpreterReply> replyTo) implements InterpreterCommand {}

  /// End the interpreter, and the actor with it: interrupt its work, and end it by force after `grace`.
  ///
  /// @param reason what those who wait for its work are told; may be empty
  record Kill(Duration grace, String reason, ActorRef<? super InterpreterReply> replyTo) implements InterpreterCommand {}

  /// The interpreter is gone: end the actor.
  record Stop() implements InterpreterCommand {}
}
