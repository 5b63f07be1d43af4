package dev.atoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.atoll.actors.inspect.BlockerView;
import org.atoll.actors.inspect.ThreadView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Java that calls Python that calls Java: exceptions, interrupts, and waits on the way.
@Timeout(120)
class BothDirectionsTest {
  private Atoll atoll;
  private Interpreter python;

  /// Something that Python calls.
  public interface Task {
    Object run() throws Exception;
  }

  @BeforeEach
  void open() {
    atoll = Atoll.open();
    python = atoll.newInterpreter();
  }

  @AfterEach
  void shut() {
    atoll.close();
  }

  private static List<String> places(Throwable e) {
    return Arrays.stream(e.getStackTrace()).map(f -> f.getClassName() + "." + f.getMethodName() + ":" + f.getFileName() + ":" + f.getLineNumber()).toList();
  }

  @Test
  void aStackTraceHasPythonsCallsAndTheJavaCallsThatLedThere() {
    python.exec("def inner():\n    raise ValueError('no')\nclass C:\n    def outer(self):\n        inner()\nc = C()", "rules.py");
    PythonException e = assertThrows(PythonException.class, () -> python.call("c.outer"));
    assertEquals(List.of("python.inner:rules.py:2", "python.C.outer:rules.py:5"), places(e).subList(0, 2));
    assertEquals("dev.atoll.Interpreter", e.getStackTrace()[2].getClassName());
    assertTrue(places(e).stream().anyMatch(f -> f.contains("BothDirectionsTest")), e::toString);
  }

  @Test
  void aJavaExceptionComesBackAsTheCause() {
    IllegalStateException thrown = new IllegalStateException("out of order");
    python.offer("task", Task.class, () -> {
      throw thrown;
    });
    python.exec("def f(): task()\ndef g():\n    try: f()\n    except RuntimeError as e: raise LookupError('g') from e");
    PythonException e = assertThrows(PythonException.class, () -> python.call("f"));
    assertEquals("RuntimeError", e.typeName());
    assertEquals("java.lang.IllegalStateException: out of order", e.pythonMessage());
    assertSame(thrown, e.getCause());
    assertTrue(e.pythonTraceback().contains("\nIn Java (most recent call first):\n  at dev.atoll.BothDirectionsTest."), e.pythonTraceback());
    e = assertThrows(PythonException.class, () -> python.call("g"));
    assertEquals("LookupError", e.typeName());
    assertSame(thrown, e.getCause());
  }

  @Test
  void guestsAreNotToldOfTheProgramsStack() {
    try (Interpreter guest = atoll.interpreter().isolated().build()) {
      guest.offer("task", Task.class, () -> {
        throw new IllegalArgumentException("no");
      });
      PythonException e = assertThrows(PythonException.class, () -> guest.eval("task()"));
      assertFalse(e.pythonTraceback().contains("In Java"), e.pythonTraceback());
      assertInstanceOf(IllegalArgumentException.class, e.getCause());
    }
  }

  @Test
  void bothLanguagesInTurnKeepAllCauses() {
    python.exec("def bottom(): 1 / 0\ndef top(): task()");
    python.offer("task", Task.class, () -> python.call("bottom"));
    PythonException e = assertThrows(PythonException.class, () -> python.call("top"));
    assertEquals("dev.atoll.PythonException: ZeroDivisionError: division by zero", e.pythonMessage());
    PythonException below = assertInstanceOf(PythonException.class, e.getCause());
    assertEquals("ZeroDivisionError", below.typeName());
    assertEquals("python.bottom:<script>:1", places(below).getFirst());
  }

  private CountDownLatch offerEndlessWait() {
    CountDownLatch waits = new CountDownLatch(1);
    python.offer("task", Task.class, () -> {
      waits.countDown();
      return new CountDownLatch(1).await(1, TimeUnit.HOURS);
    });
    return waits;
  }

  @Test
  void anInterruptReachesTheJavaMethodThatPythonCalls() throws Exception {
    CountDownLatch waits = offerEndlessWait();
    CompletableFuture<Object> asked = python.submit(PythonCall.expression("task()"));
    waits.await();
    assertTrue(python.interrupt());
    ExecutionException e = assertThrows(ExecutionException.class, () -> asked.get(60, TimeUnit.SECONDS));
    assertEquals("atoll.interpreters.Interrupted", assertInstanceOf(PythonException.class, e.getCause()).typeName());
    assertEquals(1L, python.eval("1"));
  }

  @Test
  void soDoTimeoutsAndCancelledFutures() throws Exception {
    offerEndlessWait();
    assertThrows(PythonTimeoutException.class, () -> python.call(PythonCall.expression("task()").timeout(Duration.ofMillis(50))));
    CountDownLatch waits = offerEndlessWait();
    CompletableFuture<Object> asked = python.submit(PythonCall.expression("task()"));
    waits.await();
    assertTrue(asked.cancel(true));
    assertEquals(1L, python.call(PythonCall.expression("1").timeout(Duration.ofSeconds(60))));
    python.exec("import time\ntime.sleep(0.01)");
  }

  @Test
  void soDoesTheEndOfTheInterpreter() throws Exception {
    CountDownLatch waits = offerEndlessWait();
    CompletableFuture<Object> asked = python.submit(PythonCall.expression("task()"));
    waits.await();
    python.kill(Duration.ZERO);
    ExecutionException e = assertThrows(ExecutionException.class, () -> asked.get(60, TimeUnit.SECONDS));
    assertInstanceOf(InterpreterClosedException.class, e.getCause());
    assertEquals("it was killed", python.termination().toCompletableFuture().get(60, TimeUnit.SECONDS));
  }

  @Test
  void pythonWithinJavaWithinPythonIsInterruptedAsPython() throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    python.offer("task", Task.class, () -> {
      waits.countDown();
      return python.eval("__import__('time').sleep(3600)");
    });
    CompletableFuture<Object> asked = python.submit(PythonCall.expression("task()"));
    waits.await();
    do {
      Thread.sleep(1);
      python.interrupt();
    } while (!asked.isDone());
    ExecutionException e = assertThrows(ExecutionException.class, asked::get);
    assertInstanceOf(PythonException.class, e.getCause());
    assertEquals(1L, python.eval("1"));
  }

  @Test
  void interpretersThatWouldWaitForEachOtherAreTold() throws Exception {
    try (Interpreter other = atoll.newInterpreter()) {
      python.offer("ask", Task.class, () -> other.eval("ask()"));
      other.offer("ask", Task.class, () -> python.eval("1"));
      PythonException e = assertThrows(PythonException.class, () -> python.call(PythonCall.expression("ask()").timeout(Duration.ofSeconds(100))));
      Throwable told = e;
      while (told.getCause() != null) {
        told = told.getCause();
      }
      // Whoever comes to wait last is told, which may be either.
      assertTrue(told.getMessage().matches("interpreter (\\d+) waits for interpreter (\\d+), which would wait for interpreter \\1 in turn: neither could ever go on"),
          told.getMessage());
      assertEquals(2L, python.eval("2"));
      assertEquals(2L, other.eval("2"));
    }
  }

  @Test
  void ringsOfThreeAreTooAndChainsAreNot() throws Exception {
    try (Interpreter second = atoll.newInterpreter(); Interpreter third = atoll.newInterpreter()) {
      python.offer("ask", Callable.class, () -> second.eval("ask()"));
      second.offer("ask", Callable.class, () -> third.eval("ask()"));
      third.offer("ask", Callable.class, () -> "the end");
      assertEquals("the end", python.eval("ask()"));
      third.offer("ask", Callable.class, () -> python.eval("1"));
      assertThrows(PythonException.class, () -> python.eval("ask()"));
      assertEquals("the end", CompletableFuture.supplyAsync(() -> second.eval("'the end'")).get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void aWaitWithATimeLimitEndsByItselfAndIsSeenMeanwhile() throws Exception {
    try (Interpreter other = atoll.newInterpreter()) {
      CountDownLatch waits = new CountDownLatch(1);
      CountDownLatch seen = new CountDownLatch(1);
      python.offer("ask", Callable.class, () -> other.eval("ask()"));
      other.offer("ask", Callable.class, () -> {
        waits.countDown();
        CompletableFuture<Object> answer = python.submit(PythonCall.expression("1"));
        assertThrows(java.util.concurrent.TimeoutException.class, () -> answer.get(50, TimeUnit.MILLISECONDS));
        return seen.await(60, TimeUnit.SECONDS);
      });
      CompletableFuture<Object> asked = python.submit(PythonCall.expression("ask()"));
      waits.await();
      ThreadView waiting = atoll.inspect().stream().filter(i -> i.id() == python.id()).findFirst().orElseThrow().threads().getFirst();
      BlockerView blocker = waiting.blocker();
      assertNotNull(blocker, waiting::toString);
      assertEquals("the answer of interpreter " + other.id(), blocker.what());
      assertEquals(other.id(), blocker.interpreter());
      assertTrue(atoll.dump().contains(" for the answer of interpreter " + other.id() + " from thread "), atoll.dump());
      seen.countDown();
      assertEquals(true, asked.get(60, TimeUnit.SECONDS));
    }
  }
}
