package org.atoll.runtime.embed;

import org.atoll.runtime.modules.sys.ExceptionDisplay;

/// What keeps Python from starting at all, said as CPython says it (`Py_ExitStatusException`). Stateless.
public final class FatalError {
  /// The exit status of a process that could not start.
  public static final int STATUS = 1;

  private FatalError() {}

  /// Tells it on the process's standard error.
  ///
  /// @param message where and why
  /// @param state how far the start had come, in CPython's words
  public static void report(String message, String state) {
    ExceptionDisplay.writeToProcess("Fatal Python error: " + message + "\nPython runtime state: " + state + "\n\n");
  }
}
