package org.atoll.integration.interpreters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.atoll.integration.process.Python;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Actors that fail in every way at random: no message is lost, nothing is left behind, and the rest keeps answering. The
/// whole run is `./atoll integration-tests/src/test/python/chaos/chaos.py`; this is a smaller one.
class ChaosIT {
  private static final String SCRIPT = Python.ROOT.resolve("integration-tests/src/test/python/chaos/chaos.py").toString();

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void nothingIsLostOrLeft(int seed) {
    Python.Result result = Python.atoll().withTimeoutSeconds(300)
        .run(SCRIPT, "--seed", Integer.toString(seed), "--operations", "600", "--actors", "40");
    assertTrue(result.out().endsWith("\nok\n"), () -> result.out() + result.err());
    assertEquals(0, result.exitCode());
  }
}
