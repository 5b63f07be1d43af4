package org.atoll.integration.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.atoll.integration.process.Python;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What interpreters send each other, by the programs in `src/test/python/messages`.
class MessagesIT {
  private static final Path SCRIPTS = Python.ROOT.resolve("integration-tests/src/test/python/messages");

  @ParameterizedTest
  @ValueSource(strings = "test_snapshots.py")
  void promises(String script) {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve(script).toString());
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
  }
}
