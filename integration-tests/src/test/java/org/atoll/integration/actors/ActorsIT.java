package org.atoll.integration.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `atoll.actors`, by programs that users could have written: those in `src/test/python/actors`, the examples, and the
/// programs in the documentation.
class ActorsIT {
  private static final Path SCRIPTS = Python.ROOT.resolve("integration-tests/src/test/python/actors");
  private static final Path EXAMPLES = Python.ROOT.resolve("examples");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"test_actors.py", "test_coroutines.py", "test_supervision.py", "limits.py"})
  void promises(String script) {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve(script).toString());
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void underStress(int seed) {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve("stress.py").toString(), Integer.toString(seed));
    assertEquals("lost 0 out of order 0 senders 6\n", result.out(), () -> "seed " + seed + ": " + result.err());
    assertEquals(0, result.exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"actors_accounts/accounts.py", "actors_pipeline/pipeline.py"})
  void example(String path) throws IOException {
    Path script = EXAMPLES.resolve(path);
    Python.Result result = Python.atoll().run(script.toString());
    assertEquals(Files.readString(script.resolveSibling("expected.txt")), result.out(), result.err());
    assertEquals(0, result.exitCode());
  }

  @Test
  void exampleOfASystem() throws IOException {
    Path script = EXAMPLES.resolve("actors_ticker/ticker.py");
    Python.Result result = Python.atoll().run("run", "--actor", script.toString(), "3");
    assertEquals(Files.readString(script.resolveSibling("expected.txt")), result.out(), result.err());
    assertEquals(0, result.exitCode());
  }

  @Test
  void systemEndsWithItsActors() throws IOException {
    Path script = folder.resolve("failing.py");
    Files.writeString(script, """
        from atoll.actors import *
        @actor
        class Failing:
            def fail(self):
                raise ValueError("by design")
        spawn(Failing, supervise=Escalate()).tell.fail()
        """);
    Python.Result result = Python.atoll().run("run", "--actor", script.toString());
    assertEquals(1, result.exitCode(), result.err());
    assertTrue(result.err().contains("was escalated: ValueError: by design"), result.err());
  }
}
