package org.atoll.runtime.modules.math;

import java.util.function.UnaryOperator;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.host.Libm;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.types.ComplexMath;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// The module `cmath`. Without state. The functions themselves are in [ComplexFunctions].
@PyModuleDef(value = "cmath", doc = "This module provides access to mathematical functions for complex numbers.")
final class CmathModule {
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
  @PyConstant
  static final PyComplex infj = new PyComplex(0.0, Double.POSITIVE_INFINITY);
  @PyConstant
  static final PyComplex nanj = new PyComplex(0.0, Double.NaN);

  static PyComplex complex(ThreadState ts, Object z) {
    PyComplex c = PyComplex.viaMethod(ts, z);
    return c != null ? c : new PyComplex(PyNumber.asDouble(ts, z), 0.0);
  }

  private static PyComplex apply(ThreadState ts, Object z, UnaryOperator<PyComplex> f) {
    return f.apply(complex(ts, z));
  }

  @PyFunction(sig = "(z, /)", doc = "Return the arc cosine of z.")
  Object acos(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::acos);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the inverse hyperbolic cosine of z.")
  Object acosh(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::acosh);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the arc sine of z.")
  Object asin(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::asin);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the inverse hyperbolic sine of z.")
  Object asinh(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::asinh);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the arc tangent of z.")
  Object atan(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::atan);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the inverse hyperbolic tangent of z.")
  Object atanh(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::atanh);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the cosine of z.")
  Object cos(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::cos);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the hyperbolic cosine of z.")
  Object cosh(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::cosh);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the exponential value e**z.")
  Object exp(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::exp);
  }

  @PyFunction(sig = "(z, base=<absent>, /)", doc = "The logarithm of z to the given base; the natural one without a base.")
  Object log(ThreadState ts, Object z, Object base) {
    PyComplex r = apply(ts, z, ComplexFunctions::log);
    if (base == null) {
      return r;
    }
    PyComplex b = apply(ts, base, ComplexFunctions::log);
    if (b.real == 0 && b.imag == 0) {
      throw MathModule.domain();
    }
    return ComplexMath.divide(r, b);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the base-10 logarithm of z.")
  Object log10(ThreadState ts, Object z) {
    PyComplex r = apply(ts, z, ComplexFunctions::log);
    double ln10 = Libm.log(10.0);
    return new PyComplex(r.real / ln10, r.imag / ln10);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the sine of z.")
  Object sin(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::sin);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the hyperbolic sine of z.")
  Object sinh(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::sinh);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the square root of z.")
  Object sqrt(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::sqrt);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the tangent of z.")
  Object tan(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::tan);
  }

  @PyFunction(sig = "(z, /)", doc = "Return the hyperbolic tangent of z.")
  Object tanh(ThreadState ts, Object z) {
    return apply(ts, z, ComplexFunctions::tanh);
  }

  @PyFunction(sig = "(z, /)", doc = "Return argument, also known as the phase angle, of a complex.")
  double phase(ThreadState ts, Object z) {
    PyComplex c = complex(ts, z);
    return Libm.atan2(c.imag, c.real);
  }

  @PyFunction(sig = "(z, /)", doc = "Convert a complex from rectangular coordinates to polar coordinates.")
  Object polar(ThreadState ts, Object z) {
    PyComplex c = complex(ts, z);
    double r = Libm.hypot(c.real, c.imag);
    if (Double.isInfinite(r) && Double.isFinite(c.real) && Double.isFinite(c.imag)) {
      throw MathModule.range();
    }
    return PyTuple.of(r, Libm.atan2(c.imag, c.real));
  }

  @PyFunction(sig = "(r, phi, /)", doc = "Convert from polar coordinates to rectangular coordinates.")
  Object rect(double r, double phi) {
    return ComplexFunctions.rect(r, phi);
  }

  @PyFunction(sig = "(z, /)", doc = "Return True if both the real and imaginary parts of z are finite, else False.")
  boolean isfinite(ThreadState ts, Object z) {
    PyComplex c = complex(ts, z);
    return Double.isFinite(c.real) && Double.isFinite(c.imag);
  }

  @PyFunction(sig = "(z, /)", doc = "Checks if the real or imaginary part of z is infinite.")
  boolean isinf(ThreadState ts, Object z) {
    PyComplex c = complex(ts, z);
    return Double.isInfinite(c.real) || Double.isInfinite(c.imag);
  }

  @PyFunction(sig = "(z, /)", doc = "Checks if the real or imaginary part of z not a number (NaN).")
  boolean isnan(ThreadState ts, Object z) {
    PyComplex c = complex(ts, z);
    return Double.isNaN(c.real) || Double.isNaN(c.imag);
  }

  @PyFunction(sig = "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", doc = "Determine whether two complex numbers are close in value.")
  boolean isclose(ThreadState ts, Object a, Object b, double relTol, double absTol) {
    PyComplex x = complex(ts, a);
    PyComplex y = complex(ts, b);
    if (relTol < 0 || absTol < 0) {
      throw PyErr.valueError("tolerances must be non-negative");
    }
    if (x.real == y.real && x.imag == y.imag) {
      return true;
    }
    if (Double.isInfinite(x.real) || Double.isInfinite(x.imag) || Double.isInfinite(y.real) || Double.isInfinite(y.imag)) {
      return false;
    }
    double difference = Libm.hypot(x.real - y.real, x.imag - y.imag);
    return difference <= relTol * Libm.hypot(y.real, y.imag) || difference <= relTol * Libm.hypot(x.real, x.imag) || difference <= absTol;
  }
}
