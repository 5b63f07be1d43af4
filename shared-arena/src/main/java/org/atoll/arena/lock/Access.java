package org.atoll.arena.lock;

/// What a hold allows.
public enum Access {
  /// Alone, to read and to write.
  WRITE,
  /// Together with other readers.
  READ,
  /// Together with anybody.
  FREE
}
