package org.atoll.runtime.modules.decimal;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyType;

/// The methods of Context that are operations of the specification. Guarded by the GIL.
abstract class ContextOperations extends PyInstance {
  ContextOperations(PyType type) {
    super(type);
  }

  /// Runs an operation under this context and signals what happened.
  abstract PyDecimal apply(ThreadState ts, Function<Functions, Num> operation);

  /// As [#apply(ThreadState, Function)], with one operand.
  final PyDecimal apply(ThreadState ts, Num a, BiFunction<Functions, Num, Num> operation) {
    return apply(ts, f -> operation.apply(f, a));
  }

  /// As [#apply(ThreadState, Function)], with two operands.
  final PyDecimal apply(ThreadState ts, Num a, Num b, Binary operation) {
    return apply(ts, f -> operation.apply(f, a, b));
  }

  /// An operation of the specification on two operands.
  @FunctionalInterface
  interface Binary {
    Num apply(Functions functions, Num a, Num b);
  }

  @PyMethod(sig = "(x, /)")
  Object exp(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), Functions::exp);
  }

  @PyMethod(sig = "(x, /)")
  Object ln(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), Functions::ln);
  }

  @PyMethod(sig = "(x, /)")
  Object log10(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), Functions::log10);
  }

  @PyMethod(sig = "(x, /)")
  Object logb(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), Functions::logb);
  }

  @PyMethod(sig = "(x, /)")
  Object logical_invert(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), Functions::logicalInvert);
  }

  @PyMethod(sig = "(x, /)")
  Object next_minus(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), Functions::nextMinus);
  }

  @PyMethod(sig = "(x, /)")
  Object next_plus(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), Functions::nextPlus);
  }

  @PyMethod(sig = "(x, /)")
  Object normalize(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), Functions::normalize);
  }

  @PyMethod(sig = "(x, /)")
  Object sqrt(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), Functions::sqrt);
  }

  @PyMethod(sig = "(x, /)")
  Object abs(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), Functions::abs);
  }

  @PyMethod(sig = "(x, /)")
  Object minus(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), Functions::minus);
  }

  @PyMethod(sig = "(x, /)")
  Object plus(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), Functions::plus);
  }

  @PyMethod(sig = "(x, /)")
  Object to_integral_exact(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), (f, a) -> f.toIntegral(a, true));
  }

  @PyMethod(sig = "(x, /)")
  Object to_integral_value(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), (f, a) -> f.toIntegral(a, false));
  }

  @PyMethod(sig = "(x, /)")
  Object to_integral(ThreadState ts, Object x) {
    return apply(ts, Conversions.argument(x), (f, a) -> f.toIntegral(a, false));
  }

  @PyMethod(sig = "(x, y, /)")
  Object compare(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), Functions::compare);
  }

  @PyMethod(sig = "(x, y, /)")
  Object compare_signal(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), Functions::compareSignal);
  }

  @PyMethod(sig = "(x, y, /)")
  Object logical_and(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), (f, a, b) -> f.logical('&', a, b));
  }

  @PyMethod(sig = "(x, y, /)")
  Object logical_or(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), (f, a, b) -> f.logical('|', a, b));
  }

  @PyMethod(sig = "(x, y, /)")
  Object logical_xor(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), (f, a, b) -> f.logical('^', a, b));
  }

  @PyMethod(sig = "(x, y, /)")
  Object max(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), (f, a, b) -> f.extreme(a, b, true, false));
  }

  @PyMethod(sig = "(x, y, /)")
  Object max_mag(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), (f, a, b) -> f.extreme(a, b, true, true));
  }

  @PyMethod(sig = "(x, y, /)")
  Object min(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), (f, a, b) -> f.extreme(a, b, false, false));
  }

  @PyMethod(sig = "(x, y, /)")
  Object min_mag(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), (f, a, b) -> f.extreme(a, b, false, true));
  }

  @PyMethod(sig = "(x, y, /)")
  Object next_toward(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), Functions::nextToward);
  }

  @PyMethod(sig = "(x, y, /)")
  Object remainder_near(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), Functions::remainderNear);
  }

  @PyMethod(sig = "(x, y, /)")
  Object rotate(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), (f, a, b) -> f.moved(a, b, true));
  }

  @PyMethod(sig = "(x, y, /)")
  Object shift(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), (f, a, b) -> f.moved(a, b, false));
  }

  @PyMethod(sig = "(x, y, /)")
  Object scaleb(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), Functions::scaleb);
  }

  @PyMethod(sig = "(x, y, /)")
  Object add(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), Functions::add);
  }

  @PyMethod(sig = "(x, y, /)")
  Object subtract(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), Functions::subtract);
  }

  @PyMethod(sig = "(x, y, /)")
  Object multiply(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), Functions::multiply);
  }

  @PyMethod(sig = "(x, y, /)")
  Object divide(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), Functions::divide);
  }

  @PyMethod(sig = "(x, y, /)")
  Object divide_int(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), Functions::divideInt);
  }

  @PyMethod(sig = "(x, y, /)")
  Object remainder(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), Functions::remainder);
  }

  @PyMethod(sig = "(x, y, /)")
  Object quantize(ThreadState ts, Object x, Object y) {
    return apply(ts, Conversions.argument(x), Conversions.argument(y), Functions::quantize);
  }

  @PyMethod(sig = "(x, y, /)")
  Object compare_total(Object x, Object y) {
    Num a = Conversions.argument(x);
    Num b = Conversions.argument(y);
    return new PyDecimal(Arith.ofInt(Arith.compareTotal(a, b)));
  }

  @PyMethod(sig = "(x, y, /)")
  Object compare_total_mag(Object x, Object y) {
    Num a = Conversions.argument(x);
    Num b = Conversions.argument(y);
    return new PyDecimal(Arith.ofInt(Arith.compareTotal(a.withSign(false), b.withSign(false))));
  }

  @PyMethod(sig = "(x, y, /)")
  Object copy_sign(Object x, Object y) {
    Num a = Conversions.argument(x);
    Num b = Conversions.argument(y);
    return new PyDecimal(a.withSign(b.negative()));
  }

  @PyMethod(sig = "(x, /)")
  boolean is_finite(Object x) {
    Num a = Conversions.argument(x);
    return a.isFinite();
  }

  @PyMethod(sig = "(x, /)")
  boolean is_infinite(Object x) {
    Num a = Conversions.argument(x);
    return a.isInfinite();
  }

  @PyMethod(sig = "(x, /)")
  boolean is_nan(Object x) {
    Num a = Conversions.argument(x);
    return a.isNan();
  }

  @PyMethod(sig = "(x, /)")
  boolean is_qnan(Object x) {
    Num a = Conversions.argument(x);
    return a.kind() == Num.Kind.QUIET;
  }

  @PyMethod(sig = "(x, /)")
  boolean is_signed(Object x) {
    Num a = Conversions.argument(x);
    return a.negative();
  }

  @PyMethod(sig = "(x, /)")
  boolean is_snan(Object x) {
    Num a = Conversions.argument(x);
    return a.isSignaling();
  }

  @PyMethod(sig = "(x, /)")
  boolean is_zero(Object x) {
    Num a = Conversions.argument(x);
    return a.isZero();
  }

  @PyMethod(sig = "(x, /)")
  Object copy_abs(Object x) {
    Num a = Conversions.argument(x);
    return new PyDecimal(a.withSign(false));
  }

  @PyMethod(sig = "(x, /)")
  Object copy_negate(Object x) {
    Num a = Conversions.argument(x);
    return new PyDecimal(a.negated());
  }

  @PyMethod(sig = "(x, /)")
  Object copy_decimal(Object x) {
    Num a = Conversions.argument(x);
    return new PyDecimal(a);
  }
}
