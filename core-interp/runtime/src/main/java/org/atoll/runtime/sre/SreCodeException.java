package org.atoll.runtime.sre;

/// A code array that no `re._compiler` emits; the module `_sre` raises RuntimeError for it.
public final class SreCodeException extends RuntimeException {
  /// What is wrong with the code.
  public SreCodeException(String message) {
    super(message);
  }
}
