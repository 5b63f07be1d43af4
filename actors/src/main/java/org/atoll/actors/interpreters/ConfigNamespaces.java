package org.atoll.actors.interpreters;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PySimpleNamespace;
import org.atoll.runtime.types.SimpleNamespaces;

/// `PyInterpreterConfig` as Python sees it.
final class ConfigNamespaces {
  private ConfigNamespaces() {}

  /// A named config with some fields replaced.
  static Object named(ThreadState ts, String name, PyDict overrides) {
    PySimpleNamespace config = switch (name) {
      case "isolated" -> make(false, false, false, true, false, true, "own");
      case "legacy" -> make(true, true, true, true, true, false, "shared");
      case "default" -> make(false, false, false, true, false, true, "default");
      case "empty" -> make(false, false, false, false, false, false, "default");
      default -> throw PyErr.valueError("unsupported config name '%s'", name);
    };
    for (int i = 0; i < overrides.used(); i++) {
      if (overrides.keyAt(i) instanceof String key) {
        if (config.getOwn(key) == null) {
          throw PyErr.valueError("unexpected config field '%s'", key);
        }
        config.setOwn(key, overrides.valueAt(i));
      }
    }
    return config;
  }

  private static PySimpleNamespace make(boolean mainObmalloc, boolean fork, boolean exec, boolean threads, boolean daemonThreads, boolean multiInterp, String gil) {
    return SimpleNamespaces.of("use_main_obmalloc", mainObmalloc, "allow_fork", fork, "allow_exec", exec, "allow_threads", threads, "allow_daemon_threads", daemonThreads,
        "check_multi_interp_extensions", multiInterp, "gil", gil);
  }
}
