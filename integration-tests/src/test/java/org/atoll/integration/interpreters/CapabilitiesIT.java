package org.atoll.integration.interpreters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// For each capability a script that tries to do without it what it is needed for, in many ways, and says what it expects to
/// get each time. A script ends with status 0 where it got that, and prints all its attempts.
class CapabilitiesIT {
  private static final Path SCRIPTS = Python.ROOT.resolve("integration-tests/src/test/python/access");
  private static final long SECONDS = 120;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"read", "write", "network", "subprocesses", "environment", "streams", "process", "owners", "descriptors", "escapes", "others", "java_classes", "threads", "shared"})
  void attempts(String name) throws Exception {
    Process process = Python.atoll().start(SCRIPTS.resolve(name + ".py").toString(), folder.toRealPath().toString());
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes());
    String errors = new String(process.getErrorStream().readAllBytes());
    process.waitFor(SECONDS, TimeUnit.SECONDS);
    assertEquals(0, process.exitValue(), () -> out + errors);
    assertFalse(out.contains("\nleaked"), out);
  }
}
