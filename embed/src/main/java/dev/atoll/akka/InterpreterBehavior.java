package dev.atoll.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import dev.atoll.Atoll;
import dev.atoll.Interpreter;
import org.atoll.actors.interpreters.InterpreterActor;
import org.atoll.actors.interpreters.InterpreterCommand;
import org.atoll.actors.interpreters.InterpreterReply;
import org.atoll.actors.interpreters.ManagedInterpreter;
import org.atoll.runtime.interp.Limits;

/// An interpreter as a behavior, to be spawned in any actor system and supervised as any actor.
///
/// ```java
/// ActorRef<InterpreterCommand> python = context.spawn(InterpreterBehavior.create(atoll), "python");
/// CompletionStage<InterpreterReply> answer = AskPattern.ask(python,
///     replyTo -> new InterpreterCommand.Call("math:sqrt", List.of(2), replyTo), Duration.ofSeconds(1), system.scheduler());
/// ```
///
/// The actor never runs Python in its `receive`: work waits in the order in which it came for the interpreter's own thread,
/// while [InterpreterCommand.Interrupt], [InterpreterCommand.Inspect] and [InterpreterCommand.Kill] are answered at once. No
/// error of Python code reaches Akka; each arrives as an [InterpreterReply]. An interpreter is made when the actor starts, and
/// ended with it; where a supervisor restarts the actor it begins anew.
public final class InterpreterBehavior {
  private InterpreterBehavior() {}

  /// With the settings that the runtime has for all.
  public static Behavior<InterpreterCommand> create(Atoll atoll) {
    return create(atoll, atoll.interpreter());
  }

  /// With limits of its own.
  public static Behavior<InterpreterCommand> create(Atoll atoll, Limits limits) {
    return create(atoll, atoll.interpreter().limits(limits));
  }

  /// The actor of an interpreter that there is already, whoever has made it: the same each time, in an actor system that is
  /// Atoll's own and starts with the first of them. It ends with the interpreter; what the interpreter is asked for by other ways
  /// keeps its order among what the actor is told.
  ///
  /// @throws IllegalStateException if the interpreter has ended
  public static ActorRef<InterpreterCommand> actorOf(Atoll atoll, Interpreter interpreter) {
    ManagedInterpreter managed = atoll.system().get(interpreter.id());
    if (managed == null || atoll.isClosed()) {
      throw new IllegalStateException("interpreter " + interpreter.id() + " has ended, or is none of this Atoll");
    }
    return atoll.system().mailbox(managed);
  }

  /// With settings of its own, which are not to be changed any more.
  public static Behavior<InterpreterCommand> create(Atoll atoll, Interpreter.Builder settings) {
    return InterpreterActor.owning(atoll.system(), settings::buildManaged);
  }
}
