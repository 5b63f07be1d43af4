package org.atoll.runtime.interp;

/// The version of Python, and of Atoll. Constants.
public final class Version {
  /// What `python -V` prints after the name.
  public static final String PYTHON = "3.14.3";
  /// `sys.version`.
  public static final String FULL = PYTHON + " (main, Feb 19 2026, 14:54:44) [Atoll 0.1.0 on the JVM]";

  private Version() {}
}
