package org.atoll.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atoll.actors.inspect.SignalDump;
import org.atoll.runtime.embed.FatalError;
import org.atoll.runtime.embed.PythonProgram;
import org.atoll.runtime.interp.InterpreterConfig;

/// Runs what a command line names.
final class Run {
  private final CommandLine line;
  private final List<String> arguments;

  Run(CommandLine line, List<String> arguments) {
    this.line = line;
    this.arguments = arguments;
  }

  /// Runs the program and gives its exit status, for [org.atoll.runtime.embed.ProcessEnd#with].
  int execute() {
    InterpreterConfig config;
    try {
      config = config();
    } catch (ConfigException e) {
      FatalError.report(e.getMessage(), e.state());
      return FatalError.STATUS;
    }
    return new PythonProgram(config, PythonProgram.Source.valueOf(line.source().name()), line.sourceText())
        .onUserSignal(runtime -> SignalDump.write(runtime)).run();
  }

  private InterpreterConfig config() throws ConfigException {
    String executable = System.getProperty("atoll.executable", "");
    List<String> original = new ArrayList<>();
    original.add(executable);
    original.addAll(arguments);
    Map<String, String> options = xOptions();
    Map<String, Integer> flags = flags();
    EnvironmentSettings env = new EnvironmentSettings(flags.get("ignore_environment") != 0 ? Map.of() : System.getenv(), options);
    env.addFlags(flags);
    if (env.cpuCount() != null) {
      flags.put("cpu_count", Integer.parseInt(env.cpuCount()));
    }
    List<String> warnings = env.warnOptions(flags, line.warnOptions());
    return new InterpreterConfig(argv(), original, executable, System.getProperty("atoll.prefix", ""), env.path(), flags, warnings, options, false);
  }

  private List<String> argv() {
    List<String> argv = new ArrayList<>();
    argv.add(switch (line.source()) {
      case COMMAND -> "-c";
      case MODULE -> "-m";
      case FILE -> line.sourceText();
      case STDIN -> line.sourceText();
    });
    argv.addAll(line.programArguments());
    return argv;
  }

  private Map<String, Integer> flags() {
    CommandLine.Flags f = line.flags();
    Map<String, Integer> flags = new HashMap<>();
    flags.put("bytes_warning", f.bytesWarning());
    flags.put("debug", f.debug());
    flags.put("ignore_environment", f.ignoreEnvironment() || f.isolated() ? 1 : 0);
    flags.put("inspect", f.inspect());
    flags.put("interactive", f.inspect());
    flags.put("isolated", f.isolated() ? 1 : 0);
    flags.put("optimize", f.optimize());
    flags.put("safe_path", f.safePath() || f.isolated() ? 1 : 0);
    flags.put("quiet", Math.min(f.quiet(), 1));
    flags.put("skip_source_first_line", f.skipFirstLine() ? 1 : 0);
    flags.put("no_user_site", f.noUserSite() || f.isolated() ? 1 : 0);
    flags.put("hash_randomization", f.randomHashes() ? 1 : 0);
    flags.put("no_site", f.noSite() ? 1 : 0);
    flags.put("unbuffered", f.unbuffered() ? 1 : 0);
    flags.put("verbose", f.verbose());
    flags.put("dont_write_bytecode", f.dontWriteBytecode() ? 1 : 0);
    flags.put("check_hash_pycs", List.of("default", "always", "never").indexOf(f.hashPycs()));
    flags.put("utf8_mode", 0);
    return flags;
  }

  private Map<String, String> xOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : line.xOptions()) {
      int eq = option.indexOf('=');
      options.put(eq < 0 ? option : option.substring(0, eq), eq < 0 ? null : option.substring(eq + 1));
    }
    return options;
  }
}
