package org.atoll.runtime.interp;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What is fixed when an interpreter is made (`PyInterpreterConfig` and `PyConfig`). Immutable.
///
/// @param argv `sys.argv`
/// @param origArgv `sys.orig_argv`
/// @param executable `sys.executable`
/// @param prefix `sys.prefix`: the folder whose `lib/python3.14` holds the sources of the standard library; empty where there
///     are none
/// @param path what is put in front of `sys.path`
/// @param flags `sys.flags` by name, those that are not 0
/// @param warnOptions `sys.warnoptions`
/// @param xOptions `sys._xoptions`
/// @param subinterpreter whether this is not the main interpreter
/// @param capabilities what its code may do
public record InterpreterConfig(List<String> argv, List<String> origArgv, String executable, String prefix, List<String> path, Map<String, Integer> flags,
    List<String> warnOptions, Map<String, String> xOptions, boolean subinterpreter, Capabilities capabilities) {
  /// Settings with what is usually allowed.
  public InterpreterConfig(List<String> argv, List<String> origArgv, String executable, String prefix, List<String> path, Map<String, Integer> flags,
      List<String> warnOptions, Map<String, String> xOptions, boolean subinterpreter) {
    this(argv, origArgv, executable, prefix, path, flags, warnOptions, xOptions, subinterpreter, subinterpreter ? Capabilities.ISOLATED : Capabilities.ALL);
  }

  private static final String LIBRARY = "/lib/python3.14";
  /// Stands for the compiled library where there are no sources. `/lib` would be the system's, which may have a Python of its
  /// own.
  private static final String NOWHERE = "/<atoll>";

  /// Whether the sources of the library are there.
  public boolean hasSources() {
    return !prefix.isEmpty();
  }

  /// The folder of `sys.path` that stands for the library.
  public String libraryFolder() {
    return (hasSources() ? prefix : NOWHERE) + LIBRARY;
  }

  /// A flag of `sys.flags`.
  public int flag(String name) {
    return flags.getOrDefault(name, 0);
  }

  /// `sys.pycache_prefix`: what `-X pycache_prefix` or `PYTHONPYCACHEPREFIX` names; null where neither does.
  public String pycachePrefix() {
    String variable = flag("ignore_environment") != 0 ? null : System.getenv("PYTHONPYCACHEPREFIX");
    String folder = xOptions.containsKey("pycache_prefix") ? xOptions.get("pycache_prefix") : variable;
    return folder == null || folder.isEmpty() ? null : folder;
  }

  /// The same settings for a subinterpreter; `folder`, unless null, goes in front of its `sys.path`.
  public InterpreterConfig forSubinterpreter(Capabilities allowed, String folder) {
    List<String> full = folder == null ? path : Stream.concat(Stream.of(folder), path.stream()).toList();
    return new InterpreterConfig(List.of(""), origArgv, executable, prefix, full, flags, warnOptions, xOptions, true, allowed);
  }
}
