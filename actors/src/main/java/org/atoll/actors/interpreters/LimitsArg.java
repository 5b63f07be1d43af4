package org.atoll.actors.interpreters;

import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyTuple;

/// Limits as `atoll.interpreters` hands them over. Stateless.
public final class LimitsArg {
  private LimitsArg() {}

  /// @param t the limits in the order of [Limits], times in nanoseconds; None for no limit
  public static Limits of(ThreadState ts, PyTuple t) {
    long[] n = new long[t.items.length];
    for (int i = 0; i < n.length; i++) {
      n[i] = t.items[i] == PyNone.NONE ? Limits.NONE : PyNumber.asIndex(ts, t.items[i], PyExc.OverflowError);
    }
    return new Limits(n[0], n[1], n[2], Math.toIntExact(n[3]), Math.toIntExact(n[4]), Math.toIntExact(n[5]), Math.toIntExact(n[6]), n[7]);
  }
}
