package org.atoll.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// However a program is started and however it ends: exit code, standard output and standard error are CPython's.
class CommandLineIT {
  @TempDir Path folder;

  @BeforeEach
  void writePrograms() throws IOException {
    write("syntax.py", "x = 1\ndef f(:\n    pass\n");
    write("indent.py", "if True:\nprint(1)\n");
    write("uncaught.py", "def f(x):\n    return 1 / x\n\n\nf(0)\n");
    write("chained.py", """
        def inner():
            raise KeyError("k")

        def outer():
            try:
                inner()
            except KeyError as error:
                raise ValueError("outer") from error

        try:
            outer()
        except ValueError:
            raise RuntimeError("last")
        """);
    write("exit3.py", "import sys\nprint('before')\nsys.exit(3)\n");
    write("exit_text.py", "import sys\nsys.exit('a reason')\n");
    write("exit_none.py", "raise SystemExit\n");
    write("exit_big.py", "raise SystemExit(300)\n");
    write("atexit_order.py", "import atexit\natexit.register(print, 'last')\nprint('first')\n1 / 0\n");
    write("argv.py", "import sys\nprint(sys.argv[1:])\n");
    write("pkg/__init__.py", "print('package')\n");
    write("pkg/__main__.py", "import sys\nprint('main', __name__, sys.argv[1:])\n");
    write("pkg/mod.py", "print('module', __name__, __package__)\n");
    write("group.py", "raise ExceptionGroup('two', [ValueError(1), TypeError('t')])\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  @TestFactory
  Stream<DynamicTest> sameAsCPython() {
    return Stream.of(
        List.of("missing.py"), List.of("--", "-V"), List.of("-Z"), List.of("--bogus"), List.of("-c"), List.of("-m"),
        List.of("-V"), List.of("syntax.py"), List.of("indent.py"), List.of("uncaught.py"), List.of("chained.py"),
        List.of("exit3.py"), List.of("exit_text.py"), List.of("exit_none.py"), List.of("exit_big.py"),
        List.of("atexit_order.py"), List.of("argv.py", "-c", "\u00e9", "", "a b"),
        List.of("pkg", "x"), List.of("-m", "pkg", "-h"),
        List.of("-m", "pkg.mod"), List.of("-m", "nowhere"), List.of("-m", "pkg.nowhere"), List.of("."),
        List.of("group.py"), List.of("-c", "print(__name__, __debug__)"),
        List.of("-O", "-c", "assert False; print(__debug__)"),
        List.of("-c", "1/0"), List.of("-c", "x = = 1"), List.of("-c", "import sys; print(sys.argv)", "a", "-b"),
        List.of("-c", "import sys; print(sys.flags.optimize, sys.flags.isolated, sys.flags.dont_write_bytecode)", "-O"),
        List.of("-IB", "-c", "import sys; print(sys.flags.isolated, sys.flags.no_user_site)"),
        List.of("-c", "import sys; sys.stderr.write('e'); sys.stdout.write('o'); sys.exit(7)"),
        List.of("-W", "error", "-c", "import warnings; warnings.warn('w')"),
        List.of("-c", "import nowhere"), List.of("-c", "raise KeyboardInterrupt"),
        List.of("-c", "def f(): f()\nf()"), List.of("-c", "print('\\ud800')"))
        .map(arguments -> DynamicTest.dynamicTest("python " + String.join(" ", arguments),
            () -> compare("", arguments.toArray(String[]::new))));
  }

  @TestFactory
  Stream<DynamicTest> standardInput() {
    return Stream.of("print(1 + 1)\n", "import sys\nprint(sys.argv, __name__)\nraise SystemExit(5)\n", "x = (\n", "",
        "print(input())\nhello\n", "1/0")
        .map(program -> DynamicTest.dynamicTest("standard input: " + program.lines().findFirst().orElse("nothing"),
            () -> compare(program, "-", "a")));
  }

  @TestFactory
  Stream<DynamicTest> shellCommands() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    Map<String, String> commands = new LinkedHashMap<>();
    Map<String, String> at = null;
    String name = null;
    for (String line : Files.readAllLines(Python.ROOT.resolve("integration-tests/src/test/shell/command-lines.txt"))) {
      if (line.startsWith("### ") || line.startsWith("=== ")) {
        at = line.startsWith("=") ? files : commands;
        name = line.substring(4);
        at.put(name, "");
      } else if (at != null) {
        at.merge(name, line + "\n", String::concat);
      }
    }
    return commands.entrySet().stream().map(c -> DynamicTest.dynamicTest(c.getKey(), () -> compareInShell(files, c.getValue())));
  }

  /// Both run in a folder of the same name, made anew.
  private void compareInShell(Map<String, String> files, String command) throws IOException {
    List<Python.Result> results = new ArrayList<>();
    for (Python python : List.of(Python.cpython(), Python.atoll())) {
      Path inside = folder.resolve("shell");
      Files.createDirectories(inside);
      for (Map.Entry<String, String> file : files.entrySet()) {
        write("shell/" + file.getKey(), file.getValue());
      }
      results.add(python.withFolder(inside).withEnvironment("TERM", "dumb").runInShell(command));
      deleteAll(inside);
    }
    assertSame(results.get(0), results.get(1));
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }

  private void compare(String input, String... arguments) {
    Python.Result expected = Python.cpython().withFolder(folder).withInput(input).run(arguments);
    Python.Result actual = Python.atoll().withFolder(folder).withInput(input).run(arguments);
    assertSame(expected, actual);
  }

  private static void assertSame(Python.Result expected, Python.Result actual) {
    assertEquals(expected.err(), actual.err(), "standard error");
    assertEquals(expected.out(), actual.out(), "standard output");
    assertEquals(expected.exitCode(), actual.exitCode(), "exit code");
  }

  @Test
  void closedOutputPipe() throws Exception {
    assertEquals(endWithClosedPipe(Python.cpython()), endWithClosedPipe(Python.atoll()));
  }

  private static String endWithClosedPipe(Python python) throws Exception {
    Process process = python.start("-c", "for i in range(1_000_000): print(i)");
    process.getOutputStream().close();
    InputStream out = process.getInputStream();
    out.read();
    out.close();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return python + " goes on after its output was closed";
    }
    return process.exitValue() + "\n" + err;
  }

  @Test
  void interruptEndsAtOnce() throws Exception {
    assertEquals(endByInterrupt(Python.cpython(), "import time"), endByInterrupt(Python.atoll(), "import time"));
  }

  private static String endByInterrupt(Python python, String first) throws Exception {
    Process process = python.start("-c", first + "\nprint('ready', flush=True)\ntime.sleep(100)");
    process.getOutputStream().close();
    process.getInputStream().read(new byte["ready\n".length()]);
    // Time to come back from print() and to fall asleep: the traceback tells which of both was interrupted.
    Thread.sleep(500);
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).inheritIO().start().waitFor();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return python + " goes on after SIGINT";
    }
    return process.exitValue() + "\n" + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
