package org.atoll.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.atoll.actors.inspect.DumpRequest;

/// `atoll dump PID`: prints what the interpreters of another process are doing.
final class DumpCommand {
  /// The word that asks for it, unless there is a script of that name.
  static final String NAME = "dump";
  private static final String USAGE = "usage: atoll dump PID\nPrints what the Python interpreters of a running atoll are doing. PID is the number of its process.";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private DumpCommand() {}

  /// Whether the arguments, of which the first is [#NAME], mean the command.
  static boolean isMeant(List<String> arguments) {
    return arguments.size() <= 2 && !Files.exists(Path.of(NAME));
  }

  /// Carries it out and gives the exit status.
  static int run(List<String> arguments) {
    if (arguments.size() == 2 && List.of("-h", "--help").contains(arguments.get(1))) {
      System.out.println(USAGE);
      return 0;
    }
    if (arguments.size() != 2 || !arguments.get(1).matches("[1-9][0-9]{0,9}")) {
      System.err.println(USAGE);
      return MISUSED;
    }
    try {
      byte[] text = DumpRequest.ask(Long.parseLong(arguments.get(1)), PATIENCE).getBytes(StandardCharsets.UTF_8);
      System.out.write(text, 0, text.length);
      System.out.flush();
      return 0;
    } catch (DumpRequest.FailedException e) {
      System.err.println("atoll dump: " + e.getMessage());
      return FAILED;
    }
  }
}
