package org.atoll.actors.interpreters;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.util.concurrent.Executor;

/// The mailbox of a subinterpreter, for those who do not wait for what they ask: it takes work in the order in which it
/// comes, hands it to a thread and stays answerable. It runs no Python itself. Who waits for the result does the work on
/// the own thread instead, which needs no hand-over; see [ManagedInterpreter#call]. State is confined to the actor.
final class InterpreterActor extends AbstractBehavior<InterpreterCommand> {
  private final ManagedInterpreter interpreter;
  private final Executor threads;

  private InterpreterActor(ActorContext<InterpreterCommand> context, ManagedInterpreter interpreter, Executor threads) {
    super(context);
    this.interpreter = interpreter;
    this.threads = threads;
  }

  static Behavior<InterpreterCommand> create(ManagedInterpreter interpreter, Executor threads) {
    return Behaviors.setup(context -> new InterpreterActor(context, interpreter, threads));
  }

  @Override
  public Receive<InterpreterCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(InterpreterCommand.Work.class, this::onWork)
        .onMessage(InterpreterCommand.Stop.class, stop -> Behaviors.stopped())
        .build();
  }

  private Behavior<InterpreterCommand> onWork(InterpreterCommand.Work work) {
    threads.execute(() -> {
      try {
        work.reply().complete(interpreter.run(work.action()));
      } catch (Throwable t) {
        work.reply().completeExceptionally(t);
      }
    });
    return this;
  }
}
