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
    Num a = value;
    return PyDecimalContext.of(ts, context).apply(ts, f -> f.exp(a));
  }

  @PyMethod(sig = "(context=None)")
  Object ln(ThreadState ts, Object context) {
    Num a = value;
    return PyDecimalContext.of(ts, context).apply(ts, f -> f.ln(a));
  }

  @PyMethod(sig = "(context=None)")
  Object log10(ThreadState ts, Object context) {
    Num a = value;
    return PyDecimalContext.of(ts, context).apply(ts, f -> f.log10(a));
  }

  @PyMethod(sig = "(context=None)")
  Object logb(ThreadState ts, Object context) {
    Num a = value;
    return PyDecimalContext.of(ts, context).apply(ts, f -> f.logb(a));
  }

  @PyMethod(sig = "(context=None)")
  Object logical_invert(ThreadState ts, Object context) {
    Num a = value;
    return PyDecimalContext.of(ts, context).apply(ts, f -> f.logicalInvert(a));
  }

  @PyMethod(sig = "(context=None)")
  Object next_minus(ThreadState ts, Object context) {
    Num a = value;
    return PyDecimalContext.of(ts, context).apply(ts, f -> f.nextMinus(a));
  }

  @PyMethod(sig = "(context=None)")
  Object next_plus(ThreadState ts, Object context) {
    Num a = value;
    return PyDecimalContext.of(ts, context).apply(ts, f -> f.nextPlus(a));
  }

  @PyMethod(sig = "(context=None)")
  Object normalize(ThreadState ts, Object context) {
    Num a = value;
    return PyDecimalContext.of(ts, context).apply(ts, f -> f.normalize(a));
  }

  @PyMethod(sig = "(context=None)")
  Object sqrt(ThreadState ts, Object context) {
    Num a = value;
    return PyDecimalContext.of(ts, context).apply(ts, f -> f.sqrt(a));
  }

  @PyMethod(sig = "(other, context=None)")
  Object compare(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.compare(a, b));
  }

  @PyMethod(sig = "(other, context=None)")
  Object compare_signal(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.compareSignal(a, b));
  }

  @PyMethod(sig = "(other, context=None)")
  Object logical_and(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.logical('&', a, b));
  }

  @PyMethod(sig = "(other, context=None)")
  Object logical_or(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.logical('|', a, b));
  }

  @PyMethod(sig = "(other, context=None)")
  Object logical_xor(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.logical('^', a, b));
  }

  @PyMethod(sig = "(other, context=None)")
  Object max(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.extreme(a, b, true, false));
  }

  @PyMethod(sig = "(other, context=None)")
  Object max_mag(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.extreme(a, b, true, true));
  }

  @PyMethod(sig = "(other, context=None)")
  Object min(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.extreme(a, b, false, false));
  }

  @PyMethod(sig = "(other, context=None)")
  Object min_mag(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.extreme(a, b, false, true));
  }

  @PyMethod(sig = "(other, context=None)")
  Object next_toward(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.nextToward(a, b));
  }

  @PyMethod(sig = "(other, context=None)")
  Object remainder_near(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.remainderNear(a, b));
  }

  @PyMethod(sig = "(other, context=None)")
  Object rotate(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.moved(a, b, true));
  }

  @PyMethod(sig = "(other, context=None)")
  Object shift(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.moved(a, b, false));
  }

  @PyMethod(sig = "(other, context=None)")
  Object scaleb(ThreadState ts, Object other, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num a = value;
    Num b = Conversions.argument(other);
    return c.apply(ts, f -> f.scaleb(a, b));
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
    return PyDecimalContext.current(ts).apply(ts, f -> f.minus(value));
  }

  @PyMethod
  Object __pos__(ThreadState ts) {
    return PyDecimalContext.current(ts).apply(ts, f -> f.plus(value));
  }

  @PyMethod
  Object __abs__(ThreadState ts) {
    return PyDecimalContext.current(ts).apply(ts, f -> f.abs(value));
  }

  @PyMethod
  Object __add__(ThreadState ts, Object other) {
    Num a = value;
    Num b = Conversions.operand(other);
    return b == null ? PyNotImplemented.NOT_IMPLEMENTED : PyDecimalContext.current(ts).apply(ts, f -> f.add(a, b));
  }

  @PyMethod
  Object __radd__(ThreadState ts, Object other) {
    Num a = Conversions.operand(other);
    Num b = value;
    return a == null ? PyNotImplemented.NOT_IMPLEMENTED : PyDecimalContext.current(ts).apply(ts, f -> f.add(a, b));
  }

  @PyMethod
  Object __sub__(ThreadState ts, Object other) {
    Num a = value;
    Num b = Conversions.operand(other);
    return b == null ? PyNotImplemented.NOT_IMPLEMENTED : PyDecimalContext.current(ts).apply(ts, f -> f.subtract(a, b));
  }

  @PyMethod
  Object __rsub__(ThreadState ts, Object other) {
    Num a = Conversions.operand(other);
    Num b = value;
    return a == null ? PyNotImplemented.NOT_IMPLEMENTED : PyDecimalContext.current(ts).apply(ts, f -> f.subtract(a, b));
  }

  @PyMethod
  Object __mul__(ThreadState ts, Object other) {
    Num a = value;
    Num b = Conversions.operand(other);
    return b == null ? PyNotImplemented.NOT_IMPLEMENTED : PyDecimalContext.current(ts).apply(ts, f -> f.multiply(a, b));
  }

  @PyMethod
  Object __rmul__(ThreadState ts, Object other) {
    Num a = Conversions.operand(other);
    Num b = value;
    return a == null ? PyNotImplemented.NOT_IMPLEMENTED : PyDecimalContext.current(ts).apply(ts, f -> f.multiply(a, b));
  }

  @PyMethod
  Object __truediv__(ThreadState ts, Object other) {
    Num a = value;
    Num b = Conversions.operand(other);
    return b == null ? PyNotImplemented.NOT_IMPLEMENTED : PyDecimalContext.current(ts).apply(ts, f -> f.divide(a, b));
  }

  @PyMethod
  Object __rtruediv__(ThreadState ts, Object other) {
    Num a = Conversions.operand(other);
    Num b = value;
    return a == null ? PyNotImplemented.NOT_IMPLEMENTED : PyDecimalContext.current(ts).apply(ts, f -> f.divide(a, b));
  }

  @PyMethod
  Object __floordiv__(ThreadState ts, Object other) {
    Num a = value;
    Num b = Conversions.operand(other);
    return b == null ? PyNotImplemented.NOT_IMPLEMENTED : PyDecimalContext.current(ts).apply(ts, f -> f.divideInt(a, b));
  }

  @PyMethod
  Object __rfloordiv__(ThreadState ts, Object other) {
    Num a = Conversions.operand(other);
    Num b = value;
    return a == null ? PyNotImplemented.NOT_IMPLEMENTED : PyDecimalContext.current(ts).apply(ts, f -> f.divideInt(a, b));
  }

  @PyMethod
  Object __mod__(ThreadState ts, Object other) {
    Num a = value;
    Num b = Conversions.operand(other);
    return b == null ? PyNotImplemented.NOT_IMPLEMENTED : PyDecimalContext.current(ts).apply(ts, f -> f.remainder(a, b));
  }

  @PyMethod
  Object __rmod__(ThreadState ts, Object other) {
    Num a = Conversions.operand(other);
    Num b = value;
    return a == null ? PyNotImplemented.NOT_IMPLEMENTED : PyDecimalContext.current(ts).apply(ts, f -> f.remainder(a, b));
  }
}
