package org.atoll.cli;

/// A setting, from an option or a variable, that keeps Python from starting. The message is CPython's.
final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String state;

  ConfigException(String message, String state) {
    super(message);
    this.state = state;
  }

  /// How far the start had come, in CPython's words.
  String state() {
    return state;
  }
}
