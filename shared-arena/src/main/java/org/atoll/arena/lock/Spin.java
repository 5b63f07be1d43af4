package org.atoll.arena.lock;

/// How a thread waits for what another is about to do within some hundred instructions: it keeps its GIL, and so must never wait like this
/// for what needs a GIL.
public final class Spin {
  private static final int BUSY = 64;

  private Spin() {}

  /// Waits a little.
  ///
  /// @param turn how often it has waited for the same already
  public static void pause(int turn) {
    if (turn < BUSY) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }
}
