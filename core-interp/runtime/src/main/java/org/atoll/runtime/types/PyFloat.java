package org.atoll.runtime.types;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
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
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.text.FloatFormat;
import org.atoll.runtime.text.FloatParser;
import org.atoll.runtime.text.Formatter;
import org.atoll.runtime.text.Hashes;

/// `float` (`Objects/floatobject.c`): Java's `Double`, or an instance of a derived class. Immutable. The arithmetic is in
/// [FloatMath].
@PyTypeDef(name = "float", accepts = {Double.class, PyFloatObject.class}, doc = "Convert a string or number to a floating-point number, if possible.")
public final class PyFloat {
  public static final PyType TYPE = PyType.builtin(new PyFloatBinder());

  private static final Object NI = PyNotImplemented.NOT_IMPLEMENTED;

  private PyFloat() {}

  /// Whether `o` is a float or an instance of a class derived from it.
  public static boolean check(Object o) {
    return o instanceof Double || o instanceof PyFloatObject;
  }

  /// The value of a float, also of a derived class's instance.
  public static double value(Object o) {
    return o instanceof Double d ? d : ((PyFloatObject) o).value;
  }

  /// `a ** b`: a complex number for a negative base with a fractional exponent.
  public static Object power(double a, double b) {
    return FloatMath.power(a, b);
  }

  @PyNew(sig = "(x=<absent>, /)")
  static Object create(ThreadState ts, PyType cls, Object x) {
    double v = x == null ? 0.0 : convert(ts, x);
    return cls == TYPE ? (Object) v : new PyFloatObject(cls, v);
  }

  private static double convert(ThreadState ts, Object x) {
    if (x instanceof Double d) {
      return d;
    }
    if (PyUnicode.checkExact(x)) {
      return parsed(ts, x, FloatParser.parse(NumberText.view(x)));
    }
    PyType t = PyObject.typeOf(x);
    if (t.slot(Slot.FLOAT) == null && t.slot(Slot.INDEX) == null) {
      if (PyUnicode.check(x)) {
        return parsed(ts, x, FloatParser.parse(NumberText.view(x)));
      }
      byte[] bytes = NumberText.bytesOrNull(ts, x);
      if (bytes != null) {
        return parsed(ts, x, FloatParser.parse(new String(bytes, StandardCharsets.US_ASCII)));
      }
    }
    return NumberConversions.viaMethods(ts, x, "float() argument must be a string or a real number, not '%s'");
  }

  private static double parsed(ThreadState ts, Object x, Double v) {
    if (v == null) {
      throw PyErr.valueError("could not convert string to float: %s", PyUnicode.toUtf16(PyObjects.repr(ts, x)));
    }
    return v;
  }

  @PyMethod(classMethod = true, sig = "(number, /)", doc = "Convert real number to a floating-point number.")
  static Object from_number(ThreadState ts, PyType cls, Object number) {
    double v = NumberConversions.asDouble(ts, number);
    return cls == TYPE ? (Object) v : cls.call1(ts, v);
  }

  @PyMethod(sig = "()")
  static Object __getnewargs__(Object self) {
    return PyTuple.of(value(self));
  }

  @PyMethod(classMethod = true, sig = "(string, /)", doc = "Create a floating-point number from a hexadecimal string.")
  static Object fromhex(ThreadState ts, PyType cls, Object string) {
    if (!PyUnicode.check(string)) {
      throw PyErr.typeError("bad argument type for built-in operation");
    }
    double v = NumberText.translating(() -> FloatParser.fromHex(NumberText.view(string)));
    return cls == TYPE ? (Object) v : cls.call1(ts, v);
  }

  @PyMethod(classMethod = true, sig = "(typestr, /)", doc = "You probably don't want to use this function.")
  static Object __getformat__(PyType cls, String typestr) {
    if (!typestr.equals("double") && !typestr.equals("float")) {
      throw PyErr.valueError("__getformat__() argument 1 must be 'double' or 'float'");
    }
    return "IEEE, little-endian";
  }

  // Text.

  @PyMethod
  static String __repr__(Object self) {
    return FloatFormat.repr(value(self));
  }

  @PyMethod(sig = "(format_spec, /)")
  static Object __format__(ThreadState ts, Object self, Object spec) {
    NumberText.specification(spec);
    if (PyUnicode.length(spec) == 0) {
      return PyObjects.str(ts, self);
    }
    return NumberText.str(NumberText.translating(() -> Formatter.formatFloat(value(self), NumberText.spec(spec), PyObject.typeOf(self).name(), NumberText.locale(ts))));
  }

  @PyMethod(sig = "()", doc = "Return a hexadecimal representation of a floating-point number.")
  static String hex(Object self) {
    return FloatFormat.hex(value(self));
  }

  // Comparison.

  @PyMethod
  static long __hash__(Object self) {
    double v = value(self);
    return Double.isNaN(v) ? PyObjects.identityHash(self) : hash(v);
  }

  /// The hash of a float. CPython gives each nan a hash of its own; here equal nans are one object.
  public static long hash(double v) {
    return Double.isNaN(v) ? PyObjects.identityHash(v) : Hashes.ofDouble(v);
  }

  /// Compares a float with a float or int: negative, 0 or positive; 2 where they are unordered; NotImplemented is null.
  private static Integer compare(Object self, Object other) {
    double a = value(self);
    if (check(other)) {
      double b = value(other);
      return a < b ? -1 : a > b ? 1 : a == b ? 0 : 2;
    }
    if (!PyLong.check(other)) {
      return null;
    }
    return Double.isNaN(a) ? 2 : -Integer.signum(IntMath.compareToDouble(PyLong.value(other), a));
  }

  @PyMethod
  static Object __eq__(Object self, Object value) {
    Integer c = compare(self, value);
    return c == null ? NI : (Object) (c == 0);
  }

  @PyMethod
  static Object __ne__(Object self, Object value) {
    Integer c = compare(self, value);
    return c == null ? NI : (Object) (c != 0);
  }

  @PyMethod
  static Object __lt__(Object self, Object value) {
    Integer c = compare(self, value);
    return c == null ? NI : (Object) (c == -1);
  }

  @PyMethod
  static Object __le__(Object self, Object value) {
    Integer c = compare(self, value);
    return c == null ? NI : (Object) (c <= 0);
  }

  @PyMethod
  static Object __gt__(Object self, Object value) {
    Integer c = compare(self, value);
    return c == null ? NI : (Object) (c == 1);
  }

  @PyMethod
  static Object __ge__(Object self, Object value) {
    Integer c = compare(self, value);
    return c == null ? NI : (Object) (c == 0 || c == 1);
  }

  // Arithmetic.

  @PyMethod
  static Object __add__(Object self, Object value) {
    Double b = NumberConversions.realOrNull(value);
    return b == null ? NI : (Object) (value(self) + b);
  }

  @PyMethod
  static Object __radd__(Object self, Object value) {
    return __add__(self, value);
  }

  @PyMethod
  static Object __sub__(Object self, Object value) {
    Double b = NumberConversions.realOrNull(value);
    return b == null ? NI : (Object) (value(self) - b);
  }

  @PyMethod
  static Object __rsub__(Object self, Object value) {
    Double b = NumberConversions.realOrNull(value);
    return b == null ? NI : (Object) (b - value(self));
  }

  @PyMethod
  static Object __mul__(Object self, Object value) {
    Double b = NumberConversions.realOrNull(value);
    return b == null ? NI : (Object) (value(self) * b);
  }

  @PyMethod
  static Object __rmul__(Object self, Object value) {
    return __mul__(self, value);
  }

  @PyMethod
  static Object __truediv__(Object self, Object value) {
    Double b = NumberConversions.realOrNull(value);
    return b == null ? NI : (Object) FloatMath.divide(value(self), b);
  }

  @PyMethod
  static Object __rtruediv__(Object self, Object value) {
    Double b = NumberConversions.realOrNull(value);
    return b == null ? NI : (Object) FloatMath.divide(b, value(self));
  }

  @PyMethod
  static Object __floordiv__(Object self, Object value) {
    Double b = NumberConversions.realOrNull(value);
    return b == null ? NI : (Object) FloatMath.floorDivide(value(self), b);
  }

  @PyMethod
  static Object __rfloordiv__(Object self, Object value) {
    Double b = NumberConversions.realOrNull(value);
    return b == null ? NI : (Object) FloatMath.floorDivide(b, value(self));
  }

  @PyMethod
  static Object __mod__(Object self, Object value) {
    Double b = NumberConversions.realOrNull(value);
    return b == null ? NI : (Object) FloatMath.modulo(value(self), b);
  }

  @PyMethod
  static Object __rmod__(Object self, Object value) {
    Double b = NumberConversions.realOrNull(value);
    return b == null ? NI : (Object) FloatMath.modulo(b, value(self));
  }

  @PyMethod
  static Object __divmod__(Object self, Object value) {
    Double b = NumberConversions.realOrNull(value);
    return b == null ? NI : FloatMath.divmod(value(self), b);
  }

  @PyMethod
  static Object __rdivmod__(Object self, Object value) {
    Double b = NumberConversions.realOrNull(value);
    return b == null ? NI : FloatMath.divmod(b, value(self));
  }

  @PyMethod(sig = "(value, mod=None, /)")
  static Object __pow__(Object self, Object value, Object mod) {
    Double b = NumberConversions.realOrNull(value);
    noModulus(b, mod);
    return b == null ? NI : FloatMath.power(value(self), b);
  }

  @PyMethod(sig = "(value, mod=None, /)")
  static Object __rpow__(Object self, Object value, Object mod) {
    Double b = NumberConversions.realOrNull(value);
    noModulus(b, mod);
    return b == null ? NI : FloatMath.power(b, value(self));
  }

  private static void noModulus(Double other, Object mod) {
    if (other != null && mod != PyNone.NONE) {
      throw PyErr.typeError("pow() 3rd argument not allowed unless all arguments are integers");
    }
  }

  @PyMethod
  static double __neg__(Object self) {
    return -value(self);
  }

  @PyMethod
  static double __pos__(Object self) {
    return value(self);
  }

  @PyMethod
  static double __abs__(Object self) {
    return Math.abs(value(self));
  }

  // Conversion.

  @PyMethod
  static boolean __bool__(Object self) {
    return value(self) != 0;
  }

  @PyMethod
  static double __float__(Object self) {
    return value(self);
  }

  @PyMethod
  static Object __int__(Object self) {
    return FloatMath.toInt(value(self));
  }

  @PyMethod(sig = "()", doc = "Return the Integral closest to x between 0 and x.")
  static Object __trunc__(Object self) {
    return FloatMath.toInt(value(self));
  }

  @PyMethod(sig = "()", doc = "Return the floor as an Integral.")
  static Object __floor__(Object self) {
    return FloatMath.toInt(Math.floor(value(self)));
  }

  @PyMethod(sig = "()", doc = "Return the ceiling as an Integral.")
  static Object __ceil__(Object self) {
    return FloatMath.toInt(Math.ceil(value(self)));
  }

  @PyMethod(sig = "(ndigits=None, /)", doc = "Return the Integral closest to x, rounding half toward even.")
  static Object __round__(ThreadState ts, Object self, Object ndigits) {
    double v = value(self);
    if (ndigits == PyNone.NONE) {
      return FloatMath.toInt(Math.rint(v));
    }
    long places = PyNumber.asIndex(ts, ndigits, null);
    if (Double.isInfinite(v) || Double.isNaN(v)) {
      return v;
    }
    return NumberText.translating(() -> FloatFormat.round(v, places));
  }

  // Methods.

  @PyMethod(sig = "()", doc = "Return self, the complex conjugate of any float.")
  static double conjugate(Object self) {
    return value(self);
  }

  @PyMethod(sig = "()", doc = "Return True if the float is an integer.")
  static boolean is_integer(Object self) {
    double v = value(self);
    return !Double.isInfinite(v) && Math.floor(v) == v;
  }

  @PyMethod(sig = "()", doc = "Return a pair of integers, whose ratio is exactly equal to the original float.")
  static Object as_integer_ratio(Object self) {
    BigInteger[] ratio = NumberText.translating(() -> FloatFormat.asIntegerRatio(value(self)));
    return PyTuple.of(IntMath.normal(ratio[0]), IntMath.normal(ratio[1]));
  }

  @PyGetter(doc = "the real part of a complex number")
  static double real(Object self) {
    return value(self);
  }

  @PyGetter(doc = "the imaginary part of a complex number")
  static double imag(Object self) {
    return 0.0;
  }
}
