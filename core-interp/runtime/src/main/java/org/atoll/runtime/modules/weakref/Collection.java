package org.atoll.runtime.modules.weakref;

/// A garbage collection on demand.
public final class Collection {
  /// Long enough for the JVM to hand over even a great many cleared references.
  private static final long PATIENCE_MILLIS = 500;

  private Collection() {}

  /// Has the JVM collect its garbage, and waits until the callbacks of the weak references that this clears are due.
  /// Blocks: to be called without the GIL.
  public static void run() {
    WeakLink.Sentinel sentinel = new WeakLink.Sentinel();
    System.gc();
    sentinel.await(PATIENCE_MILLIS);
  }
}
