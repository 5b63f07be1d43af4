package dev.atoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.atoll.runtime.interp.Capabilities;
import org.atoll.runtime.interp.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an interpreter may do, where it prints, and what becomes of it and of those who wait for it.
@Timeout(120)
class InterpreterSettingsTest extends SharedRuntime {
  @TempDir Path folder;

  @Test
  void printsWhereItIsTold() {
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    byte[] typed = "erste\nzwölf\n".getBytes(StandardCharsets.UTF_8);
    try (Interpreter python = atoll.interpreter().isolated().output(out).error(err).input(new ByteArrayInputStream(typed)).build()) {
      python.exec("import sys\nprint('ä€😀', end='')");
      assertEquals("ä€😀", out.toString());
      python.exec("print(input('?'), sys.stdin.readline(), sys.stdin.read() == '')");
      assertEquals("ä€😀?erste zwölf\n True\n", out.toString());
      python.exec("print('wrong', file=sys.stderr); sys.stderr.write('\\udc80')");
      assertEquals("wrong\n\\udc80", err.toString());
      python.exec("sys.stdout.buffer.write('ö'.encode()[:1]); sys.stdout.buffer.write('ö'.encode()[1:])");
      assertTrue(out.toString().endsWith("True\nö"), out.toString());
      assertEquals("(False, True, '<stdout>')", python.eval("str((sys.stdout.isatty(), sys.stdout.writable(), sys.stdout.name))"));
      assertThrows(PythonException.class, () -> python.eval("sys.stdout.fileno()"));
      python.exec("import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start(); t.join()");
      assertTrue(err.toString().contains("ZeroDivisionError"), err.toString());
    }
  }

  @Test
  void oneDoesNotPrintWhereTheOtherDoes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    StringBuilder own = new StringBuilder();
    try (Atoll other = Atoll.builder().output(all).capabilities(Capabilities.NONE).build(); Interpreter a = other.newInterpreter();
        Interpreter b = other.interpreter().output(own).build()) {
      a.exec("print('a')");
      b.exec("print('b')");
      assertEquals("a\n", all.toString(StandardCharsets.UTF_8));
      assertEquals("b\n", own.toString());
    }
  }

  @Test
  void aStreamThatFailsIsAnOsError() {
    OutputStream full = new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("no room");
      }
    };
    try (Interpreter python = atoll.interpreter().output(full).build()) {
      PythonException e = assertThrows(PythonException.class, () -> python.exec("print(1)"));
      assertEquals("OSError", e.typeName());
      assertTrue(e.getMessage().contains("no room"), e.getMessage());
      python.exec("import sys; sys.stdout = None");
    }
  }

  @Test
  void waitingForInputIsInterrupted() throws IOException {
    PipedInputStream silent = new PipedInputStream();
    try (PipedOutputStream typed = new PipedOutputStream(silent); Interpreter python = atoll.interpreter().isolated().input(silent).build()) {
      assertThrows(PythonTimeoutException.class, () -> python.call(PythonCall.expression("input()").timeout(Duration.ofMillis(100))));
      typed.write("here\n".getBytes(StandardCharsets.UTF_8));
      assertEquals("here", python.eval("input()"));
    }
  }

  @Test
  void doesWhatItMay() throws IOException {
    Path given = Files.createDirectory(folder.resolve("given"));
    Files.writeString(given.resolve("data"), "hello");
    Files.writeString(folder.resolve("secret"), "hidden");
    try (Interpreter isolated = atoll.interpreter().isolated().build();
        Interpreter reader = atoll.interpreter().capabilities(Capabilities.NONE.withRead(given)).build()) {
      isolated.set("folder", folder);
      reader.set("folder", folder);
      assertEquals("PermissionError", assertThrows(PythonException.class, () -> isolated.exec("open(folder / 'given' / 'data')")).typeName());
      assertEquals("PermissionError", assertThrows(PythonException.class, () -> isolated.exec("print(1)")).typeName());
      assertEquals("hello", reader.eval("open(folder / 'given' / 'data').read()"));
      assertEquals("PermissionError", assertThrows(PythonException.class, () -> reader.exec("open(folder / 'secret')")).typeName());
      assertEquals("PermissionError", assertThrows(PythonException.class, () -> reader.exec("import os; os._exit(3)")).typeName());
      assertEquals(2.0, isolated.call("math:sqrt", 4));
    }
  }

  public interface Maker {
    String run(String expression);
  }

  @Test
  void whatJavaMakesForIsolatedCodeIsNotBoundByIt() {
    try (Interpreter isolated = atoll.interpreter().isolated().build()) {
      isolated.offer("maker", Maker.class, expression -> {
        try (Interpreter other = atoll.newInterpreter()) {
          return other.eval(expression).toString();
        }
      });
      assertEquals("true", isolated.eval("maker.run('__import__(\"os\").path.isdir(\"/\")')"));
    }
  }

  @Test
  void limitsAreKept() {
    try (Interpreter python = atoll.interpreter().limits(Limits.UNLIMITED.withRecursion(50)).build()) {
      python.exec("def f(): return f()");
      assertEquals("RecursionError", assertThrows(PythonException.class, () -> python.call("f")).typeName());
    }
  }

  public interface Asker {
    Object ask(String what) throws Exception;
  }

  @Test
  void aMethodThatPythonCallsMayAskForMore() {
    try (Interpreter python = atoll.newInterpreter()) {
      python.offer("again", Asker.class, what -> switch (what) {
        case "late" -> python.call(PythonCall.of("time:sleep", 60).timeout(Duration.ofMillis(50)));
        case "wait" -> python.submit(PythonCall.expression("1")).get();
        case "join" -> python.submit(PythonCall.expression("1")).join();
        case "close" -> {
          python.close();
          yield null;
        }
        default -> python.call(PythonCall.expression(what).timeout(Duration.ofSeconds(60)));
      });
      assertEquals(4L, python.eval("again.ask('2 + 2')"));
      assertTrue(assertThrows(PythonException.class, () -> python.eval("again.ask('late')")).getMessage().contains("PythonTimeoutException"));
      assertTrue(assertThrows(PythonException.class, () -> python.eval("again.ask('wait')")).getMessage().contains("use call() there"));
      assertTrue(assertThrows(PythonException.class, () -> python.eval("again.ask('join')")).getMessage().contains("use call() there"));
      assertTrue(assertThrows(PythonException.class, () -> python.eval("again.ask('close')")).getMessage().contains("cannot be closed"));
      assertTrue(assertThrows(PythonException.class, () -> python.eval("again.ask('1 / 0')")).getMessage().contains("ZeroDivisionError"));
      assertEquals("still there", python.eval("'still there'"));
    }
  }

  @Test
  void aThreadThatIsInterruptedInterruptsTheWork() throws Exception {
    try (Interpreter python = atoll.newInterpreter()) {
      CompletableFuture<Object> outcome = new CompletableFuture<>();
      Thread waiting = Thread.ofPlatform().start(() -> {
        try {
          outcome.complete(python.call("time:sleep", 60));
        } catch (RuntimeException e) {
          outcome.complete(e instanceof CancellationException && Thread.currentThread().isInterrupted());
        }
      });
      while (!python.stats().running()) {
        Thread.sleep(1);
      }
      waiting.interrupt();
      assertEquals(true, outcome.get(20, TimeUnit.SECONDS));
      assertEquals(1L, python.eval("1"));
    }
  }

  @Test
  void whatHasEndedSaysSo() throws Exception {
    Interpreter python = atoll.newInterpreter();
    python.exec("import atexit");
    python.close();
    python.close();
    assertTrue(python.isClosed());
    assertThrows(InterpreterClosedException.class, () -> python.exec("1"));
    assertThrows(InterpreterClosedException.class, () -> python.set("x", 1));
    ExecutionException e = assertThrows(ExecutionException.class, () -> python.submit(PythonCall.expression("1")).get());
    assertTrue(e.getCause() instanceof InterpreterClosedException, e.toString());
    assertFalse(python.interrupt());
    python.kill(Duration.ZERO);
    Atoll other = Atoll.open();
    Interpreter left = other.newInterpreter();
    other.close();
    other.close();
    assertThrows(InterpreterClosedException.class, () -> left.exec("1"));
    assertThrows(IllegalStateException.class, other::newInterpreter);
    assertThrows(IllegalStateException.class, () -> other.interpreter().build());
  }
}
