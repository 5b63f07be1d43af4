package org.atoll.integration.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// One of the two Pythons that integration tests start as processes. Immutable; the `with...` methods return a changed
/// copy.
public final class Python {
  /// The repository.
  public static final Path ROOT = root();

  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{6,}");

  private final String name;
  private final Path executable;
  private final Path folder;
  private final Map<String, String> environment;
  private final String input;
  private final int timeoutSeconds;

  private Python(
      String name, Path executable, Path folder, Map<String, String> environment, String input, int timeoutSeconds) {
    this.name = name;
    this.executable = executable;
    this.folder = folder;
    this.environment = environment;
    this.input = input;
    this.timeoutSeconds = timeoutSeconds;
  }

  /// What a program left behind: its exit code (128 and the number of the signal that killed it) and what it wrote,
  /// with the path of the Python that ran it replaced by `PYTHON`.
  public record Result(int exitCode, String out, String err) {}

  /// The first start after a build makes the start-up cache and says so, which no test is about.
  private static final class FirstStart {
    static final Result RESULT = unprepared().run("-c", "pass");
  }

  /// Atoll as a user starts it.
  public static Python atoll() {
    if (FirstStart.RESULT.exitCode() != 0) {
      throw new IllegalStateException("Atoll does not start: " + FirstStart.RESULT.err());
    }
    return unprepared();
  }

  private static Python unprepared() {
    return new Python("Atoll", ROOT.resolve("atoll"), ROOT, Map.of("ATOLL_NO_BUILD", "1"), "", 120);
  }

  /// The native CPython of the same version.
  public static Python cpython() {
    return new Python("CPython", ROOT.resolve("core-interp/stdlib/native-python"), ROOT, Map.of(), "", 120);
  }

  public Python withFolder(Path newFolder) {
    return new Python(name, executable, newFolder, environment, input, timeoutSeconds);
  }

  public Python withInput(String newInput) {
    return new Python(name, executable, folder, environment, newInput, timeoutSeconds);
  }

  public Python withTimeoutSeconds(int newTimeoutSeconds) {
    return new Python(name, executable, folder, environment, input, newTimeoutSeconds);
  }

  public Python withEnvironment(String variable, String value) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put(variable, value);
    return new Python(name, executable, folder, Map.copyOf(changed), input, timeoutSeconds);
  }

  /// Starts a program whose streams are pipes.
  public Process start(String... arguments) {
    return start(null, null, arguments);
  }

  private Process start(File out, File err, String... arguments) {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    return start(out, err, command);
  }

  /// SIGINT is as in a terminal, even where the tests themselves were started with it ignored.
  private Process start(File out, File err, List<String> command) {
    List<String> whole = new ArrayList<>(List.of("env", "--default-signal=INT"));
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole).directory(folder.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("PYTHON"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    if (out != null) {
      builder.redirectOutput(out).redirectError(err);
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a program to its end.
  ///
  /// @throws AssertionError if it does not end in time
  public Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /// Runs a command of bash to its end, in which `$PY` is this Python. Addresses in what it writes become `0xADDR`.
  ///
  /// @throws AssertionError if it does not end in time
  public Result runInShell(String command) {
    Result r = withEnvironment("PY", executable.toString()).run(List.of("bash", "-c", command));
    return new Result(r.exitCode(), ADDRESS.matcher(r.out()).replaceAll("0xADDR"), ADDRESS.matcher(r.err()).replaceAll("0xADDR"));
  }

  private Result run(List<String> command) {
    try {
      Path out = Files.createTempFile("out", ".txt");
      Path err = Files.createTempFile("err", ".txt");
      Process process = start(out.toFile(), err.toFile(), command);
      try {
        feed(process);
        if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
          throw new AssertionError(name + " " + command + " did not end within " + timeoutSeconds
              + " s; standard error: " + read(err) + "; standard output: " + read(out));
        }
        return new Result(process.exitValue(), read(out), read(err));
      } finally {
        process.destroyForcibly();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private void feed(Process process) throws IOException {
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The program ended without reading its input, as is its right.
      if (!input.isEmpty() && process.isAlive()) {
        throw e;
      }
    }
  }

  private static String read(Path file) throws IOException {
    return normalize(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  /// Replaces the paths in which the two Pythons differ.
  public static String normalize(String text) {
    String library = ROOT.resolve("core-interp/stdlib/target/cpython").toString();
    return text
        .replace(library + "/python3.14", "PYTHON")
        .replace(ROOT.resolve("atoll").toString(), "PYTHON")
        .replace(library + "/lib/python3.14", "LIB")
        .replace(ROOT.resolve("cli/target/dist/python/lib/python3.14").toString(), "LIB");
  }

  private static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isExecutable(at.resolve("atoll"))) {
        return at;
      }
    }
    throw new IllegalStateException("run the tests inside the repository");
  }

  @Override
  public String toString() {
    return name;
  }
}
