package org.atoll.integration.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `atoll.pipelines`, by programs that users could have written: those in `src/test/python/pipelines`, and its example.
class PipelinesIT {
  private static final Path SCRIPTS = Python.ROOT.resolve("integration-tests/src/test/python/pipelines");

  @Test
  void promises() {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve("test_pipelines.py").toString());
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void underStress(int seed) {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve("stress.py").toString(), Integer.toString(seed));
    assertTrue(result.out().endsWith("wrong 0\nleft over: interpreters 0 threads 0\n"), () -> "seed " + seed + ": " + result.out() + result.err());
    assertEquals(0, result.exitCode());
  }

  @Test
  void example() throws IOException {
    Path folder = Python.ROOT.resolve("examples/pipelines_words");
    Python.Result result = Python.atoll().run(folder.resolve("words.py").toString(), "--top", "5", folder.resolve("sample").toString());
    assertEquals(0, result.exitCode(), result.err());
    assertEquals(Files.readString(folder.resolve("expected.txt")), result.out());
  }
}
