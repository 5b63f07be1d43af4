package org.atoll.integration.interpreters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.atoll.integration.process.Python;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Executors whose futures and queues are Atoll's own: each task ends as it does with the library's.
class PoolsIT {
  private static final String SCRIPT = Python.ROOT.resolve("integration-tests/src/test/python/pools/pools.py").toString();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyTaskEndsAsItShould(int seed) {
    Python.Result result = Python.atoll().withTimeoutSeconds(400).run(SCRIPT, "4", Integer.toString(seed));
    assertEquals("done\n", result.out(), result.err());
    assertEquals(0, result.exitCode(), result.err());
  }
}
