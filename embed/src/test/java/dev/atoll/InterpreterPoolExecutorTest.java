package dev.atoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.atoll.runtime.interp.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InterpreterPoolExecutorTest extends SharedRuntime {
  @Test
  void doesAllTasksAndEnds() throws Exception {
    InterpreterPoolExecutor pool = atoll.newPool(3, python -> python.exec("def square(n): return n * n"));
    List<PythonCall<Long>> calls = LongStream.range(0, 500).mapToObj(n -> PythonCall.of("square", n).returning(Long.class)).toList();
    long sum = 0;
    for (Future<Long> f : pool.invokeAll(calls)) {
      sum += f.get();
    }
    assertEquals(41541750L, sum);
    assertEquals(9L, pool.submit(() -> PythonCall.of("square", 3).call()).get());
    assertEquals("done", pool.submit(() -> "done").get());
    pool.close();
    assertTrue(pool.isTerminated());
    assertThrows(RejectedExecutionException.class, () -> pool.submit(PythonCall.of("square", 1)));
  }

  @Test
  void interpretersWorkAtTheSameTime() throws Exception {
    try (InterpreterPoolExecutor pool = atoll.newPool(2)) {
      long begin = System.nanoTime();
      Future<Object> a = pool.submit(PythonCall.of("time:sleep", 0.5));
      Future<Object> b = pool.submit(PythonCall.of("time:sleep", 0.5));
      a.get();
      b.get();
      assertTrue(System.nanoTime() - begin < 5_000_000_000L);
    }
  }

  @Test
  void failuresStayWithTheirTask() throws Exception {
    try (InterpreterPoolExecutor pool = atoll.newPool(1)) {
      Future<Object> bad = pool.submit(PythonCall.expression("1 / 0"));
      Future<Object> good = pool.submit(PythonCall.expression("1"));
      assertInstanceOf(PythonException.class, assertThrows(ExecutionException.class, bad::get).getCause());
      assertEquals(1L, good.get());
      Future<Object> late = pool.submit(PythonCall.of("time:sleep", 60).timeout(Duration.ofMillis(50)));
      assertInstanceOf(PythonTimeoutException.class, assertThrows(ExecutionException.class, late::get).getCause());
      Future<Void> endless = pool.submit(PythonCall.script("while True: pass"));
      Future<Object> behind = pool.submit(PythonCall.expression("2"));
      Thread.sleep(100);
      assertTrue(endless.cancel(true));
      assertEquals(2L, behind.get());
    }
  }

  @Test
  void aKilledInterpreterIsReplaced() throws Exception {
    try (InterpreterPoolExecutor pool = atoll.newPool(1)) {
      Future<Void> stubborn = pool.submit(PythonCall.script("while True:\n  try:\n    while True: pass\n  except BaseException: pass"));
      Thread.sleep(100);
      atoll.interpreters().forEach(i -> i.kill(Duration.ZERO));
      assertThrows(ExecutionException.class, () -> stubborn.get(20, TimeUnit.SECONDS));
      assertEquals(3L, pool.submit(PythonCall.expression("3")).get());
    }
  }

  @Test
  void shutdownNowInterrupts() throws Exception {
    InterpreterPoolExecutor pool = atoll.newPool(1);
    pool.submit(PythonCall.script("while True: pass"));
    pool.submit(PythonCall.expression("1"));
    Thread.sleep(100);
    assertFalse(pool.awaitTermination(1, TimeUnit.MILLISECONDS));
    assertEquals(1, pool.shutdownNow().size());
    assertTrue(pool.awaitTermination(20, TimeUnit.SECONDS));
  }

  @Test
  void theFirstResultEndsTheOthers() throws Exception {
    try (InterpreterPoolExecutor pool = atoll.newPool(3)) {
      PythonCall<Object> bad = PythonCall.expression("1 / 0");
      PythonCall<Object> endless = PythonCall.of("time:sleep", 600);
      assertEquals(1L, pool.invokeAny(List.of(bad, endless, PythonCall.expression("1"))));
      assertEquals(2L, pool.invokeAny(List.of(PythonCall.expression("2")), 20, TimeUnit.SECONDS));
      assertThrows(TimeoutException.class, () -> pool.invokeAny(List.of(endless), 50, TimeUnit.MILLISECONDS));
      assertInstanceOf(PythonException.class, assertThrows(ExecutionException.class, () -> pool.invokeAny(List.of(bad, bad))).getCause());
      assertThrows(IllegalArgumentException.class, () -> pool.invokeAny(List.<PythonCall<Object>>of()));
      assertTrue(pool.invokeAll(List.of(endless), 50, TimeUnit.MILLISECONDS).getFirst().isCancelled());
    }
  }

  @Test
  void javaTasksAreInterruptedToo() throws Exception {
    InterpreterPoolExecutor pool = atoll.newPool(2);
    Future<Object> inPython = pool.submit(() -> PythonCall.of("time:sleep", 600).call());
    Future<String> inJava = pool.submit(() -> {
      Thread.sleep(600_000);
      return "";
    });
    Future<?> late = pool.submit(() -> PythonCall.of("time:sleep", 600).timeout(Duration.ofMillis(50)).call());
    Thread.sleep(200);
    assertTrue(inJava.cancel(true));
    assertInstanceOf(PythonTimeoutException.class, assertThrows(ExecutionException.class, () -> late.get(20, TimeUnit.SECONDS)).getCause());
    assertTrue(pool.shutdownNow().isEmpty());
    assertInstanceOf(PythonException.class, assertThrows(ExecutionException.class, () -> inPython.get(20, TimeUnit.SECONDS)).getCause());
    assertTrue(pool.awaitTermination(20, TimeUnit.SECONDS));
    assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> { }));
    pool.close();
  }

  @Test
  void interpretersHaveEndedWhenThePoolHas() throws Exception {
    StringBuffer out = new StringBuffer();
    try (InterpreterPoolExecutor pool = atoll.newPool(2, atoll.interpreter().isolated().output(out),
        python -> python.exec("import atexit; atexit.register(print, 'bye')"))) {
      assertEquals(1L, pool.submit(PythonCall.expression("1")).get());
    }
    assertEquals("bye\n", out.toString());
  }

  @Test
  void aSetupThatFailsBreaksThePool() {
    try (InterpreterPoolExecutor pool = atoll.newPool(2, python -> python.exec("raise OSError('no data')"))) {
      Future<Object> f = pool.submit(PythonCall.expression("1"));
      ExecutionException e = assertThrows(ExecutionException.class, () -> f.get(20, TimeUnit.SECONDS));
      assertEquals("OSError: no data", e.getCause().getCause().getMessage());
      assertThrows(RejectedExecutionException.class, () -> pool.submit(PythonCall.expression("1")));
    }
    assertThrows(IllegalArgumentException.class, () -> atoll.newPool(0));
  }

  @Test
  void aSetupThatFailsByAnErrorOrAnEndBreaksThePoolToo() {
    try (InterpreterPoolExecutor pool = atoll.newPool(2, python -> {
      throw new AssertionError("wrong");
    })) {
      Future<Object> f = pool.submit(PythonCall.expression("1"));
      ExecutionException e = assertThrows(ExecutionException.class, () -> f.get(20, TimeUnit.SECONDS));
      assertTrue(e.getCause().getMessage().contains("could not be set up: java.lang.AssertionError: wrong"), e.getCause().getMessage());
    }
    try (InterpreterPoolExecutor pool = atoll.newPool(2, atoll.interpreter().limits(Limits.UNLIMITED.withCpuNanos(50_000_000).withGraceNanos(10_000_000)),
        python -> python.exec("while True:\n  try:\n    while True: pass\n  except BaseException: pass"))) {
      Future<Object> f = pool.submit(PythonCall.expression("1"));
      ExecutionException e = assertThrows(ExecutionException.class, () -> f.get(20, TimeUnit.SECONDS));
      assertTrue(e.getCause().getMessage().contains("of cpu"), e.getCause().getMessage());
      assertThrows(RejectedExecutionException.class, () -> pool.submit(PythonCall.expression("1")));
    }
  }

  @Test
  void whatDoesNotHeedItsTimeoutIsEnded() throws Exception {
    try (InterpreterPoolExecutor pool = atoll.newPool(1, atoll.interpreter().limits(Limits.UNLIMITED.withGraceNanos(50_000_000)), python -> { })) {
      PythonCall<Void> stubborn = PythonCall.script("while True:\n  try:\n    while True: pass\n  except BaseException: pass").timeout(Duration.ofMillis(50));
      Future<Void> late = pool.submit(stubborn);
      assertInstanceOf(PythonTimeoutException.class, assertThrows(ExecutionException.class, () -> late.get(20, TimeUnit.SECONDS)).getCause());
      Future<?> fromJava = pool.submit(() -> stubborn.call());
      assertThrows(ExecutionException.class, () -> fromJava.get(20, TimeUnit.SECONDS));
      assertEquals(1L, pool.submit(PythonCall.expression("1")).get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void aPoolOfAClosedRuntimeTakesNothingAndEnds() throws Exception {
    Atoll other = Atoll.open();
    InterpreterPoolExecutor pool = other.newPool(2);
    Future<Void> loop = pool.submit(PythonCall.script("while True: pass"));
    while (pool.queued() > 0 || other.interpreters().stream().noneMatch(i -> i.stats().running())) {
      Thread.sleep(1);
    }
    other.close();
    assertThrows(ExecutionException.class, loop::get);
    for (int i = 0; i < 3; i++) {
      try {
        Future<Object> late = pool.submit(PythonCall.expression("1"));
        assertThrows(ExecutionException.class, () -> late.get(60, TimeUnit.SECONDS));
      } catch (RejectedExecutionException e) {
        assertTrue(e.getMessage().contains("this Atoll is closed"), e.getMessage());
      }
    }
    pool.shutdown();
    assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
    InterpreterPoolExecutor never = other.newPool();
    assertThrows(RejectedExecutionException.class, () -> never.submit(PythonCall.expression("1")));
    never.close();
  }
}
