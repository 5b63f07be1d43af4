package org.atoll.runtime.modules.decimal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.function.Function;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.warnings.Warnings;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.text.Hashes;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `decimal.Decimal`. Immutable.
@PyTypeDef(name = "Decimal", module = "decimal", doc = """
    Construct a new Decimal object.

    value can be an integer, string, tuple, or another Decimal object.  If
    no value is given, return Decimal('0'). The context does not affect
    the conversion and is only passed to determine if the InvalidOperation
    trap is active.""")
public final class PyDecimal extends DecimalOperations implements RichComparison {
  public static final PyType TYPE = PyType.builtin(new PyDecimalBinder());

  private static final BigInteger HASH_MODULUS = BigInteger.valueOf(Hashes.MODULUS);
  private static final double NEGATIVE_NAN = Double.longBitsToDouble(0xFFF8000000000000L);
  private static final BigInteger TENTH = BigInteger.TEN.modInverse(HASH_MODULUS);

  PyDecimal(Num value) {
    super(TYPE, value);
  }

  private PyDecimal(PyType type, Num value) {
    super(type, value);
  }

  // Making.

  @PyNew(sig = "(value='0', context=None)")
  static Object create(ThreadState ts, PyType cls, Object value, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    if (cls == TYPE && value instanceof PyDecimal d && d.type == TYPE) {
      return d;
    }
    Functions exact = c.start();
    Num n = Conversions.exact(ts, value, c, exact, false);
    if (exact.status == 0) {
      n = Conversions.limited(n, exact);
    }
    if (exact.status != 0) {
      c.add(ts, exact.status);
    }
    return new PyDecimal(cls, n);
  }

  static Num floatOrInt(Object f) {
    if (PyLong.check(f)) {
      return Num.of(Conversions.integer(f));
    }
    if (!PyFloat.check(f)) {
      throw PyErr.typeError("argument must be int or float");
    }
    return Conversions.ofDouble(PyFloat.value(f));
  }

  private static Object ofClass(ThreadState ts, PyType cls, Num n) {
    return cls == TYPE ? new PyDecimal(n) : Call.call1(ts, cls, new PyDecimal(n));
  }

  @PyMethod(sig = "(f, /)", classMethod = true, doc = "Class method that converts a float to a decimal number, exactly.")
  static Object from_float(ThreadState ts, PyType cls, Object f) {
    return ofClass(ts, cls, floatOrInt(f));
  }

  @PyMethod(sig = "(number, /)", classMethod = true, doc = "Class method that converts a real number to a decimal number, exactly.")
  static Object from_number(ThreadState ts, PyType cls, Object number) {
    if (number instanceof PyDecimal d) {
      return cls == TYPE && d.type == TYPE ? d : ofClass(ts, cls, d.value);
    }
    if (!PyLong.check(number) && !PyFloat.check(number)) {
      throw Conversions.unsupported(number);
    }
    return ofClass(ts, cls, floatOrInt(number));
  }

  // Text and other types.

  @PyMethod
  String __str__(ThreadState ts) {
    return value.text(false, PyDecimalContext.current(ts).hasCapitals());
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    return "Decimal('" + __str__(ts) + "')";
  }

  @PyMethod(sig = "(context=None)")
  String to_eng_string(ThreadState ts, Object context) {
    return value.text(true, PyDecimalContext.of(ts, context).hasCapitals());
  }

  @PyMethod(sig = "(*args)")
  Object __format__(ThreadState ts, PyTuple args) {
    if (args.items.length == 0 || args.items.length > 2) {
      throw PyErr.typeError("function missing required argument 'fmtarg' (pos 1)");
    }
    if (!PyUnicode.check(args.items[0])) {
      throw PyErr.typeError("format argument must be str");
    }
    DecimalFormat.Separators locale = args.items.length == 1 ? null : separators(ts, args.items[1]);
    PyDecimalContext c = PyDecimalContext.current(ts);
    String spec = PyUnicode.toUtf16(args.items[0]);
    String made;
    try {
      made = DecimalFormat.format(value, spec, c.rounding(), c.hasCapitals(), locale);
      if (made == null && spec.endsWith("N")) {
        String plain = spec.substring(0, spec.length() - 1) + "n";
        made = DecimalFormat.format(value, plain, c.rounding(), c.hasCapitals(), locale);
        if (made != null) {
          Warnings.warn(ts, PyExc.DeprecationWarning, "Format specifier 'N' is deprecated", 1);
          made = made.toUpperCase(Locale.ROOT);
        }
      }
    } catch (IllegalArgumentException e) {
      throw PyErr.valueError("invalid override dict");
    }
    if (made == null) {
      throw PyErr.valueError("invalid format string");
    }
    return PyUnicode.fromUtf16(made);
  }

  /// What a dict like that of `locale.localeconv` says about separators.
  private static DecimalFormat.Separators separators(ThreadState ts, Object override) {
    if (!(override instanceof PyDict d)) {
      throw PyErr.typeError("optional argument must be a dict");
    }
    String point = entry(d, "decimal_point", ".");
    String thousands = entry(d, "thousands_sep", "");
    String grouping = entry(d, "grouping", "");
    boolean wide = point.codePointCount(0, point.length()) > 1 || thousands.codePointCount(0, thousands.length()) > 1;
    if (wide || grouping.chars().anyMatch(g -> g > DecimalFormat.CHAR_MAX)) {
      throw PyErr.valueError("invalid override dict");
    }
    int[] groups = grouping.chars().toArray();
    return new DecimalFormat.Separators(point, thousands, groups);
  }

  private static String entry(PyDict d, String name, String otherwise) {
    Object found = d.get(name);
    if (found == null) {
      return otherwise;
    }
    if (!PyUnicode.check(found)) {
      throw PyErr.valueError("invalid override dict");
    }
    return PyUnicode.toUtf16(found);
  }

  @PyMethod(sig = "()")
  Object __reduce__(ThreadState ts) {
    return PyTuple.of(type, PyTuple.of(__str__(ts)));
  }

  @PyMethod(sig = "()")
  Object __copy__() {
    return this;
  }

  @PyMethod(sig = "(memo, /)")
  Object __deepcopy__(Object memo) {
    return this;
  }

  @PyMethod
  boolean __bool__() {
    return !value.isZero();
  }

  private BigInteger whole() {
    if (value.isNan()) {
      throw PyErr.valueError("cannot convert NaN to integer");
    }
    if (value.isInfinite()) {
      throw PyErr.overflowError("cannot convert Infinity to integer");
    }
    return value.toBigInteger();
  }

  @PyMethod
  Object __int__() {
    return Convert.ofBigInteger(whole());
  }

  @PyMethod(sig = "()")
  Object __trunc__() {
    return Convert.ofBigInteger(whole());
  }

  private Object integral(Rounding rounding) {
    whole();
    return Convert.ofBigInteger(Arith.rescale(value, Math.max(0, value.exponent()), rounding, new boolean[1])
        .toBigInteger());
  }

  @PyMethod(sig = "()")
  Object __floor__() {
    return integral(Rounding.FLOOR);
  }

  @PyMethod(sig = "()")
  Object __ceil__() {
    return integral(Rounding.CEILING);
  }

  @PyMethod(sig = "(ndigits=<absent>, /)")
  Object __round__(ThreadState ts, Object ndigits) {
    if (ndigits == null) {
      return integral(Rounding.HALF_EVEN);
    }
    if (!PyLong.check(ndigits)) {
      throw PyErr.typeError("optional arg must be an integer");
    }
    long places = Convert.toLong(ts, ndigits);
    Num like = Num.finite(false, BigInteger.ONE, places == Long.MIN_VALUE ? Long.MAX_VALUE : -places);
    return PyDecimalContext.current(ts).apply(ts, f -> f.quantize(value, like));
  }

  @PyMethod
  double __float__() {
    if (value.isNan()) {
      if (value.isSignaling()) {
        throw PyErr.valueError("cannot convert signaling NaN to float");
      }
      return value.negative() ? NEGATIVE_NAN : Double.NaN;
    }
    if (value.isInfinite()) {
      return value.negative() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double size = value.adjusted() > 400 && !value.isZero() ? Double.POSITIVE_INFINITY : value.adjusted() < -400 ? 0
        : new BigDecimal(value.coefficient(), (int) -value.exponent()).doubleValue();
    return value.negative() ? -size : size;
  }

  @PyMethod(sig = "()")
  Object __complex__() {
    return new PyComplex(__float__(), 0);
  }

  @PyGetter
  Object real() {
    return this;
  }

  @PyGetter
  Object imag() {
    return new PyDecimal(Num.ZERO);
  }

  @PyMethod(sig = "()")
  Object as_tuple(ThreadState ts) {
    Object exponent = switch (value.kind()) {
      case FINITE -> (Object) value.exponent();
      case INFINITE -> "F";
      case QUIET -> "n";
      case SIGNALING -> "N";
    };
    boolean empty = value.isNan() && value.coefficient().signum() == 0;
    String digits = empty ? "" : value.coefficient().toString();
    Object[] all = new Object[digits.length()];
    for (int i = 0; i < all.length; i++) {
      all[i] = (long) (digits.charAt(i) - '0');
    }
    return Call.call3(ts, DecimalState.of(ts).tuple(ts), value.negative() ? 1L : 0L, PyTuple.of(all), exponent);
  }

  @PyMethod(sig = "()")
  Object as_integer_ratio() {
    if (value.isNan()) {
      throw PyErr.valueError("cannot convert NaN to integer ratio");
    }
    if (value.isInfinite()) {
      throw PyErr.overflowError("cannot convert Infinity to integer ratio");
    }
    BigInteger[] parts = ratio(value);
    BigInteger common = parts[0].gcd(parts[1]);
    return PyTuple.of(Convert.ofBigInteger(parts[0].divide(common)), Convert.ofBigInteger(parts[1].divide(common)));
  }

  private static BigInteger[] ratio(Num n) {
    BigInteger c = n.negative() ? n.coefficient().negate() : n.coefficient();
    return n.exponent() >= 0 ? new BigInteger[] {Digits.shiftLeft(c, n.exponent()), BigInteger.ONE}
        : new BigInteger[] {c, Digits.power(-n.exponent())};
  }

  @PyMethod
  long __hash__() {
    if (value.isSignaling()) {
      throw PyErr.typeError("Cannot hash a signaling NaN value");
    }
    if (value.isNan()) {
      return PyObjects.identityHash(this);
    }
    if (value.isInfinite()) {
      return value.negative() ? -Hashes.INF : Hashes.INF;
    }
    BigInteger scale = value.exponent() >= 0 ? BigInteger.TEN.modPow(BigInteger.valueOf(value.exponent()), HASH_MODULUS)
        : TENTH.modPow(BigInteger.valueOf(-value.exponent()), HASH_MODULUS);
    long hash = value.coefficient().multiply(scale).mod(HASH_MODULUS).longValue();
    hash = value.negative() ? -hash : hash;
    return hash == -1 ? -2 : hash;
  }

  // Comparison.

  /// What the other side of a comparison is worth, or null. `mine` may be scaled for it.
  private Num comparable(ThreadState ts, Object other, boolean equality, Num[] mine) {
    Num exact = Conversions.operand(other);
    if (exact != null) {
      return exact;
    }
    PyDecimalContext c = PyDecimalContext.current(ts);
    if (PyFloat.check(other)) {
      if (equality) {
        c.status |= Arith.FLOAT;
      } else {
        c.add(ts, Arith.FLOAT);
      }
      return Conversions.ofDouble(PyFloat.value(other));
    }
    if (equality && other instanceof PyComplex z) {
      if (z.imag != 0) {
        return null;
      }
      c.status |= Arith.FLOAT;
      return Conversions.ofDouble(z.real);
    }
    if (!(other instanceof PyObject) || !PyObjects.isInstance(ts, other, DecimalState.of(ts).rational(ts))) {
      return null;
    }
    BigInteger denominator = Conversions.integer(PyObjects.getAttr(ts, other, "denominator"));
    if (mine[0].isFinite()) {
      mine[0] = Num.finite(mine[0].negative(), mine[0].coefficient().multiply(denominator), mine[0].exponent());
    }
    return Num.of(Conversions.integer(PyObjects.getAttr(ts, other, "numerator")));
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    boolean equality = op == PyObjects.EQ || op == PyObjects.NE;
    Num[] mine = {value};
    Num theirs = comparable(ts, other, equality, mine);
    if (theirs == null) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    Num a = mine[0];
    if (a.isNan() || theirs.isNan()) {
      if (!equality || a.isSignaling() || theirs.isSignaling()) {
        PyDecimalContext.current(ts).add(ts, Arith.INVALID);
      }
      return op == PyObjects.NE;
    }
    int order = Arith.compareNumbers(a, theirs);
    return switch (op) {
      case PyObjects.EQ -> order == 0;
      case PyObjects.NE -> order != 0;
      case PyObjects.LT -> order < 0;
      case PyObjects.LE -> order <= 0;
      case PyObjects.GT -> order > 0;
      default -> order >= 0;
    };
  }

  // Operations that are not simply one of the specification.

  private static Object pair(Num[] both) {
    return PyTuple.of(new PyDecimal(both[0]), new PyDecimal(both[1]));
  }

  @PyMethod
  Object __divmod__(ThreadState ts, Object other) {
    Num b = Conversions.operand(other);
    return b == null ? PyNotImplemented.NOT_IMPLEMENTED
        : pair(PyDecimalContext.current(ts).run(ts, f -> f.divmod(value, b)));
  }

  @PyMethod
  Object __rdivmod__(ThreadState ts, Object other) {
    Num a = Conversions.operand(other);
    return a == null ? PyNotImplemented.NOT_IMPLEMENTED
        : pair(PyDecimalContext.current(ts).run(ts, f -> f.divmod(a, value)));
  }

  private static Object power(ThreadState ts, Num a, Object second, Object modulo) {
    Num b = Conversions.operand(second);
    Num m = modulo == PyNone.NONE ? Num.ONE : Conversions.operand(modulo);
    if (a == null || b == null || m == null) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return PyDecimalContext.current(ts).apply(ts, f -> modulo == PyNone.NONE ? f.power(a, b) : f.power(a, b, m));
  }

  @PyMethod(sig = "(value, mod=None, /)")
  Object __pow__(ThreadState ts, Object other, Object modulo) {
    return power(ts, value, other, modulo);
  }

  @PyMethod(sig = "(value, mod=None, /)")
  Object __rpow__(ThreadState ts, Object other, Object modulo) {
    return power(ts, Conversions.operand(other), this, modulo);
  }

  @PyMethod(sig = "(other, third, context=None)")
  Object fma(ThreadState ts, Object other, Object third, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num b = Conversions.argument(other);
    Num d = Conversions.argument(third);
    return c.apply(ts, f -> f.fma(value, b, d));
  }

  private static Rounding rounding(Object name, PyDecimalContext c) {
    return name == PyNone.NONE ? c.rounding() : PyDecimalContext.roundingOf(name);
  }

  /// Runs an operation with another rounding.
  private static PyDecimal under(ThreadState ts, PyDecimalContext c, Rounding rounding,
      Function<Arith, Num> operation) {
    return c.apply(ts, f -> {
      Arith other = f.with(rounding);
      Num made = operation.apply(other);
      f.status |= other.status;
      return made;
    });
  }

  @PyMethod(sig = "(exp, rounding=None, context=None)")
  Object quantize(ThreadState ts, Object exp, Object rounding, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    Num like = Conversions.argument(exp);
    return under(ts, c, rounding(rounding, c), f -> f.quantize(value, like));
  }

  @PyMethod(sig = "(rounding=None, context=None)")
  Object to_integral(ThreadState ts, Object rounding, Object context) {
    return to_integral_value(ts, rounding, context);
  }

  @PyMethod(sig = "(rounding=None, context=None)")
  Object to_integral_value(ThreadState ts, Object rounding, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    return under(ts, c, rounding(rounding, c), f -> f.toIntegral(value, false));
  }

  @PyMethod(sig = "(rounding=None, context=None)")
  Object to_integral_exact(ThreadState ts, Object rounding, Object context) {
    PyDecimalContext c = PyDecimalContext.of(ts, context);
    return under(ts, c, rounding(rounding, c), f -> f.toIntegral(value, true));
  }

  static boolean sameQuantum(Num a, Num b) {
    if (a.isFinite() && b.isFinite()) {
      return a.exponent() == b.exponent();
    }
    return a.isNan() && b.isNan() || a.isInfinite() && b.isInfinite();
  }

  @PyMethod(sig = "(other, context=None)")
  boolean same_quantum(ThreadState ts, Object other, Object context) {
    PyDecimalContext.of(ts, context);
    return sameQuantum(value, Conversions.argument(other));
  }

  @PyMethod(sig = "(context=None)")
  boolean is_normal(ThreadState ts, Object context) {
    return PyDecimalContext.of(ts, context).isNormal(value);
  }

  @PyMethod(sig = "(context=None)")
  boolean is_subnormal(ThreadState ts, Object context) {
    return PyDecimalContext.of(ts, context).isSubnormal(value);
  }

  @PyMethod(sig = "(context=None)")
  String number_class(ThreadState ts, Object context) {
    return PyDecimalContext.of(ts, context).numberClass(value);
  }

  @PyMethod(sig = "()")
  long adjusted() {
    return value.isFinite() ? value.adjusted() : 0;
  }

  @PyMethod(sig = "()")
  Object canonical() {
    return this;
  }

  @PyMethod(sig = "()")
  Object conjugate() {
    return this;
  }

  @PyMethod(sig = "()")
  Object radix() {
    return new PyDecimal(Num.finite(false, BigInteger.TEN, 0));
  }

  @PyMethod(sig = "()")
  Object copy_abs() {
    return new PyDecimal(value.withSign(false));
  }

  @PyMethod(sig = "()")
  Object copy_negate() {
    return new PyDecimal(value.negated());
  }
}
