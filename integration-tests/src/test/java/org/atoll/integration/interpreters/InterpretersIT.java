package org.atoll.integration.interpreters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is promised of interpreters: they leave nothing behind, they do not hold each other up, they share nothing, and
/// one that fails badly harms nobody else.
class InterpretersIT {
  private static final Path SCRIPTS = Python.ROOT.resolve("integration-tests/src/test/python/interpreters");

  @TempDir Path folder;

  private static String script(String name) {
    return SCRIPTS.resolve(name).toString();
  }

  /// What the process holds: counted after a full garbage collection.
  private record Holdings(long heapBytes, long threads, long classes) {}

  @Test
  void tenThousandLeaveNothingBehind() throws Exception {
    Process process = Python.atoll().start(script("churn.py"), "10000");
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        OutputStream in = process.getOutputStream()) {
      assertEquals("warm", out.readLine(), () -> errors(process));
      Holdings before = holdings(process);
      in.write('\n');
      in.flush();
      assertEquals("done", out.readLine(), () -> errors(process));
      Holdings after = holdings(process);
      in.write('\n');
      in.flush();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the program does not end");
      assertEquals(0, process.exitValue());
      String change = before + " -> " + after;
      assertTrue(after.heapBytes < before.heapBytes * 1.2 + (4 << 20), "heap: " + change);
      assertTrue(after.threads <= before.threads + 20, "threads: " + change);
      assertTrue(after.classes <= before.classes + 200, "classes: " + change);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String errors(Process process) {
    try {
      return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Holdings holdings(Process process) throws Exception {
    jcmd(process, "GC.run");
    String histogram = jcmd(process, "GC.class_histogram");
    long virtualThreads = number(histogram, "\\s(\\d+)\\s+\\d+\\s+java\\.lang\\.VirtualThread\\b");
    long platformThreads = number(histogram, "\\s(\\d+)\\s+\\d+\\s+java\\.lang\\.Thread\\s");
    long heap = number(histogram, "(?m)^Total\\s+\\d+\\s+(\\d+)");
    long classes = number(jcmd(process, "VM.classloader_stats"), "(?m)^Total = \\d+\\s+(\\d+)");
    return new Holdings(heap, virtualThreads + platformThreads, classes);
  }

  private static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private static String jcmd(Process process, String command) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process jcmd = new ProcessBuilder(tool.toString(), Long.toString(process.pid()), command)
        .redirectErrorStream(true).start();
    String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, jcmd.waitFor(), text);
    return text;
  }

  @Test
  void aThousandAliveAtOnce() {
    Python.Result result = Python.atoll().withTimeoutSeconds(400).run(script("many_alive.py"), "1000");
    assertEquals("499500\n499500\n1001\n1\n", result.out(), result.err());
    assertEquals(0, result.exitCode());
  }

  @Test
  void endlessLoopsDoNotStopOthers() {
    Python.Result result = Python.atoll().withTimeoutSeconds(60).run(script("endless.py"), "4");
    assertTrue(result.out().startsWith("answered"), result.out() + result.err());
    assertEquals(0, result.exitCode());
  }

  @Test
  void queuesWaitAndAreWoken() {
    Python.Result result = Python.atoll().run(script("waiting.py"));
    assertEquals("QueueEmpty True\nQueueFull True\nTrue 3\nTrue\n", result.out(), result.err());
    assertEquals(0, result.exitCode());
  }

  @Test
  void queuesLoseNothingAndDoubleNothing() {
    Python.Result result = Python.atoll().withTimeoutSeconds(120).run(script("queue_stress.py"), "1", "1000");
    assertEquals("True\nTrue 0 0\n", result.out(), result.err());
    assertEquals(0, result.exitCode());
  }

  @Test
  void allCanBeListedWhileSomeEnd() {
    Python.Result result = Python.atoll().withTimeoutSeconds(120).run(script("listing.py"));
    assertEquals("300 True True\n", result.out(), result.err());
    assertEquals(0, result.exitCode());
  }

  @Test
  void interruptEndsTheWholeProgram() throws Exception {
    Process process = Python.atoll().start(script("interrupted.py"));
    process.getOutputStream().close();
    process.getInputStream().read(new byte["ready\n".length()]);
    long before = System.nanoTime();
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).inheritIO().start().waitFor();
    boolean ended = process.waitFor(10, TimeUnit.SECONDS);
    String errors = ended ? errors(process) : "";
    process.destroyForcibly();
    assertTrue(ended, "SIGINT does not end the program");
    assertEquals(128 + 2, process.exitValue());
    assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(5), "SIGINT takes more than 5 s");
    assertTrue(errors.contains("KeyboardInterrupt"), errors);
  }

  @Test
  void whoComesTooLateIsTold() {
    Python.Result result = Python.atoll().run(script("closing.py"));
    assertEquals("[]\n[0]\nsent\n", result.out(), result.err());
    assertEquals(0, result.exitCode(), result.err());
  }

  @Test
  void nothingMutableIsShared() {
    String list = folder.resolve("types.txt").toString();
    assertEquals(0, Python.cpython().run(script("mutable_types.py"), "--list", list).exitCode());
    Python.Result expected = Python.cpython().run(script("mutable_types.py"), list);
    Python.Result actual = Python.atoll().run(script("mutable_types.py"), list);
    assertFalse(actual.out().contains("CHANGED FROM OUTSIDE"), actual.out());
    assertEquals(expected.out(), actual.out(), actual.err());
    assertEquals(0, actual.exitCode(), actual.err());
  }

  @Test
  void fatalErrorsEndOneInterpretersWork() throws URISyntaxException {
    Python.Result result = Python.atoll().withEnvironment("ATOLL_JAVA_OPTS", "-Xmx512m")
        .withEnvironment("ATOLL_CLASS_PATH", classesOf(UnlinkedModule.class)).run(script("fatal.py"));
    long good = result.out().lines().filter(line -> line.endsWith(" ok")).count();
    assertEquals(12, good, result.out() + result.err());
    assertTrue(result.out().endsWith("bystander 42\n6\n"), result.out() + result.err());
    assertEquals(0, result.exitCode());
  }

  private static String classesOf(Class<?> kind) throws URISyntaxException {
    return Path.of(kind.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
