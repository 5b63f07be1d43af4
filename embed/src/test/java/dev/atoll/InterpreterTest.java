package dev.atoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InterpreterTest extends SharedRuntime {
  private Interpreter python;

  public interface Files {
    String read(String name) throws IOException;

    default int size(String name) throws IOException {
      return read(name).length();
    }
  }

  @BeforeEach
  void make() {
    python = atoll.newInterpreter();
  }

  @AfterEach
  void end() {
    python.close();
  }

  @Test
  void runsScriptsAndKeepsWhatTheyBind() {
    python.exec("def area(w, h=2): return w * h");
    assertEquals(12L, python.call("area", 6));
    assertEquals(15.0, python.call(PythonCall.of("area", 5).with("h", 3.0).returning(Double.class)));
    assertEquals(3L, python.eval("area(1) + 1"));
    python.set("name", List.of("a", 1));
    assertEquals(List.of("a", 1L), python.get("name", List.class));
    assertEquals("[1, 2]", python.call("json:dumps", List.of(1, 2)));
  }

  @Test
  void interpretersShareNothing() {
    try (Interpreter other = atoll.newInterpreter(); Atoll second = Atoll.open(); Interpreter third = second.newInterpreter()) {
      python.exec("x = 1");
      assertEquals("NameError", assertThrows(PythonException.class, () -> other.eval("x")).typeName());
      assertEquals("NameError", assertThrows(PythonException.class, () -> third.eval("x")).typeName());
    }
  }

  @Test
  void tellsOfExceptions() {
    python.exec("def f():\n    raise ValueError('no such thing')", "rules.py");
    PythonException e = assertThrows(PythonException.class, () -> python.call("f"));
    assertEquals("ValueError", e.typeName());
    assertEquals("no such thing", e.pythonMessage());
    assertEquals("ValueError: no such thing", e.getMessage());
    assertTrue(e.pythonTraceback().contains("File \"rules.py\", line 2, in f"), e.pythonTraceback());
    assertEquals("SyntaxError", assertThrows(PythonException.class, () -> python.exec("1 +")).typeName());
    assertEquals("json.decoder.JSONDecodeError", assertThrows(PythonException.class, () -> python.call("json:loads", "{")).typeName());
    assertEquals("RecursionError", assertThrows(PythonException.class, () -> python.exec("def r(): r()\nr()")).typeName());
    assertEquals("MemoryError", assertThrows(PythonException.class, () -> python.exec("'a' * 10 ** 12")).typeName());
    assertEquals(2L, python.eval("1 + 1"));
  }

  @Test
  void misuseIsToldApart() {
    assertThrows(IllegalArgumentException.class, () -> python.set("no name", 1));
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> python.call("len", List.of(1, Thread.currentThread())));
    assertTrue(e.getMessage().startsWith("argument 1[1] is a java.lang.Thread"), e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> python.eval("object()"));
    assertTrue(e.getMessage().startsWith("the result is a Python object of type 'object'"), e.getMessage());
    assertThrows(IllegalStateException.class, () -> PythonCall.of("f").call());
    assertThrows(IllegalStateException.class, () -> PythonCall.script("1").returning(Long.class));
    assertThrows(IllegalArgumentException.class, () -> PythonCall.of("f").timeout(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> Atoll.builder().home(java.nio.file.Path.of("/nonexistent")));
    assertEquals("TypeError", assertThrows(PythonException.class, () -> python.call("__name__")).typeName());
  }

  @Test
  void workOfSeveralThreadsQueues() throws Exception {
    python.exec("seen = []\ndef note(n):\n    old = len(seen)\n    for _ in range(1000): pass\n    seen.append(n)\n    return len(seen) - old");
    List<Thread> threads = new ArrayList<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (int t = 0; t < 8; t++) {
      int first = t * 100;
      threads.add(Thread.ofPlatform().start(() -> {
        try {
          for (int i = 0; i < 50; i++) {
            assertEquals(1L, python.call("note", first + i));
          }
        } catch (Throwable e) {
          failure.set(e);
        }
      }));
    }
    for (Thread t : threads) {
      t.join();
    }
    assertNull(failure.get());
    assertEquals(400L, python.eval("len(seen)"));
    assertEquals(true, python.eval("all([n for n in seen if n // 100 == t] == list(range(t * 100, t * 100 + 50)) for t in range(8))"));
  }

  @Test
  void interruptsAndTimeouts() throws Exception {
    CompletableFuture<Void> loop = python.submit(PythonCall.script("while True: pass"));
    CompletableFuture<Object> behind = python.submit(PythonCall.expression("'next'"));
    awaitRunning();
    assertTrue(python.interrupt());
    ExecutionException e = assertThrows(ExecutionException.class, loop::get);
    assertEquals("atoll.interpreters.Interrupted", assertInstanceOf(PythonException.class, e.getCause()).typeName());
    assertEquals("next", behind.get());
    assertThrows(PythonTimeoutException.class, () -> python.call(PythonCall.of("time:sleep", 60).timeout(Duration.ofMillis(100))));
    assertEquals(1L, python.call(PythonCall.expression("1").timeout(Duration.ofSeconds(60))));
    CompletableFuture<Object> sleeping = python.submit(PythonCall.of("time:sleep", 60));
    awaitRunning();
    assertTrue(sleeping.cancel(true));
    assertEquals(2L, python.eval("2"));
    assertFalse(python.interrupt());
    assertEquals(3L, python.call(PythonCall.expression("3").timeout(Duration.ofSeconds(Long.MAX_VALUE))));
    assertThrows(IllegalArgumentException.class, () -> python.kill(Duration.ofSeconds(-1)));
    assertFalse(python.isClosed());
  }

  @Test
  void whatDoesNotHeedItsTimeoutIsEnded() {
    PythonCall<Void> stubborn = PythonCall.script("while True:\n  try:\n    while True: pass\n  except BaseException: pass").timeout(Duration.ofMillis(100));
    assertThrows(PythonTimeoutException.class, () -> python.call(stubborn));
    assertTrue(python.isClosed());
    InterpreterClosedException closed = assertThrows(InterpreterClosedException.class, () -> python.eval("1"));
    assertTrue(closed.getMessage().contains("was to be done within 0.1 seconds"), closed.getMessage());
  }

  @Test
  void anInterruptedThreadInterruptsWhatItWaitsFor() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread waiting = Thread.ofPlatform().start(() -> {
      try {
        python.exec("while True: pass");
      } catch (CancellationException e) {
        thrown.set(Thread.currentThread().isInterrupted() ? e : null);
      }
    });
    awaitRunning();
    waiting.interrupt();
    waiting.join();
    assertInstanceOf(CancellationException.class, thrown.get());
    assertEquals(1L, python.eval("1"));
  }

  private void awaitRunning() throws InterruptedException {
    while (!python.stats().running()) {
      Thread.sleep(1);
    }
    Thread.sleep(50);
  }

  @Test
  void killEndsWhatDoesNotWantToEnd() throws Exception {
    CompletableFuture<Void> stubborn = python.submit(PythonCall.script("while True:\n  try:\n    while True: pass\n  except BaseException: pass"));
    CompletableFuture<Object> behind = python.submit(PythonCall.expression("1"));
    awaitRunning();
    python.kill(Duration.ofMillis(50));
    assertInstanceOf(InterpreterClosedException.class, assertThrows(ExecutionException.class, () -> stubborn.get(20, TimeUnit.SECONDS)).getCause());
    assertInstanceOf(InterpreterClosedException.class, assertThrows(ExecutionException.class, () -> behind.get(20, TimeUnit.SECONDS)).getCause());
    assertTrue(python.isClosed());
    assertThrows(InterpreterClosedException.class, () -> python.eval("1"));
    assertEquals("it was killed", python.termination().toCompletableFuture().get());
  }

  @Test
  void closeDoesWhatWaitsFirst() {
    StringBuffer heard = new StringBuffer();
    python.offer("tell", java.util.function.Consumer.class, heard::append);
    python.exec("import atexit, time\natexit.register(tell, 'end')\ndef slow(): time.sleep(0.1); tell('slow ')");
    CompletableFuture<Object> slow = python.submit(PythonCall.of("slow"));
    python.close();
    assertTrue(slow.isDone());
    assertEquals("slow end", heard.toString());
    python.close();
  }

  @Test
  void offersOnlyWhatTheInterfaceNames() {
    python.offer("files", Files.class, name -> {
      if (name.isEmpty()) {
        throw new IOException("no name");
      }
      return "<" + name + ">";
    });
    assertEquals("<a>", python.eval("files.read('a')"));
    assertEquals("<a>", python.eval("files('a')"));
    assertEquals(3L, python.eval("files.size('a')"));
    assertEquals(List.of("read", "size"), python.eval("[n for n in dir(files) if not n.startswith('_')]"));
    assertEquals("AttributeError", assertThrows(PythonException.class, () -> python.eval("files.getClass()")).typeName());
    assertEquals("AttributeError", assertThrows(PythonException.class, () -> python.exec("files.x = 1")).typeName());
    PythonException e = assertThrows(PythonException.class, () -> python.eval("files.read('')"));
    assertEquals("OSError", e.typeName());
    assertEquals("java.io.IOException: no name", e.pythonMessage());
    assertEquals("TypeError", assertThrows(PythonException.class, () -> python.eval("files.read(3)")).typeName());
    assertEquals("TypeError", assertThrows(PythonException.class, () -> python.eval("files.read()")).typeName());
    assertThrows(IllegalArgumentException.class, () -> python.offer("x", String.class, ""));
  }

  @Test
  void whatPythonCallsMayAskForMore() {
    python.exec("x = 40");
    python.offer("again", Callable.class, () -> (Long) python.eval("x") + 2);
    assertEquals(42L, python.eval("again()"));
    python.offer("shut", Runnable.class, python::close);
    PythonException e = assertThrows(PythonException.class, () -> python.eval("shut()"));
    assertTrue(e.pythonMessage().contains("cannot be closed by what it calls"), e.pythonMessage());
  }

  @Test
  void otherPythonThreadsRunWhileJavaDoes() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    python.offer("wait", Runnable.class, () -> {
      try {
        assertTrue(called.await(20, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    python.offer("call", Runnable.class, called::countDown);
    python.exec("import threading\nt = threading.Thread(target=call.run)\nt.start()\nwait()\nt.join()");
  }

  @Test
  void aClosedRuntimeMakesNoInterpreters() {
    Atoll other = Atoll.open();
    Interpreter i = other.newInterpreter();
    CompletableFuture<Void> loop = i.submit(PythonCall.script("while True: pass"));
    other.close();
    assertTrue(loop.isCompletedExceptionally());
    assertThrows(IllegalStateException.class, other::newInterpreter);
    assertThrows(InterpreterClosedException.class, () -> i.eval("1"));
  }
}
