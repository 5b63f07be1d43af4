package org.atoll.runtime.host;

import java.util.function.BooleanSupplier;

/// By this a thread that waits in [Waiting] is told that something else wants it. It belongs to one thread; others only
/// [#wake] it.
public final class WakeSignal implements BooleanSupplier {
  private final BooleanSupplier wanted;
  /// What the thread polls at present so as to be woken, or -1.
  private volatile int descriptor = -1;

  /// A signal for a thread that is wanted while `wanted` is true, which any thread may ask.
  public WakeSignal(BooleanSupplier wanted) {
    this.wanted = wanted;
  }

  /// Whether the thread is wanted.
  @Override
  public boolean getAsBoolean() {
    return wanted.getAsBoolean();
  }

  /// Has the thread look whether it is wanted, if it polls. Thread-safe.
  public void wake() {
    int fd = descriptor;
    if (fd >= 0) {
      WakeDescriptors.wake(fd);
    }
  }

  void listen(int fd) {
    descriptor = fd;
  }
}
