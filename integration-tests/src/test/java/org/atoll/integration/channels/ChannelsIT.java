package org.atoll.integration.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `atoll.channels`, by programs that users could have written: those in `src/test/python/channels`.
class ChannelsIT {
  private static final Path SCRIPTS = Python.ROOT.resolve("integration-tests/src/test/python/channels");

  @ParameterizedTest
  @ValueSource(strings = {"test_channels.py", "test_select.py", "test_select_others.py", "test_async.py", "test_requests.py", "test_broadcast.py", "test_unopened.py"})
  void promises(String script) {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve(script).toString());
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void underStress(int seed) {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve("stress.py").toString(), Integer.toString(seed));
    assertEquals("senders 8 of 8\nlost 0 doubled 0 out of order 0 never sent 0\nstuck 0\n", result.out(), () -> "seed " + seed + ": " + result.err());
    assertEquals(0, result.exitCode());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void broadcastsUnderStress(int seed) {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve("stress_broadcast.py").toString(), Integer.toString(seed));
    assertEquals("publishers 6 of 6\nsubscribers 16 of 16\nwrong [] gaps 0\nstuck 0\n", result.out(), () -> "seed " + seed + ": " + result.err());
    assertEquals(0, result.exitCode());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void selectionsUnderStress(int seed) {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve("stress_select.py").toString(), Integer.toString(seed));
    assertEquals("sources 8 lost 0 doubled 0 out of order 0\nstuck 0\n", result.out(), () -> "seed " + seed + ": " + result.err());
    assertEquals(0, result.exitCode());
  }

  /// Threads, tasks and actors of all styles on one channel.
  @Test
  void allStylesTogether() {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve("mixed.py").toString(), "1-8");
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
  }

  /// Queues and channels of interpreters that are closed, interrupted and killed.
  @Test
  void interpretersThatEnd() {
    Python.Result result = Python.atoll().withTimeoutSeconds(300).run(SCRIPTS.resolve("queues_killed.py").toString(), "1-4");
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
  }
}
