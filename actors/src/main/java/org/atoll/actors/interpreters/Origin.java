package org.atoll.actors.interpreters;

/// Who has made an interpreter, in the order of the numbers by which Python knows it (`_PyInterpreterState_WHENCE_...`).
public enum Origin {
  /// Nobody says; it is not ready for use.
  UNKNOWN,
  RUNTIME,
  LEGACY_CAPI,
  CAPI,
  XI,
  /// The module `_interpreters`, which alone lets others use what it has made.
  STDLIB;

  long number() {
    return ordinal();
  }
}
