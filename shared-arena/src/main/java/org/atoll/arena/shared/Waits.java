package org.atoll.arena.shared;

import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.Timeouts;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyErr;

/// Timeouts as the tools take them, and waits that depend on nobody in particular.
final class Waits {
  private Waits() {}

  /// The timeout of `wait(timeout=None)` in nanoseconds: negative for no limit.
  static long nanos(ThreadState ts, Object timeout) {
    return timeout == PyNone.NONE ? -1 : Math.max(0, Timeouts.nanos(ts, timeout));
  }

  /// The timeout of `acquire(blocking=True, timeout=None)`: negative for no limit, which -1 stands for, too.
  static long ofAcquire(ThreadState ts, boolean blocking, Object timeout) {
    if (timeout != PyNone.NONE) {
      return Timeouts.ofAcquire(ts, blocking, timeout);
    }
    return blocking ? -1 : 0;
  }

  /// A number that must not be less than another.
  static long atLeast(long least, long given, String what) {
    if (given < least) {
      throw PyErr.valueError("%s must be at least %d, not %d", what, least, given);
    }
    return given;
  }

  /// What a thread waits for, in words.
  record For(String what) implements Awaited {
    @Override
    public String relation() {
      return "";
    }

    @Override
    public Holder holder(ThreadState waiter) {
      return null;
    }
  }
}
