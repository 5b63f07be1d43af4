package org.atoll.integration.interpreters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;

/// What `atoll.interpreters` promises: whatever an interpreter does can be interrupted, limited and ended.
class ControlIT {
  private static final Path SCRIPTS = Python.ROOT.resolve("integration-tests/src/test/python/control");
  private static final int TIMEOUT_SECONDS = 600;

  private static Python.Result run(String... command) {
    String[] all = command.clone();
    all[0] = SCRIPTS.resolve(command[0]).toString();
    return Python.atoll().withTimeoutSeconds(TIMEOUT_SECONDS).run(all);
  }

  private static void succeeds(Python.Result result) {
    assertEquals(0, result.exitCode(), result.out() + result.err());
  }

  @Test
  void misuseAndEndsAreTold() {
    succeeds(run("api.py"));
  }

  @Test
  void whatWaitsCanBeInterrupted() {
    succeeds(run("waits.py"));
  }

  @Test
  void printingToNobodyCanBeInterrupted() {
    Python.Result result = run("output.py");
    assertEquals("interrupted 7\n", result.out(), result.err());
  }

  @Test
  void whatGoesOnForLongCanBeInterrupted() {
    succeeds(run("loops.py"));
  }

  @Test
  void interruptsAtRandomMomentsLeaveAnInterpreterUsable() {
    for (String seed : List.of("42", "7")) {
      Python.Result result = run("usable.py", seed);
      assertEquals("usable\n", result.out(), result.err());
    }
  }

  @Test
  void interruptsInTheMiddleOfImportsLeaveNoLockTaken() {
    Python.Result result = run("imports.py", "42");
    assertEquals("usable\n", result.out(), result.err());
  }

  @Test
  void limitsAreKept() {
    succeeds(run("ways.py"));
  }

  @Test
  void exampleOfASandbox() throws IOException {
    Path script = Python.ROOT.resolve("examples/interpreters_sandbox/sandbox.py");
    Python.Result result = Python.atoll().run(script.toString());
    assertEquals(Files.readString(script.resolveSibling("expected.txt")), result.out(), result.err());
    assertEquals(0, result.exitCode());
  }
}
