package org.atoll.runtime.modules.decimal;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyType;

/// The methods of Decimal that are operations of the specification. Immutable.
abstract class DecimalOperations extends PyInstance {
  final Num value;

  DecimalOperations(PyType type, Num value) {
    super(type);
    this.value = value;
  }

  @PyMethod(sig = "(context=None)")
  Object exp(ThreadState ts, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Functions::exp);
  }

  @PyMethod(sig = "(context=None)")
  Object ln(ThreadState ts, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Functions::ln);
  }

  @PyMethod(sig = "(context=None)")
  Object log10(ThreadState ts, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Functions::log10);
  }

  @PyMethod(sig = "(context=None)")
  Object logb(ThreadState ts, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Functions::logb);
  }

  @PyMethod(sig = "(context=None)")
  Object logical_invert(ThreadState ts, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Functions::logicalInvert);
  }

  @PyMethod(sig = "(context=None)")
  Object next_minus(ThreadState ts, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Functions::nextMinus);
  }

  @PyMethod(sig = "(context=None)")
  Object next_plus(ThreadState ts, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Functions::nextPlus);
  }

  @PyMethod(sig = "(context=None)")
  Object normalize(ThreadState ts, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Functions::normalize);
  }

  @PyMethod(sig = "(context=None)")
  Object sqrt(ThreadState ts, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Functions::sqrt);
  }

  @PyMethod(sig = "(other, context=None)")
  Object compare(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Conversions.argument(other), Functions::compare);
  }

  @PyMethod(sig = "(other, context=None)")
  Object compare_signal(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Conversions.argument(other), Functions::compareSignal);
  }

  @PyMethod(sig = "(other, context=None)")
  Object logical_and(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context)
        .apply(ts, value, Conversions.argument(other), (f, a, b) -> f.logical('&', a, b));
  }

  @PyMethod(sig = "(other, context=None)")
  Object logical_or(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context)
        .apply(ts, value, Conversions.argument(other), (f, a, b) -> f.logical('|', a, b));
  }

  @PyMethod(sig = "(other, context=None)")
  Object logical_xor(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context)
        .apply(ts, value, Conversions.argument(other), (f, a, b) -> f.logical('^', a, b));
  }

  @PyMethod(sig = "(other, context=None)")
  Object max(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context)
        .apply(ts, value, Conversions.argument(other), (f, a, b) -> f.extreme(a, b, true, false));
  }

  @PyMethod(sig = "(other, context=None)")
  Object max_mag(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context)
        .apply(ts, value, Conversions.argument(other), (f, a, b) -> f.extreme(a, b, true, true));
  }

  @PyMethod(sig = "(other, context=None)")
  Object min(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context)
        .apply(ts, value, Conversions.argument(other), (f, a, b) -> f.extreme(a, b, false, false));
  }

  @PyMethod(sig = "(other, context=None)")
  Object min_mag(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context)
        .apply(ts, value, Conversions.argument(other), (f, a, b) -> f.extreme(a, b, false, true));
  }

  @PyMethod(sig = "(other, context=None)")
  Object next_toward(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Conversions.argument(other), Functions::nextToward);
  }

  @PyMethod(sig = "(other, context=None)")
  Object remainder_near(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Conversions.argument(other), Functions::remainderNear);
  }

  @PyMethod(sig = "(other, context=None)")
  Object rotate(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context)
        .apply(ts, value, Conversions.argument(other), (f, a, b) -> f.moved(a, b, true));
  }

  @PyMethod(sig = "(other, context=None)")
  Object shift(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context)
        .apply(ts, value, Conversions.argument(other), (f, a, b) -> f.moved(a, b, false));
  }

  @PyMethod(sig = "(other, context=None)")
  Object scaleb(ThreadState ts, Object other, Object context) {
    return PyDecimalContext.of(ts, context).apply(ts, value, Conversions.argument(other), Functions::scaleb);
  }

  @PyMethod(sig = "(other, context=None)")
  Object compare_total(ThreadState ts, Object other, Object context) {
    PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return new PyDecimal(Arith.ofInt(Arith.compareTotal(a, b)));
  }

  @PyMethod(sig = "(other, context=None)")
  Object compare_total_mag(ThreadState ts, Object other, Object context) {
    PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return new PyDecimal(Arith.ofInt(Arith.compareTotal(a.withSign(false), b.withSign(false))));
  }

  @PyMethod(sig = "(other, context=None)")
  Object copy_sign(ThreadState ts, Object other, Object context) {
    PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return new PyDecimal(a.withSign(b.negative()));
  }

  @PyMethod(sig = "()")
  boolean is_canonical() {
    return true;
  }

  @PyMethod(sig = "()")
  boolean is_finite() {
    return value.isFinite();
  }

  @PyMethod(sig = "()")
  boolean is_infinite() {
    return value.isInfinite();
  }

  @PyMethod(sig = "()")
  boolean is_nan() {
    return value.isNan();
  }

  @PyMethod(sig = "()")
  boolean is_qnan() {
    return value.kind() == Num.Kind.QUIET;
  }

  @PyMethod(sig = "()")
  boolean is_signed() {
    return value.negative();
  }

  @PyMethod(sig = "()")
  boolean is_snan() {
    return value.isSignaling();
  }

  @PyMethod(sig = "()")
  boolean is_zero() {
    return value.isZero();
  }

  @PyMethod
  Object __neg__(ThreadState ts) {
    return PyDecimalContext.current(ts).apply(ts, value, Functions::minus);
  }

  @PyMethod
  Object __pos__(ThreadState ts) {
    return PyDecimalContext.current(ts).apply(ts, value, Functions::plus);
  }

  @PyMethod
  Object __abs__(ThreadState ts) {
    return PyDecimalContext.current(ts).apply(ts, value, Functions::abs);
  }

  /// An operator under the current context; an operand that is null is of a type that does not go with Decimal.
  private static Object operator(ThreadState ts, Num a, Num b, ContextOperations.Binary operation) {
    return a == null || b == null ? PyNotImplemented.NOT_IMPLEMENTED
        : PyDecimalContext.current(ts).apply(ts, a, b, operation);
  }

  @PyMethod
  Object __add__(ThreadState ts, Object other) {
    return operator(ts, value, Conversions.operand(other), Functions::add);
  }

  @PyMethod
  Object __radd__(ThreadState ts, Object other) {
    return operator(ts, Conversions.operand(other), value, Functions::add);
  }

  @PyMethod
  Object __sub__(ThreadState ts, Object other) {
    return operator(ts, value, Conversions.operand(other), Functions::subtract);
  }

  @PyMethod
  Object __rsub__(ThreadState ts, Object other) {
    return operator(ts, Conversions.operand(other), value, Functions::subtract);
  }

  @PyMethod
  Object __mul__(ThreadState ts, Object other) {
    return operator(ts, value, Conversions.operand(other), Functions::multiply);
  }

  @PyMethod
  Object __rmul__(ThreadState ts, Object other) {
    return operator(ts, Conversions.operand(other), value, Functions::multiply);
  }

  @PyMethod
  Object __truediv__(ThreadState ts, Object other) {
    return operator(ts, value, Conversions.operand(other), Functions::divide);
  }

  @PyMethod
  Object __rtruediv__(ThreadState ts, Object other) {
    return operator(ts, Conversions.operand(other), value, Functions::divide);
  }

  @PyMethod
  Object __floordiv__(ThreadState ts, Object other) {
    return operator(ts, value, Conversions.operand(other), Functions::divideInt);
  }

  @PyMethod
  Object __rfloordiv__(ThreadState ts, Object other) {
    return operator(ts, Conversions.operand(other), value, Functions::divideInt);
  }

  @PyMethod
  Object __mod__(ThreadState ts, Object other) {
    return operator(ts, value, Conversions.operand(other), Functions::remainder);
  }

  @PyMethod
  Object __rmod__(ThreadState ts, Object other) {
    return operator(ts, Conversions.operand(other), value, Functions::remainder);
  }
}
