package org.atoll.cli;

import java.util.List;

/// A parsed `python` command line. Immutable.
///
/// The counted options hold how often they were given, as CPython's `sys.flags` does.
///
/// @param action what to do: run something, or only print a text
/// @param source what is to be run; meaningful only with [Action#RUN]
/// @param sourceText the command (`-c`), the module name (`-m`) or the path of the file; empty for [Source#STDIN]
/// @param programArguments the arguments after the source: `sys.argv[1:]`
/// @param flags the interpreter's flags
/// @param warnOptions the arguments of `-W`, in order
/// @param xOptions the arguments of `-X`, in order
record CommandLine(
    Action action,
    Source source,
    String sourceText,
    List<String> programArguments,
    Flags flags,
    List<String> warnOptions,
    List<String> xOptions) {

  /// What the command line asks for.
  enum Action { RUN, VERSION, LONG_VERSION, HELP, HELP_ENVIRONMENT, HELP_X_OPTIONS, HELP_ALL }

  /// Where the program comes from.
  enum Source { COMMAND, MODULE, FILE, STDIN }

  /// The options that end up in `sys.flags` or change how the program is read.
  record Flags(
      int bytesWarning,
      boolean dontWriteBytecode,
      int debug,
      boolean ignoreEnvironment,
      int inspect,
      boolean isolated,
      int optimize,
      boolean safePath,
      int quiet,
      boolean noUserSite,
      boolean randomHashes,
      boolean noSite,
      boolean unbuffered,
      int verbose,
      boolean skipFirstLine,
      String hashPycs) {}
}
