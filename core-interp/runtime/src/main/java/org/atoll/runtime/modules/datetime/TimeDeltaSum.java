package org.atoll.runtime.modules.datetime;

import java.math.BigInteger;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyLong;

/// Adds up the components of a duration: whole microseconds exactly, what is left of floats as a float, which is rounded
/// once at the end. One thread at a time.
final class TimeDeltaSum {
  private final ThreadState ts;
  private BigInteger whole = BigInteger.ZERO;
  private double rest;

  TimeDeltaSum(ThreadState ts) {
    this.ts = ts;
  }

  private static BigInteger big(Object i) {
    return i instanceof Long l ? BigInteger.valueOf(l) : (BigInteger) i;
  }

  /// Adds a component of `factor` microseconds each; null where it was not given.
  void add(String name, Object number, long factor) {
    if (number == null) {
      return;
    }
    BigInteger f = BigInteger.valueOf(factor);
    if (PyLong.check(number)) {
      whole = whole.add(big(PyLong.value(number)).multiply(f));
      return;
    }
    if (!PyFloat.check(number)) {
      throw PyErr.typeError("unsupported type for timedelta %s component: %s", name, PyObject.typeOf(number).messageName());
    }
    double d = PyFloat.value(number);
    BigInteger integral = big(Call.call1(ts, PyLong.TYPE, d));
    whole = whole.add(integral.multiply(f));
    double fraction = d - integral.doubleValue();
    if (fraction != 0) {
      double product = factor * fraction;
      double integer = product < 0 ? Math.ceil(product) : Math.floor(product);
      whole = whole.add(BigInteger.valueOf((long) integer));
      rest += product - integer;
    }
  }

  /// The nearest whole number, away from zero where there are two (C's `round`).
  private static double round(double x) {
    double size = Math.abs(x);
    double below = Math.floor(size);
    return Math.copySign(size - below >= 0.5 ? below + 1 : below, x);
  }

  /// All of it, rounded to the nearest microsecond, or to the even one of two.
  BigInteger microseconds() {
    if (rest == 0) {
      return whole;
    }
    double rounded = round(rest);
    if (Math.abs(rounded - rest) == 0.5) {
      int odd = whole.testBit(0) ? 1 : 0;
      rounded = 2.0 * round((rest + odd) * 0.5) - odd;
    }
    return whole.add(BigInteger.valueOf((long) rounded));
  }
}
