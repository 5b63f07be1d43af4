package org.atoll.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the environment variables named `PYTHON...` and the `-X` options say about flags, warnings and the module search
/// path. Compare CPython Python/initconfig.c. Immutable.
final class EnvironmentSettings {
  private static final String[][] COUNTED = {{"PYTHONDEBUG", "debug"}, {"PYTHONVERBOSE", "verbose"}, {"PYTHONOPTIMIZE", "optimize"},
      {"PYTHONINSPECT", "inspect"}, {"PYTHONUNBUFFERED", "unbuffered"}, {"PYTHONDONTWRITEBYTECODE", "dont_write_bytecode"},
      {"PYTHONNOUSERSITE", "no_user_site"}, {"PYTHONSAFEPATH", "safe_path"}};

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
    return value.matches("[0-9]{1,9}") ? Math.max(1, Integer.parseInt(value)) : 1;
  }

  /// Raises the flags that variables and options turn on.
  void addFlags(Map<String, Integer> flags) {
    for (String[] c : COUNTED) {
      flags.merge(c[1], count(c[0]), Math::max);
    }
    flags.put("dev_mode", options.containsKey("dev") || variable("PYTHONDEVMODE") != null ? 1 : 0);
    flags.put("utf8_mode", choice("utf8", "PYTHONUTF8"));
    flags.put("warn_default_encoding", options.containsKey("warn_default_encoding") || variable("PYTHONWARNDEFAULTENCODING") != null ? 1 : 0);
    flags.put("thread_inherit_context", choice("thread_inherit_context", "PYTHON_THREAD_INHERIT_CONTEXT"));
    flags.put("context_aware_warnings", choice("context_aware_warnings", "PYTHON_CONTEXT_AWARE_WARNINGS"));
    String digits = options.getOrDefault("int_max_str_digits", variable("PYTHONINTMAXSTRDIGITS"));
    if (digits != null && digits.matches("[0-9]{1,9}")) {
      flags.put("int_max_str_digits", Integer.parseInt(digits));
    }
  }

  /// An option that is on without a value or with 1; the variable counts where it is not given.
  private int choice(String option, String variable) {
    if (options.containsKey(option)) {
      String value = options.get(option);
      return value == null || value.equals("1") ? 1 : 0;
    }
    return "1".equals(variable(variable)) ? 1 : 0;
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
