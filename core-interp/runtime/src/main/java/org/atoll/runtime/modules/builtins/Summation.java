package org.atoll.runtime.modules.builtins;

import org.atoll.runtime.call.Iterate;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyUnicode;

/// `sum`: exact on ints, compensated on floats (Neumaier: Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
/// Summen, 1974), as CPython does it.
final class Summation {
  private Summation() {}

  static Object sum(ThreadState ts, Object iterable, Object start) {
    if (PyUnicode.check(start)) {
      throw PyErr.typeError("sum() can't sum strings [use ''.join(seq) instead]");
    }
    if (start instanceof PyBytes) {
      throw PyErr.typeError("sum() can't sum bytes [use b''.join(seq) instead]");
    }
    if (start instanceof PyByteArray) {
      throw PyErr.typeError("sum() can't sum bytearray [use b''.join(seq) instead]");
    }
    PyIterator it = Iterate.iter(ts, iterable);
    Object total = start;
    Object x = it.next(ts);
    if (total instanceof Long l) {
      long t = l;
      while (x instanceof Long v) {
        long r = t + v;
        if (((t ^ r) & (v ^ r)) < 0) {
          break;
        }
        t = r;
        x = it.next(ts);
      }
      total = t;
    }
    if (x instanceof Double && (total instanceof Long || total instanceof Double) || total instanceof Double) {
      return sumFloats(ts, it, x, total instanceof Long l ? (double) l : (Double) total);
    }
    if (x instanceof PyComplex z && z.type == PyComplex.TYPE && total instanceof Long l) {
      return sumComplex(ts, it, x, l, 0);
    }
    if (total instanceof PyComplex z && z.type == PyComplex.TYPE && x != null) {
      return sumComplex(ts, it, x, z.real, z.imag);
    }
    return sumAny(ts, it, x, total);
  }

  private static Object sumFloats(ThreadState ts, PyIterator it, Object first, double start) {
    double t = start;
    double c = 0;
    Object x = first;
    while (x instanceof Double || x instanceof Long) {
      if (x instanceof Double d) {
        double s = t + d;
        c += Math.abs(t) >= Math.abs(d) ? t - s + d : d - s + t;
        t = s;
      } else {
        t += (Long) x;
      }
      x = it.next(ts);
    }
    double total = c != 0 && Double.isFinite(c) ? t + c : t;
    return x == null ? (Object) total : x instanceof PyComplex z && z.type == PyComplex.TYPE ? sumComplex(ts, it, z, total, 0) : sumAny(ts, it, x, total);
  }

  /// Compensated by parts; ints and floats among the items count for the real part.
  private static Object sumComplex(ThreadState ts, PyIterator it, Object first, double re, double im) {
    Compensated real = new Compensated(re);
    Compensated imag = new Compensated(im);
    Object x = first;
    for (; x != null; x = it.next(ts)) {
      if (x instanceof PyComplex z && z.type == PyComplex.TYPE) {
        real.add(z.real);
        imag.add(z.imag);
      } else if (x instanceof Double d) {
        real.add(d);
      } else if (x instanceof Long l) {
        real.add(l);
      } else {
        break;
      }
    }
    Object total = new PyComplex(real.total(), imag.total());
    return x == null ? total : sumAny(ts, it, x, total);
  }

  /// A running sum and the error it has made so far.
  private static final class Compensated {
    private double sum;
    private double error;

    Compensated(double start) {
      sum = start;
    }

    void add(double d) {
      double s = sum + d;
      error += Math.abs(sum) >= Math.abs(d) ? sum - s + d : d - s + sum;
      sum = s;
    }

    double total() {
      return error != 0 && Double.isFinite(error) ? sum + error : sum;
    }
  }

  private static Object sumAny(ThreadState ts, PyIterator it, Object first, Object start) {
    Object total = start;
    for (Object x = first; x != null; x = it.next(ts)) {
      total = PyNumber.add(ts, total, x);
    }
    return total;
  }
}
