package org.atoll.actors.interpreters;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.SpawnProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.atoll.channels.queues.InterpQueues;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;

/// The subinterpreters of one runtime and the actor system they live in, which is started with the first of them.
/// Thread-safe.
final class InterpreterSystem {
  private static final long STACK_BYTES = 256L << 20;
  private static final long WORKER_IDLE_SECONDS = 5;

  private final ConcurrentHashMap<Long, ManagedInterpreter> interpreters = new ConcurrentHashMap<>();
  private final Executor threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, WORKER_IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
      InterpreterSystem::newThread);
  private ActorSystem<SpawnProtocol.Command> system;

  /// The system of the runtime that an interpreter belongs to.
  static InterpreterSystem of(ThreadState ts) {
    return ts.interpreter().runtime().state(InterpreterSystem.class, InterpreterSystem::new);
  }

  private static Thread newThread(Runnable work) {
    Thread t = new Thread(null, work, "interpreter", STACK_BYTES);
    t.setDaemon(true);
    return t;
  }

  private synchronized ActorSystem<SpawnProtocol.Command> system() {
    if (system == null) {
      system = ActorSystem.create(SpawnProtocol.create(), "atoll", ActorConfig.load());
    }
    return system;
  }

  /// Makes a subinterpreter with the settings of the one that makes it.
  ManagedInterpreter create(ThreadState ts, boolean countsReferences) {
    Interpreter creator = ts.interpreter();
    Interpreter made = new Interpreter(creator.config().forSubinterpreter(), creator.runtime());
    ManagedInterpreter managed = new ManagedInterpreter(made, countsReferences);
    managed.setActor(system().systemActorOf(InterpreterActor.create(managed, threads), "interpreter-" + made.id(), akka.actor.typed.Props.empty()));
    interpreters.put(made.id(), managed);
    return managed;
  }

  /// The subinterpreter, or null.
  ManagedInterpreter get(long id) {
    return interpreters.get(id);
  }

  List<ManagedInterpreter> all() {
    List<ManagedInterpreter> list = new ArrayList<>(interpreters.values());
    list.sort((a, b) -> Long.compare(a.id(), b.id()));
    return list;
  }

  /// Asks the actor to do work on the interpreter's own thread.
  CompletableFuture<Object> submit(ManagedInterpreter interpreter, Function<ThreadState, Object> work) {
    CompletableFuture<Object> reply = new CompletableFuture<>();
    interpreter.actor().tell(new InterpreterCommand.Work(work, reply));
    return reply;
  }

  /// Forgets an interpreter whose actor has stopped, and frees what it held.
  void closed(ThreadState ts, ManagedInterpreter interpreter) {
    interpreters.remove(interpreter.id());
    InterpQueues.of(ts).interpreterClosed(interpreter.id());
  }
}
