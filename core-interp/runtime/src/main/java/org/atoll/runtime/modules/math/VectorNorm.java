package org.atoll.runtime.modules.math;

/// The Euclidean length of a vector to within a unit in the last place: scaled by a power of two, squares and sums
/// carried with their rounding errors, and the root corrected once (`vector_norm` in `Modules/mathmodule.c`).
final class VectorNorm {
  private double sum = 1.0;
  private double lowSquares;
  private double lowSums;

  private VectorNorm() {}

  static double of(double[] v) {
    double max = 0;
    boolean nan = false;
    for (int i = 0; i < v.length; i++) {
      v[i] = Math.abs(v[i]);
      nan |= Double.isNaN(v[i]);
      max = v[i] > max ? v[i] : max;
    }
    if (Double.isInfinite(max)) {
      return max;
    }
    if (nan) {
      return Double.NaN;
    }
    return max == 0 || v.length <= 1 ? max : ofFinite(v, max);
  }

  private static double ofFinite(double[] v, double max) {
    int exponent = Math.getExponent(max) + 1;
    if (max < Double.MIN_NORMAL) {
      double[] scaled = v.clone();
      for (int i = 0; i < v.length; i++) {
        scaled[i] /= Double.MIN_NORMAL;
      }
      return Double.MIN_NORMAL * ofFinite(scaled, max / Double.MIN_NORMAL);
    }
    VectorNorm n = new VectorNorm();
    for (double x : v) {
      // 2**-exponent itself may be out of range where its effect is not.
      n.addSquare(Math.scalb(x, -exponent), 1.0);
    }
    double h = Math.sqrt(n.total());
    n.addSquare(h, -1.0);
    double rest = n.total();
    return Math.scalb(h + rest / (2.0 * h), exponent);
  }

  private void addSquare(double x, double sign) {
    double high = sign * x * x;
    double low = Math.fma(sign * x, x, -high);
    double s = sum + high;
    lowSums += sum - s + high;
    lowSquares += low;
    sum = s;
  }

  private double total() {
    return sum - 1.0 + (lowSquares + lowSums);
  }
}
