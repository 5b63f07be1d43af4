package org.atoll.integration.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `atoll.shared`, by programs that users could have written: those in `src/test/python/shared`.
class SharedIT {
  private static final Path SCRIPTS = Python.ROOT.resolve("integration-tests/src/test/python/shared");

  @ParameterizedTest
  @ValueSource(strings = {"test_atomics.py", "test_locks.py"})
  void promises(String script) {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve(script).toString());
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
  }

  /// Interpreters that are killed, interrupted and timed out at random while they use locks.
  @Test
  void interpretersThatEnd() {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve("killed.py").toString(), "1-8");
    assertEquals("all right\n", result.out(), () -> result.out() + result.err());
    assertEquals(0, result.exitCode(), result::err);
  }
}
