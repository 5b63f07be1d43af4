package org.atoll.integration.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;

/// `atoll.compat`, by a program in `src/test/python/shared` and a module that is not made for several interpreters.
class SerializeIT {
  private static final Path SCRIPT = Python.ROOT.resolve("integration-tests/src/test/python/shared/test_serialize.py");

  @Test
  void serializedModulesRunOneCallAtATime() throws URISyntaxException {
    String classes = Path.of(UnsafeModule.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    Python.Result result = Python.atoll().withEnvironment("ATOLL_CLASS_PATH", classes).withTimeoutSeconds(300)
        .run(SCRIPT.toString());
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
  }
}
