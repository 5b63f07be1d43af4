package org.atoll.runtime.types;

/// The functions of C's `math.h` that Python programs see the results of. Stateless.
final class CMath {
  private CMath() {}

  static double hypot(double x, double y) {
    return Math.hypot(x, y);
  }

  static double atan2(double y, double x) {
    return Math.atan2(y, x);
  }

  static double exp(double x) {
    return Math.exp(x);
  }

  static double log(double x) {
    return Math.log(x);
  }

  static double cos(double x) {
    return Math.cos(x);
  }

  static double sin(double x) {
    return Math.sin(x);
  }
}
