package org.atoll.runtime.interp;

/// What code in an interpreter may do (the `allow_...` fields of `PyInterpreterConfig`). Immutable.
///
/// @param fork `os.fork` and what starts processes by it
/// @param exec replacing the process
/// @param threads starting threads
/// @param daemonThreads starting threads that nobody waits for
public record Capabilities(boolean fork, boolean exec, boolean threads, boolean daemonThreads) {
  public static final Capabilities ALL = new Capabilities(true, true, true, true);
  /// What `concurrent.interpreters` allows.
  public static final Capabilities ISOLATED = new Capabilities(false, false, true, false);
}
