package org.atoll.runtime.modules.math;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;

/// `fsum` and `sumprod`.
final class Sums {
  private Sums() {}

  /// The exactly rounded sum, by partial sums that do not overlap (Shewchuk 1997).
  static double fsum(ThreadState ts, Object seq) {
    double[] partials = new double[32];
    int n = 0;
    double special = 0;
    double infinities = 0;
    Object it = PyObjects.iter(ts, seq);
    for (Object item = PyObjects.next(ts, it); item != null; item = PyObjects.next(ts, it)) {
      double x = PyNumber.asDouble(ts, item);
      double given = x;
      int kept = 0;
      for (int j = 0; j < n; j++) {
        double y = partials[j];
        if (Math.abs(x) < Math.abs(y)) {
          double t = x;
          x = y;
          y = t;
        }
        double high = x + y;
        double low = y - (high - x);
        if (low != 0) {
          partials[kept++] = low;
        }
        x = high;
      }
      n = kept;
      if (x == 0) {
        continue;
      }
      if (!Double.isFinite(x)) {
        if (Double.isFinite(given)) {
          throw PyErr.overflowError("intermediate overflow in fsum");
        }
        infinities += Double.isInfinite(given) ? given : 0;
        special += given;
        n = 0;
        continue;
      }
      if (n == partials.length) {
        partials = java.util.Arrays.copyOf(partials, n * 2);
      }
      partials[n++] = x;
    }
    if (special != 0) {
      if (Double.isNaN(infinities)) {
        throw PyErr.valueError("-inf + inf in fsum");
      }
      return special;
    }
    return rounded(partials, n);
  }

  /// The sum of partials, half way cases decided by the first that is left out.
  private static double rounded(double[] p, int count) {
    int n = count;
    if (n == 0) {
      return 0.0;
    }
    double high = p[--n];
    double low = 0;
    while (n > 0) {
      double x = high;
      double y = p[--n];
      high = x + y;
      low = y - (high - x);
      if (low != 0) {
        break;
      }
    }
    if (n > 0 && (low < 0 && p[n - 1] < 0 || low > 0 && p[n - 1] > 0)) {
      double y = low * 2.0;
      double x = high + y;
      if (y == x - high) {
        high = x;
      }
    }
    return high;
  }

  static Object sumprod(ThreadState ts, Object p, Object q) {
    return new SumOfProducts(ts).of(p, q);
  }

  /// A running sum of products: ints exactly, floats in about three times double precision, everything else by
  /// Python's own operators, changing to the next way where one no longer suffices.
  private static final class SumOfProducts {
    private final ThreadState ts;
    private Object total = 0L;
    private boolean ints = true;
    private boolean floats = true;
    private boolean intsUsed;
    private boolean floatsUsed;
    private long intTotal;
    private double high;
    private double low;
    private double tiny;

    SumOfProducts(ThreadState ts) {
      this.ts = ts;
    }

    Object of(Object p, Object q) {
      Object pit = PyObjects.iter(ts, p);
      Object qit = PyObjects.iter(ts, q);
      while (true) {
        Object a = PyObjects.next(ts, pit);
        Object b = PyObjects.next(ts, qit);
        if ((a == null) != (b == null)) {
          throw PyErr.valueError("Inputs are not the same length");
        }
        if (a == null) {
          flushInts();
          flushFloats();
          return total;
        }
        if (!(ints && addInts(a, b)) && !(floats && addFloats(a, b))) {
          total = PyNumber.add(ts, total, PyNumber.multiply(ts, a, b));
        }
      }
    }

    private boolean addInts(Object a, Object b) {
      if (a instanceof Long x && b instanceof Long y) {
        long product = x * y;
        long sum = intTotal + product;
        if (Math.multiplyHigh(x, y) == product >> 63 && ((intTotal ^ sum) & (product ^ sum)) >= 0) {
          intTotal = sum;
          intsUsed = true;
          return true;
        }
      }
      ints = false;
      flushInts();
      return false;
    }

    private void flushInts() {
      if (intsUsed) {
        total = PyNumber.add(ts, total, intTotal);
        intsUsed = false;
        intTotal = 0;
      }
    }

    private static boolean isReal(Object o) {
      return o instanceof Double || o instanceof Long || o instanceof Boolean;
    }

    private boolean addFloats(Object a, Object b) {
      if ((a instanceof Double || b instanceof Double) && isReal(a) && isReal(b)) {
        double x = PyNumber.asDouble(ts, a);
        double y = PyNumber.asDouble(ts, b);
        double product = x * y;
        double productLow = Math.fma(x, y, -product);
        double sum = high + product;
        double sumLow = error(high, product, sum);
        double r1 = low + productLow;
        double r1Low = error(low, productLow, r1);
        double r2 = r1 + sumLow;
        double r2Low = error(r1, sumLow, r2);
        if (Double.isFinite(sum)) {
          high = sum;
          low = r2;
          tiny += r1Low + r2Low;
          floatsUsed = true;
          return true;
        }
      }
      floats = false;
      flushFloats();
      return false;
    }

    /// What rounding `a + b` to `sum` has lost (Knuth's two-sum).
    private static double error(double a, double b, double sum) {
      double z = sum - a;
      return a - (sum - z) + (b - z);
    }

    private void flushFloats() {
      if (floatsUsed) {
        double sum = low + high;
        total = PyNumber.add(ts, total, tiny + error(low, high, sum) + sum);
        floatsUsed = false;
        high = 0;
        low = 0;
        tiny = 0;
      }
    }
  }
}
