package org.atoll.arena.module;

import java.util.concurrent.atomic.AtomicLong;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;

/// What an interpreter whose memory is limited pays for an arena that it has made: the arena's limit, from the beginning to the arena's end.
/// Thread-safe.
final class Payment implements Runnable {
  private final MemoryMeter meter;
  private final AtomicLong bytes;

  private Payment(MemoryMeter meter, long bytes) {
    this.meter = meter;
    this.bytes = new AtomicLong(bytes);
  }

  /// Requires the GIL.
  ///
  /// @return null where the interpreter's memory is not limited
  /// @throws org.atoll.runtime.types.PyException MemoryError where it has not that much left
  static Payment of(ThreadState ts, long limitBytes) {
    MemoryMeter meter = ts.interpreter().memory();
    if (meter == null) {
      return null;
    }
    meter.takeOutside(ts, limitBytes);
    return new Payment(meter, limitBytes);
  }

  /// The arena is no more. To be called again is harmless.
  @Override
  public void run() {
    meter.giveBack(bytes.getAndSet(0));
  }
}
