package org.atoll.actors.interpreters;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.util.concurrent.Executor;

/// The actor that owns a subinterpreter. It runs no Python: it hands work to a thread, one piece at a time, and stays
/// answerable meanwhile. State is confined to the actor.
final class InterpreterActor extends AbstractBehavior<InterpreterCommand> {
  private final ManagedInterpreter interpreter;
  private final Executor threads;
  private boolean running;

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
        .onMessage(InterpreterCommand.Finished.class, this::onFinished)
        .onMessage(InterpreterCommand.Inspect.class, this::onInspect)
        .onMessage(InterpreterCommand.Close.class, this::onClose)
        .build();
  }

  private Behavior<InterpreterCommand> onWork(InterpreterCommand.Work work) {
    if (running) {
      work.reply().completeExceptionally(new AlreadyRunningException());
      return this;
    }
    running = true;
    ActorRef<InterpreterCommand> self = getContext().getSelf();
    threads.execute(() -> {
      Object result = null;
      Throwable failure = null;
      try {
        result = interpreter.attached(work.action());
      } catch (Throwable t) {
        failure = t;
      }
      self.tell(new InterpreterCommand.Finished());
      if (failure == null) {
        work.reply().complete(result);
      } else {
        work.reply().completeExceptionally(failure);
      }
    });
    return this;
  }

  private Behavior<InterpreterCommand> onFinished(InterpreterCommand.Finished finished) {
    running = false;
    return this;
  }

  private Behavior<InterpreterCommand> onInspect(InterpreterCommand.Inspect inspect) {
    inspect.reply().complete(new InterpreterCommand.State(running, interpreter.id()));
    return this;
  }

  private Behavior<InterpreterCommand> onClose(InterpreterCommand.Close close) {
    if (running) {
      close.reply().complete(false);
      return this;
    }
    close.reply().complete(true);
    return Behaviors.stopped();
  }

  /// Work was sent to an interpreter that is running already.
  static final class AlreadyRunningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AlreadyRunningException() {
      super("interpreter already running", null, false, false);
    }
  }
}
