package org.atoll.runtime.host;

import java.util.function.BooleanSupplier;

/// By this a thread that waits in [Waiting] is told that something else wants it. It belongs to one thread; others only
/// [#wake] it.
public final class WakeSignal implements BooleanSupplier {
  /// How the thread sleeps when it does not poll; called without the GIL.
  public interface Sleeper {
    /// Waits until [#wake] or the end of the time, negative for no limit; may end for no reason.
    void sleep(long nanos);

    /// Ends the present sleep, or else the next one. Thread-safe.
    void wake();
  }

  private final BooleanSupplier wanted;
  private final Sleeper sleeper;
  /// What the thread polls at present so as to be woken, or -1.
  private volatile int descriptor = -1;

  /// A signal for a thread that is wanted while `wanted` is true, which any thread may ask.
  public WakeSignal(BooleanSupplier wanted, Sleeper sleeper) {
    this.wanted = wanted;
    this.sleeper = sleeper;
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

  Sleeper sleeper() {
    return sleeper;
  }

  void listen(int fd) {
    descriptor = fd;
  }
}
