package org.atoll.integration.arenas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.atoll.integration.process.Python;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `atoll.arena`, by programs that users could have written: all in `src/test/python/arenas` whose names begin with `test_`.
class ArenasIT {
  private static final Path SCRIPTS = Python.ROOT.resolve("integration-tests/src/test/python/arenas");

  static List<String> scripts() throws IOException {
    try (Stream<Path> found = Files.list(SCRIPTS)) {
      return found.map(p -> p.getFileName().toString()).filter(n -> n.startsWith("test_") && n.endsWith(".py")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void promises(String script) {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve(script).toString());
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
  }
}
