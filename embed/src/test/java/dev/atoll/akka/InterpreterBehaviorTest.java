package dev.atoll.akka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import com.typesafe.config.ConfigFactory;
import dev.atoll.Atoll;
import dev.atoll.Interpreter;
import dev.atoll.PythonCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.atoll.actors.interpreters.InterpreterCommand;
import org.atoll.actors.interpreters.InterpreterReply;
import org.atoll.actors.interpreters.Termination;
import org.atoll.runtime.interp.ThreadState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InterpreterBehaviorTest {
  private static final Duration ASK = Duration.ofSeconds(30);
  private Atoll atoll;
  private ActorSystem<InterpreterCommand> system;

  @BeforeEach
  void start() {
    atoll = Atoll.open();
    system = ActorSystem.create(InterpreterBehavior.create(atoll), "python", ConfigFactory.parseString("akka.loglevel = WARNING\nakka.stdout-loglevel = OFF")
        .withFallback(ConfigFactory.load()));
  }

  @AfterEach
  void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    atoll.close();
  }

  private CompletionStage<InterpreterReply> ask(Function<ActorRef<InterpreterReply>, InterpreterCommand> command) {
    return AskPattern.ask(system, command::apply, ASK, system.scheduler());
  }

  private InterpreterReply answer(Function<ActorRef<InterpreterReply>, InterpreterCommand> command) throws Exception {
    return ask(command).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void worksInOrder() throws Exception {
    ask(to -> new InterpreterCommand.Exec("x = [n]", Map.of("n", 1), to));
    ask(to -> new InterpreterCommand.Call("x.append", List.of(2), to));
    assertEquals(new InterpreterReply.Done(List.of(1L, 2L)), answer(to -> new InterpreterCommand.Eval("x", to)));
  }

  @Test
  void answersWhileALoopRunsAndInterruptsIt() throws Exception {
    CompletionStage<InterpreterReply> loop = ask(to -> new InterpreterCommand.Exec("def spin():\n    while True: pass\nspin()", to));
    CompletionStage<InterpreterReply> behind = ask(to -> new InterpreterCommand.Eval("'next'", to));
    InterpreterReply.State state;
    do {
      state = (InterpreterReply.State) answer(InterpreterCommand.Inspect::new);
    } while (!state.stacks().values().stream().anyMatch(s -> s.contains("in spin")));
    assertTrue(state.stats().running());
    assertEquals(1, state.queued());
    assertEquals(new InterpreterReply.Interrupted(true), answer(InterpreterCommand.Interrupt::new));
    InterpreterReply.Failed failed = assertInstanceOf(InterpreterReply.Failed.class, loop.toCompletableFuture().get(30, TimeUnit.SECONDS));
    assertEquals("Interrupted", failed.exception().typeName());
    assertEquals(new InterpreterReply.Done("next"), behind.toCompletableFuture().get(30, TimeUnit.SECONDS));
  }

  @Test
  void errorsOfTheJvmEndOnlyTheirWork() throws Exception {
    assertTrue(failureOf(ts -> down(1)).contains("RecursionError: maximum recursion depth exceeded"));
    assertTrue(failureOf(ts -> {
      throw new NoClassDefFoundError("gone");
    }).contains("SystemError: java.lang.NoClassDefFoundError: gone"));
    InterpreterReply.Failed memory = (InterpreterReply.Failed) answer(to -> new InterpreterCommand.Exec("x = bytes(10 ** 15)", to));
    assertEquals("MemoryError", memory.exception().typeName());
    assertEquals(new InterpreterReply.Done(2L), answer(to -> new InterpreterCommand.Eval("1 + 1", to)));
  }

  private static Object down(int n) {
    return n == 0 ? null : down(n + 1) == null ? 1 : 2;
  }

  private String failureOf(Function<ThreadState, Object> work) throws Exception {
    CompletableFuture<Object> reply = new CompletableFuture<>();
    system.tell(new InterpreterCommand.Work(work, reply));
    return reply.handle((value, failure) -> String.valueOf(failure)).get(30, TimeUnit.SECONDS);
  }

  @Test
  void refusesWhatHasNoCounterpart() throws Exception {
    InterpreterReply.Refused refused = (InterpreterReply.Refused) answer(to -> new InterpreterCommand.Eval("object()", to));
    assertTrue(refused.reason().startsWith("the result is a Python object of type 'object'"), refused.reason());
  }

  @Test
  void killAndCloseEndTheActor() throws Exception {
    ask(to -> new InterpreterCommand.Exec("while True:\n  try:\n    while True: pass\n  except BaseException: pass", to));
    assertEquals(new InterpreterReply.Ended(new Termination.Killed("enough")),
        answer(to -> new InterpreterCommand.Kill(Duration.ofMillis(50), "enough", to)));
    system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    assertEquals(List.of(), atoll.interpreters());
  }

  @Test
  void anInterpreterThatThereIsHasAnActorToo() throws Exception {
    Interpreter python = atoll.newInterpreter();
    ActorRef<InterpreterCommand> actor = InterpreterBehavior.actorOf(atoll, python);
    assertSame(actor, InterpreterBehavior.actorOf(atoll, python));
    python.submit(PythonCall.script("x = 20"));
    CompletionStage<InterpreterReply> value = AskPattern.ask(actor, to -> new InterpreterCommand.Eval("x + 1", to), ASK, system.scheduler());
    assertEquals(new InterpreterReply.Done(21L), value.toCompletableFuture().get(30, TimeUnit.SECONDS));
    CompletionStage<InterpreterReply> end = AskPattern.ask(actor, InterpreterCommand.Close::new, ASK, system.scheduler());
    assertEquals(new InterpreterReply.Ended(new Termination.Closed()), end.toCompletableFuture().get(30, TimeUnit.SECONDS));
    assertTrue(python.isClosed());
    assertThrows(IllegalStateException.class, () -> InterpreterBehavior.actorOf(atoll, python));
  }

  @Test
  void closeWaitsForWhatCameBefore() throws Exception {
    CompletionStage<InterpreterReply> slow = ask(to -> new InterpreterCommand.Call("time:sleep", List.of(0.2), to));
    assertEquals(new InterpreterReply.Ended(new Termination.Closed()), answer(InterpreterCommand.Close::new));
    assertEquals(new InterpreterReply.Done(null), slow.toCompletableFuture().get(30, TimeUnit.SECONDS));
  }
}
