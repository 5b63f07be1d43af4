package org.atoll.integration.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.atoll.integration.process.Python;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Frozen values, by a program in `src/test/python/shared`.
class FrozenIT {
  private static final Path SCRIPT = Python.ROOT.resolve("integration-tests/src/test/python/shared/test_frozen.py");

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void frozenValuesCrossAsTheyAre(String bytes) {
    Python.Result result = Python.atoll().withEnvironment("ATOLL_MESSAGE_BYTES", bytes).withTimeoutSeconds(300)
        .run(SCRIPT.toString());
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
  }
}
