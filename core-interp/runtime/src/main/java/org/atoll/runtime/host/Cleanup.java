package org.atoll.runtime.host;

import java.lang.ref.Cleaner;

/// Gives resources of the system back when the object that they belong to was collected. Thread-safe.
public final class Cleanup {
  private static final Cleaner CLEANER = Cleaner.create(Thread.ofPlatform().daemon().name("atoll-cleanup").factory());

  private Cleanup() {}

  /// Has `action`, which must not refer to `owner`, run on a thread of its own once `owner` is collected, or before that
  /// when the result is told to clean.
  public static Cleaner.Cleanable register(Object owner, Runnable action) {
    return CLEANER.register(owner, action);
  }
}
