package org.atoll.runtime.modules.math;

import java.math.BigInteger;
import java.util.function.DoubleUnaryOperator;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.host.Libm;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.text.FloatFormat;
import org.atoll.runtime.types.FloatMath;
import org.atoll.runtime.types.IntMath;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// The module `math`. Without state.
@PyModuleDef(value = "math", doc = "This module provides access to the mathematical functions defined by the C standard.")
final class MathModule {
  @PyConstant
  static final double pi = Math.PI;
  @PyConstant
  static final double e = Math.E;
  @PyConstant
  static final double tau = 2 * Math.PI;
  @PyConstant
  static final double inf = Double.POSITIVE_INFINITY;
  @PyConstant
  static final double nan = Double.NaN;

  private static final double LN2 = 0.693147180559945309417232121458;

  // Errors.

  static PyException domain(String expected, double got) {
    return PyErr.valueError("expected %s, got %s", expected, FloatFormat.repr(got));
  }

  static PyException domain() {
    return PyErr.valueError("math domain error");
  }

  static PyException range() {
    return PyErr.overflowError("math range error");
  }

  /// A function that is undefined outside some domain.
  private static double checked(DoubleUnaryOperator f, double x, String expected) {
    double r = f.applyAsDouble(x);
    if (Double.isNaN(r) && !Double.isNaN(x) || Double.isInfinite(r) && Double.isFinite(x)) {
      throw domain(expected, x);
    }
    return r;
  }

  /// A function that may overflow.
  private static double growing(DoubleUnaryOperator f, double x) {
    double r = f.applyAsDouble(x);
    if (Double.isInfinite(r) && Double.isFinite(x)) {
      throw range();
    }
    return r;
  }

  // Trigonometric and hyperbolic functions.

  @PyFunction(sig = "(x, /)", doc = "Return the arc cosine (measured in radians) of x.")
  double acos(double x) {
    return checked(Libm::acos, x, "a number in range from -1 up to 1");
  }

  @PyFunction(sig = "(x, /)", doc = "Return the inverse hyperbolic cosine of x.")
  double acosh(double x) {
    return checked(Libm::acosh, x, "argument value not less than 1");
  }

  @PyFunction(sig = "(x, /)", doc = "Return the arc sine (measured in radians) of x.")
  double asin(double x) {
    return checked(Libm::asin, x, "a number in range from -1 up to 1");
  }

  @PyFunction(sig = "(x, /)", doc = "Return the inverse hyperbolic sine of x.")
  double asinh(double x) {
    return Libm.asinh(x);
  }

  @PyFunction(sig = "(x, /)", doc = "Return the arc tangent (measured in radians) of x.")
  double atan(double x) {
    return Libm.atan(x);
  }

  @PyFunction(sig = "(y, x, /)", doc = "Return the arc tangent (measured in radians) of y/x.")
  double atan2(double y, double x) {
    return Libm.atan2(y, x);
  }

  @PyFunction(sig = "(x, /)", doc = "Return the inverse hyperbolic tangent of x.")
  double atanh(double x) {
    return checked(Libm::atanh, x, "a number between -1 and 1");
  }

  @PyFunction(sig = "(x, /)", doc = "Return the cosine of x (measured in radians).")
  double cos(double x) {
    return checked(Libm::cos, x, "a finite input");
  }

  @PyFunction(sig = "(x, /)", doc = "Return the hyperbolic cosine of x.")
  double cosh(double x) {
    return growing(Libm::cosh, x);
  }

  @PyFunction(sig = "(x, /)", doc = "Return the sine of x (measured in radians).")
  double sin(double x) {
    return checked(Libm::sin, x, "a finite input");
  }

  @PyFunction(sig = "(x, /)", doc = "Return the hyperbolic sine of x.")
  double sinh(double x) {
    return growing(Libm::sinh, x);
  }

  @PyFunction(sig = "(x, /)", doc = "Return the tangent of x (measured in radians).")
  double tan(double x) {
    return checked(Libm::tan, x, "a finite input");
  }

  @PyFunction(sig = "(x, /)", doc = "Return the hyperbolic tangent of x.")
  double tanh(double x) {
    return Libm.tanh(x);
  }

  @PyFunction(sig = "(x, /)", doc = "Convert angle x from radians to degrees.")
  double degrees(double x) {
    return x * (180.0 / Math.PI);
  }

  @PyFunction(sig = "(x, /)", doc = "Convert angle x from degrees to radians.")
  double radians(double x) {
    return x * (Math.PI / 180.0);
  }

  // Powers, exponentials and logarithms.

  @PyFunction(sig = "(x, /)", doc = "Return the cube root of x.")
  double cbrt(double x) {
    return Libm.cbrt(x);
  }

  @PyFunction(sig = "(x, /)", doc = "Return e raised to the power of x.")
  double exp(double x) {
    return growing(Libm::exp, x);
  }

  @PyFunction(sig = "(x, /)", doc = "Return 2 raised to the power of x.")
  double exp2(double x) {
    return growing(Libm::exp2, x);
  }

  @PyFunction(sig = "(x, /)", doc = "Return exp(x)-1.")
  double expm1(double x) {
    return growing(Libm::expm1, x);
  }

  @PyFunction(sig = "(x, /)", doc = "Return the square root of x.")
  double sqrt(double x) {
    if (x < 0) {
      throw domain("a nonnegative input", x);
    }
    return Math.sqrt(x);
  }

  @PyFunction(sig = "(x, y, /)", doc = "Return x**y (x to the power of y).")
  double pow(double x, double y) {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      return Libm.pow(x, y);
    }
    double r = Libm.pow(x, y);
    if (Double.isNaN(r)) {
      throw domain();
    }
    if (Double.isInfinite(r)) {
      throw x == 0 ? domain() : range();
    }
    return r;
  }

  @PyFunction(sig = "(x, base=<absent>, /)", doc = "Return the logarithm of x to the given base; the natural one without a base.")
  Object log(ThreadState ts, Object x, Object base) {
    double r = logarithm(ts, x, Libm::log, LN2);
    if (base == null) {
      return r;
    }
    return FloatMath.divide(r, logarithm(ts, base, Libm::log, LN2));
  }

  @PyFunction(sig = "(x, /)", doc = "Return the base 2 logarithm of x.")
  double log2(ThreadState ts, Object x) {
    return logarithm(ts, x, Libm::log2, 1.0);
  }

  @PyFunction(sig = "(x, /)", doc = "Return the base 10 logarithm of x.")
  double log10(ThreadState ts, Object x) {
    return logarithm(ts, x, Libm::log10, Libm.log10(2.0));
  }

  @PyFunction(sig = "(x, /)", doc = "Return the natural logarithm of 1+x (base e).")
  double log1p(double x) {
    return checked(Libm::log1p, x, "argument value > -1");
  }

  /// A logarithm also of ints beyond the range of double. `logOf2` is the logarithm of 2.
  private static double logarithm(ThreadState ts, Object x, DoubleUnaryOperator f, double logOf2) {
    if (PyLong.check(x)) {
      Object v = PyLong.value(x);
      if (IntMath.signum(v) <= 0) {
        throw PyErr.valueError("expected a positive input");
      }
      if (v instanceof BigInteger b && b.bitLength() > 1024) {
        int shift = b.bitLength() - 1024;
        double mantissa = Math.scalb(rounded(b, shift), -1024);
        return f.applyAsDouble(mantissa) + logOf2 * (shift + 1024.0);
      }
      return f.applyAsDouble(v instanceof BigInteger b ? unlessInfinite(b) : IntMath.toDouble(v));
    }
    double d = PyNumber.asDouble(ts, x);
    if (d <= 0) {
      throw domain("a positive input", d);
    }
    return f.applyAsDouble(d);
  }

  /// The upper 1024 bits; a value that rounds up out of range is as good as the largest double.
  private static double rounded(BigInteger b, int shift) {
    return unlessInfinite(b.shiftRight(shift));
  }

  private static double unlessInfinite(BigInteger b) {
    return Math.min(b.doubleValue(), Double.MAX_VALUE);
  }

  // Special functions.

  @PyFunction(sig = "(x, /)", doc = "Error function at x.")
  double erf(double x) {
    return Libm.erf(x);
  }

  @PyFunction(sig = "(x, /)", doc = "Complementary error function at x.")
  double erfc(double x) {
    return Libm.erfc(x);
  }

  @PyFunction(sig = "(x, /)", doc = "Gamma function at x.")
  double gamma(double x) {
    return Gamma.gamma(x);
  }

  @PyFunction(sig = "(x, /)", doc = "Natural logarithm of absolute value of Gamma function at x.")
  double lgamma(double x) {
    return Gamma.logGamma(x);
  }

  // Rounding and the parts of floats.

  private static Object viaMethod(ThreadState ts, Object x, String name) {
    Object m = PyObjects.lookupSpecial(ts, x, name);
    return m == null ? null : Call.call0(ts, m);
  }

  @PyFunction(sig = "(x, /)", doc = "Return the ceiling of x as an Integral.")
  Object ceil(ThreadState ts, Object x) {
    if (!(x instanceof Double)) {
      Object r = viaMethod(ts, x, "__ceil__");
      if (r != null) {
        return r;
      }
    }
    return FloatMath.toInt(Math.ceil(PyNumber.asDouble(ts, x)));
  }

  @PyFunction(sig = "(x, /)", doc = "Return the floor of x as an Integral.")
  Object floor(ThreadState ts, Object x) {
    if (!(x instanceof Double)) {
      Object r = viaMethod(ts, x, "__floor__");
      if (r != null) {
        return r;
      }
    }
    return FloatMath.toInt(Math.floor(PyNumber.asDouble(ts, x)));
  }

  @PyFunction(sig = "(x, /)", doc = "Truncates the Real x to the nearest Integral toward 0.")
  Object trunc(ThreadState ts, Object x) {
    if (x instanceof Double d) {
      return FloatMath.toInt(d);
    }
    Object r = viaMethod(ts, x, "__trunc__");
    if (r == null) {
      throw PyErr.typeError("type %s doesn't define __trunc__ method", PyObject.typeOf(x).name());
    }
    return r;
  }

  @PyFunction(sig = "(x, /)", doc = "Return the absolute value of the float x.")
  double fabs(double x) {
    return Math.abs(x);
  }

  @PyFunction(sig = "(x, y, /)", doc = "Return a float with the magnitude (absolute value) of x but the sign of y.")
  double copysign(double x, double y) {
    return Math.copySign(x, Double.isNaN(y) && Double.doubleToRawLongBits(y) < 0 ? -1.0 : y);
  }

  @PyFunction(sig = "(x, y, /)", doc = "Return fmod(x, y), according to platform C.")
  double fmod(double x, double y) {
    double r = x % y;
    if (Double.isNaN(r) && !Double.isNaN(x) && !Double.isNaN(y)) {
      throw domain();
    }
    return r;
  }

  @PyFunction(sig = "(x, y, /)", doc = "Difference between x and the closest integer multiple of y.")
  double remainder(double x, double y) {
    double r = Math.IEEEremainder(x, y);
    if (Double.isNaN(r) && !Double.isNaN(x) && !Double.isNaN(y)) {
      throw domain();
    }
    return r;
  }

  @PyFunction(sig = "(x, /)", doc = "Return the mantissa and exponent of x, as pair (m, e).")
  Object frexp(double x) {
    if (!Double.isFinite(x) || x == 0) {
      return PyTuple.of(x, 0L);
    }
    int shift = Math.abs(x) < Double.MIN_NORMAL ? 54 : 0;
    double scaled = Math.scalb(x, shift);
    int exponent = Math.getExponent(scaled) + 1;
    return PyTuple.of(Math.scalb(scaled, -exponent), (long) (exponent - shift));
  }

  @PyFunction(sig = "(x, i, /)", doc = "Return x * (2**i).")
  double ldexp(ThreadState ts, double x, Object i) {
    if (!PyLong.check(i)) {
      throw PyErr.typeError("Expected an int as second argument to ldexp.");
    }
    Object e = PyLong.value(i);
    if (x == 0 || !Double.isFinite(x)) {
      return x;
    }
    if (IntMath.compare(e, 5000L) > 0) {
      throw range();
    }
    if (IntMath.compare(e, -5000L) < 0) {
      return Math.copySign(0.0, x);
    }
    double r = Math.scalb(x, (int) (long) (Long) e);
    if (Double.isInfinite(r)) {
      throw range();
    }
    return r;
  }

  @PyFunction(sig = "(x, /)", doc = "Return the fractional and integer parts of x.")
  Object modf(double x) {
    if (Double.isInfinite(x)) {
      return PyTuple.of(Math.copySign(0.0, x), x);
    }
    if (Double.isNaN(x)) {
      return PyTuple.of(x, x);
    }
    double whole = x < 0 ? Math.ceil(x) : Math.floor(x);
    return PyTuple.of(Math.copySign(x - whole, x), Math.copySign(whole, x));
  }

  @PyFunction(sig = "(x, y, /, *, steps=None)", doc = "Return the floating-point value the given number of steps after x towards y.")
  double nextafter(ThreadState ts, double x, double y, Object steps) {
    if (steps == PyNone.NONE) {
      return Math.nextAfter(x, y);
    }
    Object n = PyNumber.index(ts, steps);
    if (IntMath.signum(n) < 0) {
      throw PyErr.valueError("steps must be a non-negative integer");
    }
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return Double.NaN;
    }
    if (x == y) {
      return y;
    }
    BigInteger from = ordinal(x);
    BigInteger to = ordinal(y);
    BigInteger count = IntMath.big(n);
    if (count.compareTo(to.subtract(from).abs()) >= 0) {
      return y;
    }
    long at = (to.compareTo(from) > 0 ? from.add(count) : from.subtract(count)).longValue();
    if (at == 0) {
      return Math.copySign(0.0, x);
    }
    return at < 0 ? -Double.longBitsToDouble(-at) : Double.longBitsToDouble(at);
  }

  /// The position of a double in the order of all doubles, counted from zero.
  private static BigInteger ordinal(double x) {
    long bits = Double.doubleToRawLongBits(Math.abs(x));
    return BigInteger.valueOf(x < 0 ? -bits : bits);
  }

  @PyFunction(sig = "(x, /)", doc = "Return the value of the least significant bit of the float x.")
  double ulp(double x) {
    return Math.ulp(x);
  }

  @PyFunction(sig = "(x, y, z, /)", doc = "Fused multiply-add operation: (x * y) + z with a single rounding.")
  double fma(double x, double y, double z) {
    double r = Math.fma(x, y, z);
    if (Double.isFinite(r)) {
      return r;
    }
    if (Double.isNaN(r)) {
      if (!Double.isNaN(x) && !Double.isNaN(y) && !Double.isNaN(z)) {
        throw PyErr.valueError("invalid operation in fma");
      }
    } else if (Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z)) {
      throw PyErr.overflowError("overflow in fma");
    }
    return r;
  }

  // Tests.

  @PyFunction(sig = "(x, /)", doc = "Return True if x is neither an infinity nor a NaN, and False otherwise.")
  boolean isfinite(double x) {
    return Double.isFinite(x);
  }

  @PyFunction(sig = "(x, /)", doc = "Return True if x is a positive or negative infinity, and False otherwise.")
  boolean isinf(double x) {
    return Double.isInfinite(x);
  }

  @PyFunction(sig = "(x, /)", doc = "Return True if x is a NaN (not a number), and False otherwise.")
  boolean isnan(double x) {
    return Double.isNaN(x);
  }

  @PyFunction(sig = "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", doc = "Determine whether two floating-point numbers are close in value.")
  boolean isclose(double a, double b, double relTol, double absTol) {
    if (relTol < 0 || absTol < 0) {
      throw PyErr.valueError("tolerances must be non-negative");
    }
    if (a == b) {
      return true;
    }
    if (Double.isInfinite(a) || Double.isInfinite(b)) {
      return false;
    }
    double difference = Math.abs(b - a);
    return difference <= Math.abs(relTol * b) || difference <= Math.abs(relTol * a) || difference <= absTol;
  }

  // Sums, products and distances.

  @PyFunction(sig = "(seq, /)", doc = "Return an accurate floating-point sum of values in the iterable seq.")
  double fsum(ThreadState ts, Object seq) {
    return Sums.fsum(ts, seq);
  }

  @PyFunction(sig = "(p, q, /)", doc = "Return the sum of products of values from two iterables p and q.")
  Object sumprod(ThreadState ts, Object p, Object q) {
    return Sums.sumprod(ts, p, q);
  }

  @PyFunction(sig = "(iterable, /, *, start=1)", doc = "Calculate the product of all the elements in the input iterable.")
  Object prod(ThreadState ts, Object iterable, Object start) {
    Object it = PyObjects.iter(ts, iterable);
    Object r = start;
    for (Object item = PyObjects.next(ts, it); item != null; item = PyObjects.next(ts, it)) {
      r = PyNumber.multiply(ts, r, item);
    }
    return r;
  }

  @PyFunction(sig = "(*coordinates)", doc = "Multidimensional Euclidean distance from the origin to a point.")
  double hypot(ThreadState ts, PyTuple coordinates) {
    double[] v = new double[coordinates.items.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = PyNumber.asDouble(ts, coordinates.items[i]);
    }
    return VectorNorm.of(v);
  }

  @PyFunction(sig = "(p, q, /)", doc = "Return the Euclidean distance between two points p and q.")
  double dist(ThreadState ts, Object p, Object q) {
    Object[] a = Sequences.toArray(ts, p);
    Object[] b = Sequences.toArray(ts, q);
    if (a.length != b.length) {
      throw PyErr.valueError("both points must have the same number of dimensions");
    }
    double[] v = new double[a.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = PyNumber.asDouble(ts, a[i]) - PyNumber.asDouble(ts, b[i]);
    }
    return VectorNorm.of(v);
  }

  // Integers.

  @PyFunction(sig = "(*integers)", doc = "Greatest Common Divisor.")
  Object gcd(ThreadState ts, PyTuple integers) {
    Object r = 0L;
    for (Object i : integers.items) {
      r = IntMath.gcd(r, PyNumber.index(ts, i));
    }
    return r;
  }

  @PyFunction(sig = "(*integers)", doc = "Least Common Multiple.")
  Object lcm(ThreadState ts, PyTuple integers) {
    Object r = 1L;
    for (Object i : integers.items) {
      Object v = PyNumber.index(ts, i);
      r = IntMath.signum(r) == 0 || IntMath.signum(v) == 0 ? 0L : IntMath.abs(IntMath.multiply(IntMath.floorDivide(r, IntMath.gcd(r, v)), v));
    }
    return r;
  }

  @PyFunction(sig = "(n, /)", doc = "Return the integer part of the square root of the input.")
  Object isqrt(ThreadState ts, Object n) {
    return Combinatorics.isqrt(PyNumber.index(ts, n));
  }

  @PyFunction(sig = "(n, /)", doc = "Find n!.")
  Object factorial(ThreadState ts, Object n) {
    return Combinatorics.factorial(PyNumber.index(ts, n));
  }

  @PyFunction(sig = "(n, k, /)", doc = "Number of ways to choose k items from n items without repetition and without order.")
  Object comb(ThreadState ts, Object n, Object k) {
    return Combinatorics.comb(PyNumber.index(ts, n), PyNumber.index(ts, k));
  }

  @PyFunction(sig = "(n, k=None, /)", doc = "Number of ways to choose k items from n items without repetition and with order.")
  Object perm(ThreadState ts, Object n, Object k) {
    if (k == PyNone.NONE) {
      return factorial(ts, n);
    }
    return Combinatorics.perm(PyNumber.index(ts, n), PyNumber.index(ts, k));
  }
}
