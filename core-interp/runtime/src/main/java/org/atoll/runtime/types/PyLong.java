package org.atoll.runtime.types;

import java.math.BigInteger;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.NumberConversions;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.Formatter;
import org.atoll.runtime.text.Hashes;
import org.atoll.runtime.text.IntFormat;

/// `int` (`Objects/longobject.c`): a `Long` where 64 bits suffice, else a `BigInteger`, or an instance of a derived class.
/// The arithmetic is in [IntMath], parsing and bytes in [IntParsing]. Immutable.
@PyTypeDef(name = "int", accepts = {Long.class, BigInteger.class, Boolean.class, PyLongObject.class}, doc = """
    int([x]) -> integer
    int(x, base=10) -> integer

    Convert a number or string to an integer; without arguments the result is 0.""")
public final class PyLong {
  public static final PyType TYPE = PyType.builtin(new PyLongBinder());

  private static final Object NI = PyNotImplemented.NOT_IMPLEMENTED;

  private PyLong() {}

  public static boolean check(Object o) {
    return o instanceof Long || o instanceof BigInteger || o instanceof Boolean || o instanceof PyLongObject;
  }

  public static boolean checkExact(Object o) {
    return o instanceof Long || o instanceof BigInteger;
  }

  /// The `Long` or `BigInteger` of an int, bool or an instance of a derived class.
  public static Object value(Object o) {
    return o instanceof PyLongObject l ? l.value : o instanceof Boolean b ? (Object) (b ? 1L : 0L) : o;
  }

  public static long hash(long v) {
    return Hashes.ofLong(v);
  }

  /// The hash of a `Long` or `BigInteger`.
  public static long hash(Object v) {
    return v instanceof Long l ? Hashes.ofLong(l) : Hashes.ofBigInteger((BigInteger) v);
  }

  /// `repr` of a `Long` or `BigInteger`.
  public static String decimal(ThreadState ts, Object v) {
    if (v instanceof Long l) {
      return Long.toString(l);
    }
    return NumberText.translating(() -> IntFormat.decimal((BigInteger) v, NumberText.maxStrDigits(ts), ts::poll));
  }

  @PyNew(sig = "(x=<absent>, /, base=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object x, Object base) {
    Object v = IntParsing.construct(ts, x, base);
    return cls == TYPE ? v : new PyLongObject(cls, v);
  }

  @PyMethod(sig = "()")
  static Object __getnewargs__(Object self) {
    return PyTuple.of(value(self));
  }

  // Text.

  @PyMethod
  static Object __repr__(ThreadState ts, Object self) {
    return decimal(ts, value(self));
  }

  @PyMethod(sig = "(format_spec, /)")
  static Object __format__(ThreadState ts, Object self, Object spec) {
    NumberText.specification(spec);
    if (PyUnicode.length(spec) == 0) {
      return PyObjects.str(ts, self);
    }
    return NumberText.str(NumberText.translating(() -> Formatter.formatInt((Number) value(self), NumberText.spec(spec), PyObject.typeOf(self).name(),
        NumberText.maxStrDigits(ts), NumberText.locale(ts))));
  }

  // Comparison.

  @PyMethod
  static long __hash__(Object self) {
    return hash(value(self));
  }

  @PyMethod
  static Object __eq__(Object self, Object value) {
    return check(value) ? (Object) value(self).equals(value(value)) : NI;
  }

  @PyMethod
  static Object __ne__(Object self, Object value) {
    return check(value) ? (Object) !value(self).equals(value(value)) : NI;
  }

  @PyMethod
  static Object __lt__(Object self, Object value) {
    return check(value) ? (Object) (IntMath.compare(value(self), value(value)) < 0) : NI;
  }

  @PyMethod
  static Object __le__(Object self, Object value) {
    return check(value) ? (Object) (IntMath.compare(value(self), value(value)) <= 0) : NI;
  }

  @PyMethod
  static Object __gt__(Object self, Object value) {
    return check(value) ? (Object) (IntMath.compare(value(self), value(value)) > 0) : NI;
  }

  @PyMethod
  static Object __ge__(Object self, Object value) {
    return check(value) ? (Object) (IntMath.compare(value(self), value(value)) >= 0) : NI;
  }

  // Arithmetic.

  @PyMethod
  static Object __add__(Object self, Object value) {
    return check(value) ? IntMath.add(value(self), value(value)) : NI;
  }

  @PyMethod
  static Object __radd__(Object self, Object value) {
    return check(value) ? IntMath.add(value(value), value(self)) : NI;
  }

  @PyMethod
  static Object __sub__(Object self, Object value) {
    return check(value) ? IntMath.subtract(value(self), value(value)) : NI;
  }

  @PyMethod
  static Object __rsub__(Object self, Object value) {
    return check(value) ? IntMath.subtract(value(value), value(self)) : NI;
  }

  @PyMethod
  static Object __mul__(Object self, Object value) {
    return check(value) ? IntMath.multiply(value(self), value(value)) : NI;
  }

  @PyMethod
  static Object __rmul__(Object self, Object value) {
    return check(value) ? IntMath.multiply(value(value), value(self)) : NI;
  }

  @PyMethod
  static Object __floordiv__(Object self, Object value) {
    return check(value) ? IntMath.floorDivide(value(self), value(value)) : NI;
  }

  @PyMethod
  static Object __rfloordiv__(Object self, Object value) {
    return check(value) ? IntMath.floorDivide(value(value), value(self)) : NI;
  }

  @PyMethod
  static Object __mod__(Object self, Object value) {
    return check(value) ? IntMath.modulo(value(self), value(value)) : NI;
  }

  @PyMethod
  static Object __rmod__(Object self, Object value) {
    return check(value) ? IntMath.modulo(value(value), value(self)) : NI;
  }

  @PyMethod
  static Object __divmod__(Object self, Object value) {
    return check(value) ? PyTuple.of(IntMath.divmod(value(self), value(value))) : NI;
  }

  @PyMethod
  static Object __rdivmod__(Object self, Object value) {
    return check(value) ? PyTuple.of(IntMath.divmod(value(value), value(self))) : NI;
  }

  @PyMethod
  static Object __truediv__(Object self, Object value) {
    return check(value) ? (Object) IntMath.trueDivide(value(self), value(value)) : NI;
  }

  @PyMethod
  static Object __rtruediv__(Object self, Object value) {
    return check(value) ? (Object) IntMath.trueDivide(value(value), value(self)) : NI;
  }

  @PyMethod(sig = "(value, mod=None, /)")
  static Object __pow__(Object self, Object value, Object mod) {
    return power(self, value, mod);
  }

  @PyMethod(sig = "(value, mod=None, /)")
  static Object __rpow__(Object self, Object value, Object mod) {
    return power(value, self, mod);
  }

  private static Object power(Object a, Object b, Object mod) {
    if (!check(a) || !check(b)) {
      return NI;
    }
    if (mod == PyNone.NONE) {
      return power(value(a), value(b));
    }
    return check(mod) ? IntMath.power(value(a), value(b), value(mod)) : NI;
  }

  /// `a ** b` of plain ints; a float for a negative exponent.
  public static Object power(Object a, Object b) {
    return IntMath.signum(b) >= 0 ? IntMath.power(a, b) : PyFloat.power(IntMath.toDouble(a), IntMath.toDouble(b));
  }

  @PyMethod
  static Object __lshift__(Object self, Object value) {
    return check(value) ? IntMath.shiftLeft(value(self), value(value)) : NI;
  }

  @PyMethod
  static Object __rlshift__(Object self, Object value) {
    return check(value) ? IntMath.shiftLeft(value(value), value(self)) : NI;
  }

  @PyMethod
  static Object __rshift__(Object self, Object value) {
    return check(value) ? IntMath.shiftRight(value(self), value(value)) : NI;
  }

  @PyMethod
  static Object __rrshift__(Object self, Object value) {
    return check(value) ? IntMath.shiftRight(value(value), value(self)) : NI;
  }

  @PyMethod
  static Object __and__(Object self, Object value) {
    return check(value) ? IntMath.and(value(self), value(value)) : NI;
  }

  @PyMethod
  static Object __rand__(Object self, Object value) {
    return check(value) ? IntMath.and(value(value), value(self)) : NI;
  }

  @PyMethod
  static Object __or__(Object self, Object value) {
    return check(value) ? IntMath.or(value(self), value(value)) : NI;
  }

  @PyMethod
  static Object __ror__(Object self, Object value) {
    return check(value) ? IntMath.or(value(value), value(self)) : NI;
  }

  @PyMethod
  static Object __xor__(Object self, Object value) {
    return check(value) ? IntMath.xor(value(self), value(value)) : NI;
  }

  @PyMethod
  static Object __rxor__(Object self, Object value) {
    return check(value) ? IntMath.xor(value(value), value(self)) : NI;
  }

  @PyMethod
  static Object __neg__(Object self) {
    return IntMath.negate(value(self));
  }

  @PyMethod
  static Object __pos__(Object self) {
    return value(self);
  }

  @PyMethod
  static Object __abs__(Object self) {
    return IntMath.abs(value(self));
  }

  @PyMethod
  static Object __invert__(Object self) {
    return IntMath.invert(value(self));
  }

  // Conversion.

  @PyMethod
  static boolean __bool__(Object self) {
    return IntMath.signum(value(self)) != 0;
  }

  @PyMethod
  static Object __int__(Object self) {
    return value(self);
  }

  @PyMethod
  static Object __index__(Object self) {
    return value(self);
  }

  @PyMethod
  static double __float__(Object self) {
    return IntMath.toDouble(value(self));
  }

  @PyMethod(sig = "()", doc = "Truncating an Integral returns itself.")
  static Object __trunc__(Object self) {
    return value(self);
  }

  @PyMethod(sig = "()", doc = "Flooring an Integral returns itself.")
  static Object __floor__(Object self) {
    return value(self);
  }

  @PyMethod(sig = "()", doc = "Ceiling of an Integral returns itself.")
  static Object __ceil__(Object self) {
    return value(self);
  }

  @PyMethod(sig = "(ndigits=None, /)")
  static Object __round__(ThreadState ts, Object self, Object ndigits) {
    Object v = value(self);
    if (ndigits == PyNone.NONE) {
      return v;
    }
    Object digits = PyNumber.index(ts, ndigits);
    if (IntMath.signum(digits) >= 0) {
      return v;
    }
    Object places = IntMath.negate(digits);
    // Ten to so many places exceeds twice any value with fewer bits than places.
    if (IntMath.compare(places, IntMath.bitLength(v) + 2) > 0) {
      return 0L;
    }
    return IntMath.roundToMultiple(v, IntMath.power(10L, places));
  }

  @PyMethod(sig = "()", doc = "Size in memory, in bytes.")
  static long __sizeof__(Object self) {
    return 24 + 4 * Math.max(1, (IntMath.bitLength(value(self)) + 29) / 30);
  }

  // Methods.

  @PyMethod(sig = "()", doc = "Returns self, the complex conjugate of any int.")
  static Object conjugate(Object self) {
    return value(self);
  }

  @PyMethod(sig = "()", doc = "Number of bits necessary to represent self in binary.")
  static long bit_length(Object self) {
    return IntMath.bitLength(value(self));
  }

  @PyMethod(sig = "()", doc = "Number of ones in the binary representation of the absolute value of self.")
  static long bit_count(Object self) {
    return IntMath.bitCount(value(self));
  }

  @PyMethod(sig = "()", doc = "Return a pair of integers, whose ratio is equal to the original int.")
  static Object as_integer_ratio(Object self) {
    return PyTuple.of(value(self), 1L);
  }

  @PyMethod(sig = "()", doc = "Returns True. Exists for duck type compatibility with float.is_integer.")
  static boolean is_integer(Object self) {
    return true;
  }

  @PyMethod(sig = "(length=1, byteorder='big', *, signed=False)", doc = "Return an array of bytes representing an integer.")
  static Object to_bytes(Object self, long length, String byteorder, boolean signed) {
    return IntParsing.toBytes(value(self), length, byteorder, signed);
  }

  @PyMethod(classMethod = true, sig = "(bytes, byteorder='big', *, signed=False)", doc = "Return the integer represented by the given array of bytes.")
  static Object from_bytes(ThreadState ts, PyType cls, Object bytes, String byteorder, boolean signed) {
    Object v = IntParsing.fromBytes(ts, bytes, byteorder, signed);
    return cls == TYPE ? v : cls.call1(ts, v);
  }

  @PyGetter(doc = "the real part of a complex number")
  static Object real(Object self) {
    return value(self);
  }

  @PyGetter(doc = "the imaginary part of a complex number")
  static long imag(Object self) {
    return 0;
  }

  @PyGetter(doc = "the numerator of a rational number in lowest terms")
  static Object numerator(Object self) {
    return value(self);
  }

  @PyGetter(doc = "the denominator of a rational number in lowest terms")
  static long denominator(Object self) {
    return 1;
  }

  /// `int(o)` of any object but text.
  public static Object fromNumber(ThreadState ts, Object o) {
    Object v = NumberConversions.intOrNull(ts, o);
    if (v == null) {
      throw PyErr.typeError("int() argument must be a string, a bytes-like object or a real number, not '%s'", PyObject.typeOf(o).name());
    }
    return v;
  }
}
