package org.atoll.runtime.types;

import java.util.function.BiFunction;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.NumberConversions;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.text.FloatFormat;
import org.atoll.runtime.text.Formatter;
import org.atoll.runtime.text.Hashes;

/// `complex` (`Objects/complexobject.c`). Immutable. The arithmetic is in [ComplexMath].
@PyTypeDef(name = "complex", doc = """
    Create a complex number from a string or numbers.

    If a string is given, parse it as a complex number.
    If a single number is given, convert it to a complex number.
    If the 'real' or 'imag' arguments are given, create a complex number
    with the specified real and imaginary components.""")
public final class PyComplex extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyComplexBinder());

  private static final Object NI = PyNotImplemented.NOT_IMPLEMENTED;

  @PyMember(doc = "the real part of a complex number")
  public final double real;
  @PyMember(doc = "the imaginary part of a complex number")
  public final double imag;

  public PyComplex(double real, double imag) {
    this(TYPE, real, imag);
  }

  private PyComplex(PyType type, double real, double imag) {
    super(type);
    this.real = real;
    this.imag = imag;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    Object[] a = args.items;
    if (a.length == 1 && kwargs.size() == 0) {
      if (a[0] instanceof PyComplex same && same.type == TYPE && cls == TYPE) {
        return same;
      }
      return made(cls, ofOne(ts, a[0]));
    }
    if (a.length > 2) {
      throw PyErr.typeError("complex() takes at most 2 arguments (%d given)", a.length + kwargs.size());
    }
    Object[] named = PyExceptions.keywords("complex", kwargs, "real", "imag");
    for (int i = 0; i < a.length; i++) {
      if (named[i] != null) {
        throw PyErr.typeError("argument for complex() given by name ('%s') and position (%d)", i == 0 ? "real" : "imag", i + 1);
      }
      named[i] = a[i];
    }
    if (named[0] != null && named[1] == null && PyUnicode.check(named[0])) {
      return made(cls, ComplexParser.parse(named[0]));
    }
    return made(cls, ofTwo(ts, named[0] == null ? (Object) 0L : named[0], named[1] == null ? (Object) 0L : named[1]));
  }

  private static Object made(PyType cls, PyComplex c) {
    return cls == TYPE && c.type == TYPE ? c : new PyComplex(cls, c.real, c.imag);
  }

  private static PyComplex ofOne(ThreadState ts, Object x) {
    if (PyUnicode.check(x)) {
      return ComplexParser.parse(x);
    }
    PyComplex c = viaMethod(ts, x);
    if (c != null) {
      return c;
    }
    return new PyComplex(NumberConversions.viaMethods(ts, x, "complex() argument must be a string or a number, not %s"), 0.0);
  }

  /// The value of a complex number, or what `__complex__` gives; null for an object without it.
  public static PyComplex viaMethod(ThreadState ts, Object x) {
    if (x instanceof PyComplex c && c.type == TYPE) {
      return c;
    }
    Object m = PyObject.typeOf(x).slot(Slot.COMPLEX);
    if (m == null) {
      return x instanceof PyComplex c ? c : null;
    }
    Object r = Call.withSelf(ts, m, x);
    if (!(r instanceof PyComplex c)) {
      throw PyErr.typeError("__complex__ returned non-complex (type %s)", PyObject.typeOf(r).name());
    }
    if (c.type != TYPE) {
      PyErr.warn(ts, PyExc.DeprecationWarning, 1, "__complex__ returned non-complex (type %s).  The ability to return an instance of a strict subclass of complex is "
          + "deprecated, and may be removed in a future version of Python.", c.type.name());
    }
    return c;
  }

  private static PyComplex ofTwo(ThreadState ts, Object re, Object im) {
    if (PyUnicode.check(re)) {
      throw PyErr.typeError("complex() argument 'real' must be a real number, not %s", PyObject.typeOf(re).name());
    }
    if (PyUnicode.check(im)) {
      throw PyErr.typeError("complex() argument 'imag' must be a real number, not %s", PyObject.typeOf(im).name());
    }
    PyComplex r = part(ts, re, "real");
    PyComplex i = part(ts, im, "imag");
    double a = r == null ? NumberConversions.viaMethods(ts, re, "complex() argument 'real' must be a real number, not %s") : r.real;
    double b = i == null ? NumberConversions.viaMethods(ts, im, "complex() argument 'imag' must be a real number, not %s") : i.real;
    if (i != null) {
      a -= i.imag;
    }
    if (r != null) {
      b += r.imag;
    }
    return new PyComplex(a, b);
  }

  /// The value of a complex argument, which is deprecated for one of two parts; null for a real one.
  private static PyComplex part(ThreadState ts, Object x, String name) {
    PyComplex c = x instanceof PyComplex given ? given : name.equals("real") ? viaMethod(ts, x) : null;
    if (c != null) {
      PyErr.warn(ts, PyExc.DeprecationWarning, 1, "complex() argument '%s' must be a real number, not %s", name, PyObject.typeOf(x).name());
    }
    return c;
  }

  @PyMethod(classMethod = true, sig = "(number, /)", doc = "Convert number to a complex floating-point number.")
  static Object from_number(ThreadState ts, PyType cls, Object number) {
    if (number instanceof PyComplex c && c.type == TYPE && cls == TYPE) {
      return c;
    }
    PyComplex c = viaMethod(ts, number);
    if (c == null) {
      c = new PyComplex(NumberConversions.asDouble(ts, number), 0.0);
    }
    return cls == TYPE ? new PyComplex(c.real, c.imag) : cls.call1(ts, new PyComplex(c.real, c.imag));
  }

  @PyMethod(sig = "()")
  Object __getnewargs__() {
    return PyTuple.of(real, imag);
  }

  // Text.

  @PyMethod
  String __repr__() {
    String im = FloatFormat.format(imag, 'r', 0, 0);
    if (real == 0 && Math.copySign(1.0, real) > 0) {
      return im + "j";
    }
    return "(" + FloatFormat.format(real, 'r', 0, 0) + FloatFormat.format(imag, 'r', 0, FloatFormat.SIGN) + "j)";
  }

  @PyMethod(sig = "(format_spec, /)")
  Object __format__(ThreadState ts, Object spec) {
    NumberText.specification(spec);
    if (PyUnicode.length(spec) == 0) {
      return PyObjects.str(ts, this);
    }
    return NumberText.str(NumberText.translating(() -> Formatter.formatComplex(real, imag, NumberText.spec(spec), type.name(), NumberText.locale(ts))));
  }

  // Comparison.

  @PyMethod
  long __hash__() {
    return Hashes.ofComplex(PyFloat.hash(real), PyFloat.hash(imag));
  }

  private Boolean equal(Object other) {
    if (other instanceof PyComplex c) {
      return real == c.real && imag == c.imag;
    }
    if (PyLong.check(other)) {
      return imag == 0 && !Double.isNaN(real) && IntMath.compareToDouble(PyLong.value(other), real) == 0;
    }
    return PyFloat.check(other) ? (Boolean) (imag == 0 && real == PyFloat.value(other)) : null;
  }

  @PyMethod
  Object __eq__(Object value) {
    Boolean e = equal(value);
    return e == null ? NI : e;
  }

  @PyMethod
  Object __ne__(Object value) {
    Boolean e = equal(value);
    return e == null ? NI : (Object) !e;
  }

  @PyMethod
  Object __lt__(Object value) {
    return NI;
  }

  @PyMethod
  Object __le__(Object value) {
    return NI;
  }

  @PyMethod
  Object __gt__(Object value) {
    return NI;
  }

  @PyMethod
  Object __ge__(Object value) {
    return NI;
  }

  // Arithmetic.

  private static Object withComplex(Object other, BiFunction<PyComplex, Double, PyComplex> real, BiFunction<PyComplex, PyComplex, PyComplex> complex, PyComplex self) {
    if (other instanceof PyComplex c) {
      return complex.apply(self, c);
    }
    Double d = NumberConversions.realOrNull(other);
    return d == null ? NI : real.apply(self, d);
  }

  @PyMethod
  Object __add__(Object value) {
    return withComplex(value, (a, b) -> new PyComplex(a.real + b, a.imag), (a, b) -> new PyComplex(a.real + b.real, a.imag + b.imag), this);
  }

  @PyMethod
  Object __radd__(Object value) {
    return __add__(value);
  }

  @PyMethod
  Object __sub__(Object value) {
    return withComplex(value, (a, b) -> new PyComplex(a.real - b, a.imag), (a, b) -> new PyComplex(a.real - b.real, a.imag - b.imag), this);
  }

  @PyMethod
  Object __rsub__(Object value) {
    return withComplex(value, (a, b) -> new PyComplex(b - a.real, -a.imag), (a, b) -> new PyComplex(b.real - a.real, b.imag - a.imag), this);
  }

  @PyMethod
  Object __mul__(Object value) {
    return withComplex(value, (a, b) -> new PyComplex(a.real * b, a.imag * b), ComplexMath::multiply, this);
  }

  @PyMethod
  Object __rmul__(Object value) {
    return withComplex(value, (a, b) -> new PyComplex(b * a.real, b * a.imag), (a, b) -> ComplexMath.multiply(b, a), this);
  }

  @PyMethod
  Object __truediv__(Object value) {
    return withComplex(value, ComplexMath::divide, ComplexMath::divide, this);
  }

  @PyMethod
  Object __rtruediv__(Object value) {
    return withComplex(value, (a, b) -> ComplexMath.divide((double) b, a), (a, b) -> ComplexMath.divide(b, a), this);
  }

  @PyMethod(sig = "(value, mod=None, /)")
  Object __pow__(Object value, Object mod) {
    noModulus(mod);
    return withComplex(value, (a, b) -> ComplexMath.power(a, new PyComplex(b, 0.0)), ComplexMath::power, this);
  }

  @PyMethod(sig = "(value, mod=None, /)")
  Object __rpow__(Object value, Object mod) {
    noModulus(mod);
    return withComplex(value, (a, b) -> ComplexMath.power(new PyComplex(b, 0.0), a), (a, b) -> ComplexMath.power(b, a), this);
  }

  private static void noModulus(Object mod) {
    if (mod != PyNone.NONE) {
      throw PyErr.valueError("complex modulo");
    }
  }

  @PyMethod
  Object __neg__() {
    return new PyComplex(-real, -imag);
  }

  @PyMethod
  Object __pos__() {
    return type == TYPE ? this : new PyComplex(real, imag);
  }

  @PyMethod
  double __abs__() {
    return ComplexMath.abs(this);
  }

  @PyMethod
  boolean __bool__() {
    return real != 0 || imag != 0;
  }

  @PyMethod(sig = "()", doc = "Convert this value to exact type complex.")
  Object __complex__() {
    return type == TYPE ? this : new PyComplex(real, imag);
  }

  @PyMethod(sig = "()", doc = "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.")
  Object conjugate() {
    return new PyComplex(real, -imag);
  }
}
