package org.atoll.cli;

/// A command line that cannot be understood. The message is the first line that the user sees.
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message, null, false, false);
  }
}
