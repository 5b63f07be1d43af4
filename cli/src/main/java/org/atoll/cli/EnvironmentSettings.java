package org.atoll.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.atoll.runtime.host.Environment;
import org.atoll.runtime.host.HashSeed;

/// What the environment variables named `PYTHON...` and the `-X` options say about flags, warnings and the module search
/// path. Compare CPython Python/initconfig.c. Immutable.
final class EnvironmentSettings {
  private static final String[][] COUNTED = {{"PYTHONDEBUG", "debug"}, {"PYTHONVERBOSE", "verbose"}, {"PYTHONOPTIMIZE", "optimize"},
      {"PYTHONINSPECT", "inspect"}, {"PYTHONUNBUFFERED", "unbuffered"}, {"PYTHONDONTWRITEBYTECODE", "dont_write_bytecode"},
      {"PYTHONNOUSERSITE", "no_user_site"}, {"PYTHONSAFEPATH", "safe_path"}};
  private static final String PREINITIALIZED = "preinitialized";
  private static final int LEAST_DIGITS = 640;
  private static final BigInteger MOST_SEED = BigInteger.valueOf(0xffffffffL);

  /// As many as always fit an int.
  private static final int DIGITS_MAX = 9;
  private final Map<String, String> variables;
  private final Map<String, String> options;

  EnvironmentSettings(Map<String, String> variables, Map<String, String> options) {
    this.variables = variables;
    this.options = options;
  }

  /// A variable that is set and not empty, else null.
  private String variable(String name) {
    String value = variables.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /// The value of a counted variable: its number, or 1 where it is none.
  private int count(String name) {
    String value = variable(name);
    if (value == null) {
      return 0;
    }
    for (int i = 0; i < value.length(); i++) {
      if (i == DIGITS_MAX || value.charAt(i) < '0' || value.charAt(i) > '9') {
        return 1;
      }
    }
    return Math.max(1, Integer.parseInt(value));
  }

  /// Raises the flags that variables and options turn on.
  ///
  /// @throws ConfigException for a value that CPython refuses to start with
  void addFlags(Map<String, Integer> flags) throws ConfigException {
    for (String[] c : COUNTED) {
      flags.merge(c[1], count(c[0]), Math::max);
    }
    flags.put("dev_mode", options.containsKey("dev") || variable("PYTHONDEVMODE") != null ? 1 : 0);
    flags.put("utf8_mode", utf8Mode());
    flags.put("warn_default_encoding", options.containsKey("warn_default_encoding") || variable("PYTHONWARNDEFAULTENCODING") != null ? 1 : 0);
    flags.put("thread_inherit_context", choice("thread_inherit_context", "PYTHON_THREAD_INHERIT_CONTEXT"));
    flags.put("context_aware_warnings", choice("context_aware_warnings", "PYTHON_CONTEXT_AWARE_WARNINGS"));
    boolean faults = options.containsKey("faulthandler") || variable("PYTHONFAULTHANDLER") != null || flags.get("dev_mode") != 0;
    flags.put("faulthandler", faults ? 1 : 0);
    flags.put("import_time", importTime());
    flags.put("hash_randomization", hashRandomization(flags.get("hash_randomization") != 0));
    addDigits(flags);
    checkCpuCount();
    checkGil();
    checkThreads();
    checkFrozenModules();
    checkTracemalloc();
  }

  private static ConfigException refused(String message) {
    return new ConfigException(message, PREINITIALIZED);
  }

  private int utf8Mode() throws ConfigException {
    if (options.containsKey("utf8")) {
      String value = options.get("utf8");
      if (value != null && !value.equals("0") && !value.equals("1")) {
        throw new ConfigException("preconfig_init_utf8_mode: invalid -X utf8 option value", "preinitializing");
      }
      return value == null || value.equals("1") ? 1 : 0;
    }
    String value = variable("PYTHONUTF8");
    if (value != null && !value.equals("0") && !value.equals("1")) {
      throw new ConfigException("preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value", "preinitializing");
    }
    return value == null ? Environment.isPosixLocale() ? 1 : 0 : Integer.parseInt(value);
  }

  /// An option of 0 or 1; the variable counts where it is not given.
  private int choice(String option, String variable) throws ConfigException {
    String function = "config_init_" + option + ": ";
    if (options.containsKey(option)) {
      String value = options.get(option);
      if (!"0".equals(value) && !"1".equals(value)) {
        throw refused(function + "-X " + option + "=n: n is missing or invalid");
      }
      return Integer.parseInt(value);
    }
    String value = variable(variable);
    if (value != null && !value.equals("0") && !value.equals("1")) {
      throw refused(function + variable + "=N: N is missing or invalid");
    }
    return value == null ? 0 : Integer.parseInt(value);
  }

  /// 1 to tell the time that each import takes, 2 to name those too that were there already.
  private int importTime() throws ConfigException {
    if (!options.containsKey("importtime")) {
      return "2".equals(variable("PYTHONPROFILEIMPORTTIME")) ? 2 : variable("PYTHONPROFILEIMPORTTIME") != null ? 1 : 0;
    }
    String value = options.get("importtime");
    if (value != null && !value.equals("1") && !value.equals("2")) {
      throw refused("config_init_import_time: -X importtime: values other than 1 and 2 are reserved for future use.");
    }
    return value == null ? 1 : Integer.parseInt(value);
  }

  /// Fixes the hashes of str and bytes if `PYTHONHASHSEED` is a number and no option asks for random ones. Nothing may
  /// have been hashed before.
  private int hashRandomization(boolean random) throws ConfigException {
    String seed = variable("PYTHONHASHSEED");
    if (random || seed == null || seed.equals("random")) {
      return 1;
    }
    if (!seed.matches("[0-9]{1,20}") || new BigInteger(seed).compareTo(MOST_SEED) > 0) {
      throw refused("config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]");
    }
    System.setProperty(HashSeed.PROPERTY, seed);
    return new BigInteger(seed).signum();
  }

  private void addDigits(Map<String, Integer> flags) throws ConfigException {
    boolean given = options.containsKey("int_max_str_digits");
    String digits = given ? options.get("int_max_str_digits") : variable("PYTHONINTMAXSTRDIGITS");
    if (!given && digits == null) {
      return;
    }
    int limit = digits != null && digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
    if (limit != 0 && limit < LEAST_DIGITS) {
      throw refused("config_init_int_max_str_digits: " + (given ? "-X int_max_str_digits" : "PYTHONINTMAXSTRDIGITS")
          + ": invalid limit; must be >= 640 or 0 for unlimited.");
    }
    flags.put("int_max_str_digits", limit);
  }

  /// What `os.cpu_count()` is to answer, else null.
  String cpuCount() {
    String count = options.containsKey("cpu_count") ? options.get("cpu_count") : variable("PYTHON_CPU_COUNT");
    return "default".equals(count) ? null : count;
  }

  private void checkCpuCount() throws ConfigException {
    String count = cpuCount();
    boolean missing = options.containsKey("cpu_count") && options.get("cpu_count") == null;
    if (missing || count != null && !count.matches("0*[1-9][0-9]{0,8}")) {
      throw refused("config_init_cpu_count: -X cpu_count=n option: n is missing or an invalid number, n must be greater than 0");
    }
  }

  private void checkThreads() throws ConfigException {
    if (options.containsKey("threads") && !List.of("virtual", "platform").contains(String.valueOf(options.get("threads")))) {
      throw refused("bad value for option -X threads (expected \"virtual\" or \"platform\")");
    }
  }

  private void checkGil() throws ConfigException {
    String gil = options.containsKey("gil") ? String.valueOf(options.get("gil")) : variable("PYTHON_GIL");
    if (gil != null && !gil.equals("1")) {
      throw refused(gil.equals("0") ? "config_read_gil: Disabling the GIL is not supported by this build"
          : "config_read_gil: PYTHON_GIL / -X gil must be \"0\" or \"1\"");
    }
  }

  private void checkFrozenModules() throws ConfigException {
    String value = options.get("frozen_modules");
    if (value != null && !value.isEmpty() && !value.equals("on") && !value.equals("off")) {
      throw refused("bad value for option -X frozen_modules (expected \"on\" or \"off\")");
    }
  }

  private void checkTracemalloc() throws ConfigException {
    String frames = options.containsKey("tracemalloc") ? options.get("tracemalloc") : variable("PYTHONTRACEMALLOC");
    if (frames != null && !frames.matches("[0-9]{1,9}")) {
      throw refused("config_init_tracemalloc: " + (options.containsKey("tracemalloc") ? "-X tracemalloc=NFRAME" : "PYTHONTRACEMALLOC")
          + ": invalid number of frames");
    }
  }

  /// `sys.warnoptions`: what comes later goes before what comes earlier.
  List<String> warnOptions(Map<String, Integer> flags, List<String> given) {
    List<String> all = new ArrayList<>();
    if (flags.get("dev_mode") != 0) {
      all.add("default");
    }
    String listed = variable("PYTHONWARNINGS");
    if (listed != null) {
      all.addAll(List.of(listed.split(",")));
    }
    all.addAll(given);
    int bytes = flags.getOrDefault("bytes_warning", 0);
    if (bytes > 0) {
      all.add(bytes > 1 ? "error::BytesWarning" : "default::BytesWarning");
    }
    return all;
  }

  /// The folders of `PYTHONPATH`.
  List<String> path() {
    String value = variable("PYTHONPATH");
    return value == null ? List.of() : List.of(value.split(":", -1));
  }
}
