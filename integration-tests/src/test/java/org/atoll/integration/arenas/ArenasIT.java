package org.atoll.integration.arenas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// `atoll.arena`, by programs that users could have written: all in `src/test/python/arenas` whose names begin with `test_`, and its examples.
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
    Python.Result result = Python.atoll().withTimeoutSeconds(600).run(SCRIPTS.resolve(script).toString());
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
  }

  /// A sample; `./atoll integration-tests/src/test/python/arenas/model.py SEEDS FIRST` runs any others.
  @Test
  void behaveAsOrdinaryObjects() {
    Python.Result result = Python.atoll().withTimeoutSeconds(900).run(SCRIPTS.resolve("model.py").toString(), "6", "1");
    assertEquals("6 programs from seed 1: everything as with ordinary objects\n", result.out(), () -> result.out() + result.err());
  }

  /// What the examples print besides figures that are other ones each time.
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      arena_transfers/transfers.py | --seconds 0.5                            | 200,000 in all accounts, as in the beginning
      arena_life/life.py           | --size 48 --generations 30 --workers 3   | 181 cells are alive on both boards
      arena_cache/cache.py         | --interpreters 3 --lookups 2000 --keys 300 | the same answers
      arena_particles/particles.py | --particles 100 --steps 100 --interpreters 3 | 300 of 300 are in the air, the highest at 1.79 m
      """)
  void examples(String script, String arguments, String expected) {
    String[] command = (Python.ROOT.resolve("examples").resolve(script) + " " + arguments).split(" ");
    Python.Result result = Python.atoll().withTimeoutSeconds(120).run(command);
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
    assertTrue(result.out().lines().anyMatch(expected::equals), result.out());
  }
}
