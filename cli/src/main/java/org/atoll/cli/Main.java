package org.atoll.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.atoll.runtime.embed.ProcessEnd;
import org.atoll.runtime.host.HostSignals;
import org.atoll.runtime.interp.ThreadKind;
import org.atoll.runtime.interp.Version;

/// The `atoll` command. Compare CPython Modules/main.c.
public final class Main {
  private static final String PROGRAM = System.getProperty("atoll.executable", "atoll");

  private static final int SIGHUP = 1;
  private static final int SIGTERM = 15;

  private Main() {}

  /// Runs the command line and ends the process with the program's exit code.
  ///
  /// @param arguments the command line, without the program's own name
  public static void main(String[] arguments) throws IOException {
    CommandLine line;
    List<String> exact = ExactArguments.of(arguments);
    if (!exact.isEmpty() && exact.get(0).equals(DumpCommand.NAME) && DumpCommand.isMeant(exact)) {
      ProcessEnd.with(DumpCommand.run(exact));
    }
    try {
      line = CommandLineParser.parse(exact);
    } catch (UsageException e) {
      System.err.print(e.getMessage() + "\n" + text("help.txt").lines().findFirst().orElseThrow()
          + "\nTry `python -h' for more information.\n");
      System.exit(2);
      return;
    }
    // As CPython leaves them: the process ends by the signal, not by way of the JVM's shutdown.
    HostSignals.setDefault(SIGTERM);
    HostSignals.setDefault(SIGHUP);
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    switch (line.action()) {
      case RUN -> ProcessEnd.with(MainThread.run(threads(line), () -> new Run(line, exact).execute()));
      case VERSION -> out.print("Python " + Version.PYTHON + "\n");
      case LONG_VERSION -> out.print("Python " + Version.FULL + "\n");
      case HELP -> out.print(text("help.txt"));
      case HELP_ENVIRONMENT -> out.print(text("help-env.txt"));
      case HELP_X_OPTIONS -> out.print(text("help-xoptions.txt"));
      case HELP_ALL -> out.print(text("help.txt") + "\n" + text("help-env.txt") + "\n" + text("help-xoptions.txt"));
    }
    out.flush();
    ProcessEnd.with(0);
  }

  /// Has `-X threads` say what kind of threads Python code runs on; [EnvironmentSettings] refuses what it cannot be.
  private static ThreadKind threads(CommandLine line) {
    for (String option : line.xOptions()) {
      if (option.equals("threads=virtual") || option.equals("threads=platform")) {
        System.setProperty(ThreadKind.PROPERTY, option.substring(option.indexOf('=') + 1));
      }
    }
    return ThreadKind.preferred();
  }

  private static String text(String name) throws IOException {
    try (InputStream in = Main.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("%s", PROGRAM);
    }
  }
}
