package org.atoll.actors.interpreters;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.atoll.actors.convert.ConversionException;
import org.atoll.runtime.interp.ThreadState;

/// A subinterpreter as an actor, for those who do not wait for what they ask: it takes commands in the order in which they
/// come, puts work into the interpreter's [WorkQueue], whose thread does it, and stays answerable to all else. It runs no
/// Python itself, so no error of the work can reach Akka. Who waits for the result may do the work on the own thread instead,
/// which needs no hand-over; see [ManagedInterpreter#call]. State is confined to the actor.
public final class InterpreterActor extends AbstractBehavior<InterpreterCommand> {
  private final ManagedInterpreter interpreter;
  private final WorkQueue queue;
  private static final Duration GRACE = Duration.ofSeconds(1);
  private final InterpreterSystem system;
  /// Whether the interpreter ends with the actor.
  private final boolean owned;

  private InterpreterActor(ActorContext<InterpreterCommand> context, InterpreterSystem system, ManagedInterpreter interpreter, boolean owned) {
    super(context);
    this.system = system;
    this.interpreter = interpreter;
    this.queue = system.queue(interpreter);
    this.owned = owned;
  }

  /// The mailbox of an interpreter that lives by itself.
  static Behavior<InterpreterCommand> create(InterpreterSystem system, ManagedInterpreter interpreter) {
    return Behaviors.setup(context -> new InterpreterActor(context, system, interpreter, false));
  }

  /// An actor with an interpreter of its own, for any actor system: made when the actor starts, and again when its supervisor
  /// restarts it; ended with the actor, whose work is interrupted then.
  public static Behavior<InterpreterCommand> owning(InterpreterSystem system, Supplier<ManagedInterpreter> make) {
    return Behaviors.setup(context -> new InterpreterActor(context, system, make.get(), true));
  }

  @Override
  public Receive<InterpreterCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(InterpreterCommand.Exec.class, this::onExec)
        .onMessage(InterpreterCommand.Eval.class, c -> work(ts -> JavaRequests.eval(ts, c.expression(), Object.class), c.replyTo()))
        .onMessage(InterpreterCommand.Call.class, c -> work(ts -> JavaRequests.call(ts, c.function(), c.args(), c.kwargs(), Object.class), c.replyTo()))
        .onMessage(InterpreterCommand.Work.class, this::onWork)
        .onMessage(InterpreterCommand.Interrupt.class, this::onInterrupt)
        .onMessage(InterpreterCommand.Inspect.class, this::onInspect)
        .onMessage(InterpreterCommand.Kill.class, this::onKill)
        .onMessage(InterpreterCommand.Close.class, this::onClose)
        .onMessage(InterpreterCommand.Stop.class, stop -> Behaviors.stopped())
        .onSignal(PostStop.class, signal -> ended())
        .onSignal(PreRestart.class, signal -> ended())
        .build();
  }

  private Behavior<InterpreterCommand> onExec(InterpreterCommand.Exec c) {
    return work(ts -> {
      JavaRequests.bind(ts, c.names());
      JavaRequests.exec(ts, c.script(), "<script>");
      return null;
    }, c.replyTo());
  }

  private Behavior<InterpreterCommand> work(Function<ThreadState, Object> action, ActorRef<? super InterpreterReply> replyTo) {
    queue.submit(action).whenComplete((value, failure) -> replyTo.tell(failure == null ? new InterpreterReply.Done(value) : reply(failure)));
    return this;
  }

  private static InterpreterReply reply(Throwable failure) {
    return switch (failure) {
      case CompletionException e when e.getCause() != null -> reply(e.getCause());
      case WorkFailedException e -> new InterpreterReply.Failed(e.snapshot());
      case ConversionException e -> new InterpreterReply.Refused(e.getMessage());
      case ManagedInterpreter.ClosedException e -> new InterpreterReply.Refused("the interpreter has ended: " + e.getMessage());
      default -> new InterpreterReply.Refused(failure.toString());
    };
  }

  private Behavior<InterpreterCommand> onWork(InterpreterCommand.Work c) {
    queue.submit(c.action()).whenComplete((value, failure) -> {
      if (failure == null) {
        c.reply().complete(value);
      } else {
        c.reply().completeExceptionally(failure);
      }
    });
    return this;
  }

  private Behavior<InterpreterCommand> onInterrupt(InterpreterCommand.Interrupt c) {
    c.replyTo().tell(new InterpreterReply.Interrupted(interpreter.interrupt(Interruptions.interrupted(""))));
    return this;
  }

  private Behavior<InterpreterCommand> onInspect(InterpreterCommand.Inspect c) {
    TreeMap<Long, String> stacks = new TreeMap<>();
    interpreter.interpreter().threads().forEach(ts -> stacks.put(ts.ident, FrameText.stack(ts)));
    c.replyTo().tell(new InterpreterReply.State(interpreter.stats(), queue.depth(), queue.done(), stacks));
    return this;
  }

  private Behavior<InterpreterCommand> onClose(InterpreterCommand.Close c) {
    return tellEnd(system.closeAfterWork(interpreter), c.replyTo());
  }

  private Behavior<InterpreterCommand> onKill(InterpreterCommand.Kill c) {
    return tellEnd(interpreter.kill(c.grace(), c.reason()), c.replyTo());
  }

  private Behavior<InterpreterCommand> tellEnd(CompletionStage<Termination> end, ActorRef<? super InterpreterReply> replyTo) {
    ActorRef<InterpreterCommand> self = getContext().getSelf();
    end.thenAccept(why -> {
      replyTo.tell(new InterpreterReply.Ended(why));
      self.tell(new InterpreterCommand.Stop());
    });
    return this;
  }

  private Behavior<InterpreterCommand> ended() {
    if (owned) {
      interpreter.kill(GRACE, "its actor has ended");
    }
    return this;
  }
}
