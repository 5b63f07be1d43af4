package org.atoll.integration.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.atoll.integration.process.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What interpreters send each other: by programs in `src/test/python/messages`. These are small runs of two of them; the whole
/// ones, 10,000 graphs and 1,000,000 inputs, are `./atoll graphs.py` and `./atoll hostile.py`.
class MessagesIT {
  private static final Path SCRIPTS = Python.ROOT.resolve("integration-tests/src/test/python/messages");

  private static Python.Result run(Python python, String script, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = SCRIPTS.resolve(script).toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Python.Result result = python.withTimeoutSeconds(300).run(command);
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
    return result;
  }

  @ParameterizedTest
  @ValueSource(strings = {"test_functions.py", "test_messages.py", "test_moves.py", "test_snapshots.py", "test_storage.py", "test_types.py"})
  void promises(String script) {
    run(Python.atoll(), script);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 100000"})
  void graphsArriveAsTheyWere(String bytes, String seed) {
    Python.Result result = run(Python.atoll().withEnvironment("ATOLL_MESSAGE_BYTES", bytes), "graphs.py", "1000", seed);
    assertTrue(result.out().endsWith("the same, and nothing shared\n"), result.out());
  }

  @Test
  void bytesOfAnybodyGiveValuesOrErrors() {
    assertTrue(run(Python.atoll(), "hostile.py", "30000", "1").out().startsWith("30000 inputs: "));
  }

  /// What uses messages does the same where all go as bytes.
  @ParameterizedTest
  @ValueSource(strings = {"actors/test_actors.py", "channels/test_channels.py", "channels/test_async.py", "channels/test_requests.py",
      "channels/test_select.py", "messages/test_functions.py", "messages/test_messages.py", "messages/test_moves.py",
      "messages/test_snapshots.py", "messages/test_storage.py", "messages/test_types.py"})
  void withAllMessagesAsBytes(String script) {
    Python.Result result = Python.atoll().withEnvironment("ATOLL_MESSAGE_BYTES", "1").withTimeoutSeconds(300)
        .run(SCRIPTS.resolveSibling(script).toString());
    assertEquals(0, result.exitCode(), () -> result.out() + result.err());
  }
}
