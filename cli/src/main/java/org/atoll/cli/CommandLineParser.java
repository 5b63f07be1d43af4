package org.atoll.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads the arguments of `atoll` as CPython reads those of `python`: short options may be run together, `-c` and
/// `-m` end the options, everything after the program belongs to the program. Compare CPython Python/getopt.c and
/// `config_parse_cmdline` in Python/initconfig.c.
///
/// One instance parses one command line. Not thread-safe.
final class CommandLineParser {
  private static final String HASH_PYCS = "--check-hash-based-pycs";
  private static final String RUN = "run";

  private final List<String> arguments;
  private final List<String> warnOptions = new ArrayList<>();
  private final List<String> xOptions = new ArrayList<>();
  private int next;

  private CommandLine.Action action = CommandLine.Action.RUN;
  private CommandLine.Source source;
  private String sourceText = "";
  private int versions;
  private int bytesWarning;
  private boolean dontWriteBytecode;
  private int debug;
  private boolean ignoreEnvironment;
  private int inspect;
  private boolean isolated;
  private int optimize;
  private boolean safePath;
  private int quiet;
  private boolean noUserSite;
  private boolean randomHashes;
  private boolean noSite;
  private boolean unbuffered;
  private int verbose;
  private boolean skipFirstLine;
  private String hashPycs = "default";

  private CommandLineParser(List<String> arguments) {
    this.arguments = arguments;
  }

  /// Parses a command line.
  ///
  /// @param arguments the arguments after the program's own name
  /// @throws UsageException if an option is unknown or lacks its argument
  static CommandLine parse(List<String> arguments) throws UsageException {
    return new CommandLineParser(arguments).parse();
  }

  private CommandLine parse() throws UsageException {
    while (source == null && next < arguments.size()) {
      String argument = arguments.get(next);
      if (argument.equals("--")) {
        next++;
        break;
      }
      if (argument.length() < 2 || argument.charAt(0) != '-') {
        break;
      }
      next++;
      if (argument.startsWith("--")) {
        longOption(argument);
      } else {
        shortOptions(argument);
      }
    }
    if (source == null) {
      findProgram();
    }
    if (action == CommandLine.Action.RUN && versions > 0) {
      action = versions > 1 ? CommandLine.Action.LONG_VERSION : CommandLine.Action.VERSION;
    }
    CommandLine.Flags flags = new CommandLine.Flags(bytesWarning, dontWriteBytecode, debug, ignoreEnvironment,
        inspect, isolated, optimize, safePath, quiet, noUserSite, randomHashes, noSite, unbuffered, verbose, skipFirstLine, hashPycs);
    List<String> rest = List.copyOf(arguments.subList(Math.min(next, arguments.size()), arguments.size()));
    return new CommandLine(action, source, sourceText, rest, flags, List.copyOf(warnOptions), List.copyOf(xOptions));
  }

  /// Takes the program from the first argument that is no option; none, or a single dash, means standard input.
  private void findProgram() throws UsageException {
    if (next >= arguments.size()) {
      source = CommandLine.Source.STDIN;
      return;
    }
    String program = arguments.get(next++);
    if (program.equals(RUN) && next < arguments.size()) {
      program = actorProgram();
      if (program == null) {
        return;
      }
    }
    source = program.equals("-") ? CommandLine.Source.STDIN : CommandLine.Source.FILE;
    sourceText = program;
  }

  /// `run --actor FILE`; a program may also be called `run` itself, but is not given that option then. Null where help is
  /// asked for.
  private String actorProgram() throws UsageException {
    if (!arguments.get(next).equals("--actor")) {
      if (Files.exists(Path.of(RUN))) {
        return RUN;
      }
      if (List.of("-h", "--help").contains(arguments.get(next))) {
        ask(CommandLine.Action.HELP);
        return null;
      }
      throw new UsageException("run wants --actor before the script whose actors are to run; any other program is named without run");
    }
    next++;
    if (next >= arguments.size()) {
      throw new UsageException("Argument expected for run --actor: the script whose actors are to run");
    }
    xOptions.add("actor_system");
    return arguments.get(next++);
  }

  private void longOption(String argument) throws UsageException {
    switch (argument) {
      case "--help" -> ask(CommandLine.Action.HELP);
      case "--help-env" -> ask(CommandLine.Action.HELP_ENVIRONMENT);
      case "--help-xoptions" -> ask(CommandLine.Action.HELP_X_OPTIONS);
      case "--help-all" -> ask(CommandLine.Action.HELP_ALL);
      case "--version" -> versions++;
      case HASH_PYCS -> {
        if (next >= arguments.size()) {
          throw new UsageException("Argument expected for the " + HASH_PYCS + " options");
        }
        String policy = arguments.get(next++);
        if (!List.of("always", "never", "default").contains(policy)) {
          throw new UsageException(HASH_PYCS + " must be one of 'default', 'always', or 'never'");
        }
        hashPycs = policy;
      }
      default -> throw new UsageException("Unknown option: " + argument);
    }
  }

  private void shortOptions(String argument) throws UsageException {
    for (int at = 1; at < argument.length() && source == null; at++) {
      char option = argument.charAt(at);
      if ("cmWX".indexOf(option) >= 0) {
        String value = argument.substring(at + 1);
        if (value.isEmpty()) {
          if (next >= arguments.size()) {
            throw new UsageException("Argument expected for the -" + option + " option");
          }
          value = arguments.get(next++);
        }
        optionWithArgument(option, value);
        return;
      }
      plainOption(option);
    }
  }

  private void optionWithArgument(char option, String value) {
    switch (option) {
      case 'c' -> {
        source = CommandLine.Source.COMMAND;
        sourceText = value;
      }
      case 'm' -> {
        source = CommandLine.Source.MODULE;
        sourceText = value;
      }
      case 'W' -> warnOptions.add(value);
      default -> xOptions.add(value);
    }
  }

  private void plainOption(char option) throws UsageException {
    switch (option) {
      case 'b' -> bytesWarning++;
      case 'B' -> dontWriteBytecode = true;
      case 'd' -> debug++;
      case 'E' -> ignoreEnvironment = true;
      case 'h', '?' -> ask(CommandLine.Action.HELP);
      case 'i' -> inspect++;
      case 'I' -> {
        isolated = true;
        ignoreEnvironment = true;
        noUserSite = true;
        safePath = true;
      }
      case 'O' -> optimize++;
      case 'P' -> safePath = true;
      case 'q' -> quiet++;
      case 's' -> noUserSite = true;
      case 'S' -> noSite = true;
      case 'u' -> unbuffered = true;
      case 'v' -> verbose++;
      case 'V' -> versions++;
      case 'x' -> skipFirstLine = true;
      case 'R' -> randomHashes = true;
      // Accepted and without effect, as on CPython.
      case 't' -> { }
      default -> throw new UsageException("Unknown option: -" + option);
    }
  }

  /// The first request for a text wins, and ends the reading of options as it does on CPython.
  private void ask(CommandLine.Action wanted) {
    if (action == CommandLine.Action.RUN) {
      action = wanted;
    }
    source = CommandLine.Source.STDIN;
    next = arguments.size();
  }
}
