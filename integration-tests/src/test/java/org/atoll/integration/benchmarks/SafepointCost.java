package org.atoll.integration.benchmarks;

import java.util.Locale;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.call.Arithmetic;

/// What a safepoint costs that nothing waits at: the same loop with and without the look at [ThreadState#pending] that compiled
/// code takes on each way back to a loop's beginning; on numbers of the JVM, and on those of Python.
///
/// `SafepointCost SECONDS` prints the best seconds for one turn of each loop: `bare` and `bare_polled`, `python` and
/// `python_polled`. They take turns, so that what else the machine does falls on all of them.
public final class SafepointCost {
  private static final int TURNS = 200_000;
  private static final String[] NAMES = {"bare", "bare_polled", "python", "python_polled"};

  private final ThreadState ts = new ThreadState(null);
  /// Keeps the JIT compiler from leaving the loops out.
  private Object sum;

  private void bare(int turns) {
    long x = turns;
    for (int i = 0; i < turns; i++) {
      x = x * 31 ^ i;
    }
    sum = x;
  }

  private void barePolled(int turns) {
    long x = turns;
    for (int i = 0; i < turns; i++) {
      if (ts.pending != 0) {
        ts.safepoint();
      }
      x = x * 31 ^ i;
    }
    sum = x;
  }

  private void python(int turns) {
    Object x = 0L;
    for (int i = 0; i < turns; i++) {
      x = Arithmetic.add(ts, x, (long) i);
    }
    sum = x;
  }

  private void pythonPolled(int turns) {
    Object x = 0L;
    for (int i = 0; i < turns; i++) {
      if (ts.pending != 0) {
        ts.safepoint();
      }
      x = Arithmetic.add(ts, x, (long) i);
    }
    sum = x;
  }

  private void run(int loop) {
    switch (loop) {
      case 0 -> bare(TURNS);
      case 1 -> barePolled(TURNS);
      case 2 -> python(TURNS);
      default -> pythonPolled(TURNS);
    }
  }

  public static void main(String[] args) {
    SafepointCost cost = new SafepointCost();
    long[] best = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
    long end = System.nanoTime() + (long) (Double.parseDouble(args[0]) * 1e9);
    do {
      for (int loop = 0; loop < best.length; loop++) {
        long started = System.nanoTime();
        cost.run(loop);
        best[loop] = Math.min(best[loop], System.nanoTime() - started);
      }
    } while (System.nanoTime() - end < 0);
    if (cost.sum == null) {
      throw new IllegalStateException("nothing was computed");
    }
    for (int loop = 0; loop < best.length; loop++) {
      System.out.printf(Locale.ROOT, "%s=%.12f%n", NAMES[loop], best[loop] / 1e9 / TURNS);
    }
  }
}
