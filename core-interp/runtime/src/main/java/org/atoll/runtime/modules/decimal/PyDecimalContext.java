package org.atoll.runtime.modules.decimal;

import java.math.BigInteger;
import java.util.function.Function;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;

/// `decimal.Context`: limits, rounding, and which signals are set and trapped. Guarded by the GIL.
@PyTypeDef(name = "Context", module = "decimal", doc = """
    The context affects almost all operations and controls rounding,
    Over/Underflow, raising of exceptions and much more.""")
public final class PyDecimalContext extends ContextOperations {
  public static final PyType TYPE = PyType.builtin(new PyDecimalContextBinder());

  static final long MAX_PREC = 999999999999999999L;
  static final long MAX_EMAX = 999999999999999999L;
  static final long MIN_EMIN = -999999999999999999L;
  static final long MIN_ETINY = MIN_EMIN - (MAX_PREC - 1);
  static final String SIGNALS_WANTED = "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n"
      + "   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]";
  private static final String ROUNDINGS_WANTED = "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, "
      + "ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]";

  private long prec = 28;
  private Rounding rounding = Rounding.HALF_EVEN;
  private long emin = -999999;
  private long emax = 999999;
  private boolean capitals = true;
  private boolean clamp;
  /// Whether this is one of the module's templates, which are copied before they are used.
  boolean template;
  int status;
  int traps = Arith.ANY_INVALID | Arith.DIVISION_BY_ZERO | Arith.OVERFLOW;

  private PyDecimalContext(PyType type) {
    super(type);
  }

  /// A context with the settings of `DefaultContext`.
  static PyDecimalContext standard() {
    return new PyDecimalContext(TYPE);
  }

  /// `BasicContext`, or `ExtendedContext`.
  static PyDecimalContext ofStandard(boolean basic) {
    PyDecimalContext c = standard();
    c.prec = 9;
    c.rounding = basic ? Rounding.HALF_UP : Rounding.HALF_EVEN;
    c.traps = basic ? c.traps | Arith.CLAMPED | Arith.UNDERFLOW : 0;
    c.template = true;
    return c;
  }

  /// The interchange format of IEEE 754 with so many bits.
  static PyDecimalContext ofIeee(long bits) {
    if (bits <= 0 || bits % 32 != 0 || bits > 512) {
      throw PyErr.valueError("argument must be a multiple of 32, with a maximum of 512");
    }
    PyDecimalContext c = standard();
    c.prec = 9 * (bits / 32) - 2;
    c.emax = 3L << bits / 16 + 3;
    c.emin = 1 - c.emax;
    c.clamp = true;
    c.traps = 0;
    return c;
  }

  PyDecimalContext duplicate() {
    PyDecimalContext c = standard();
    c.prec = prec;
    c.rounding = rounding;
    c.emin = emin;
    c.emax = emax;
    c.capitals = capitals;
    c.clamp = clamp;
    c.status = status;
    c.traps = traps;
    return c;
  }

  static PyDecimalContext current(ThreadState ts) {
    return DecimalState.of(ts).context(ts);
  }

  /// The context given as an argument, or for None the current one.
  static PyDecimalContext of(ThreadState ts, Object context) {
    if (context == PyNone.NONE) {
      return current(ts);
    }
    if (!(context instanceof PyDecimalContext c)) {
      throw PyErr.typeError("optional argument must be a context");
    }
    return c;
  }

  // Operations.

  Functions start() {
    return new Functions(prec, emin, emax, rounding, clamp);
  }

  Rounding rounding() {
    return rounding;
  }

  boolean hasCapitals() {
    return capitals;
  }

  /// Sets flags, and raises if one of them is trapped.
  void add(ThreadState ts, int happened) {
    status |= happened;
    if ((happened & traps) != 0) {
      throw Signal.raised(ts, happened & traps);
    }
  }

  <T> T run(ThreadState ts, Function<Functions, T> operation) {
    Functions f = start();
    T made;
    try {
      made = operation.apply(f);
    } catch (ArithmeticException | OutOfMemoryError e) {
      // More digits than memory holds.
      throw PyErr.memoryError();
    }
    if (f.status != 0) {
      add(ts, f.status);
    }
    return made;
  }

  @Override
  PyDecimal apply(ThreadState ts, Function<Functions, Num> operation) {
    return new PyDecimal(run(ts, operation));
  }

  // Making.

  @PyNew(sig = "(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)")
  static Object create(ThreadState ts, PyType cls, Object prec, Object rounding, Object emin, Object emax, Object capitals,
      Object clamp, Object flags, Object traps) {
    PyDecimalContext c = new PyDecimalContext(cls);
    PyDecimalContext like = DecimalState.of(ts).defaults;
    c.prec = like.prec;
    c.rounding = like.rounding;
    c.emin = like.emin;
    c.emax = like.emax;
    c.capitals = like.capitals;
    c.clamp = like.clamp;
    c.traps = like.traps;
    c.change(ts, "prec", prec);
    c.change(ts, "rounding", rounding);
    c.change(ts, "Emin", emin);
    c.change(ts, "Emax", emax);
    c.change(ts, "capitals", capitals);
    c.change(ts, "clamp", clamp);
    c.change(ts, "flags", flags);
    c.change(ts, "traps", traps);
    return c;
  }

  @PyMethod(sig = "(*args, **kwargs)")
  void __init__(PyTuple args, PyDict kwargs) {}

  /// Sets an attribute unless the value is None; flags and traps may be lists.
  void change(ThreadState ts, String name, Object value) {
    if (value == PyNone.NONE) {
      return;
    }
    switch (name) {
      case "prec" -> setPrec(value);
      case "rounding" -> setRounding(value);
      case "Emin" -> setEmin(value);
      case "Emax" -> setEmax(value);
      case "capitals" -> setCapitals(value);
      case "clamp" -> setClamp(value);
      case "flags" -> status = signals(ts, value);
      default -> traps = signals(ts, value);
    }
  }

  private static int signals(ThreadState ts, Object value) {
    if (!(value instanceof PyList list)) {
      return mapping(ts, value);
    }
    int all = 0;
    for (Object type : Sequences.toArray(ts, list)) {
      Signal found = Signal.find(type);
      if (found != null) {
        all |= found.mask;
        continue;
      }
      int condition = type == Signal.SYNTAX_TYPE ? Arith.SYNTAX : type == Signal.IMPOSSIBLE_TYPE ? Arith.IMPOSSIBLE
          : type == Signal.UNDEFINED_TYPE ? Arith.UNDEFINED : type == Signal.CONTEXT_TYPE ? Arith.BAD_CONTEXT : 0;
      if (condition == 0) {
        throw PyErr.format(PyExc.KeyError, SIGNALS_WANTED);
      }
      all |= condition;
    }
    return all;
  }

  private static int mapping(ThreadState ts, Object value) {
    if (value instanceof PySignalDict d) {
      return d.status();
    }
    if (!(value instanceof PyDict d)) {
      throw PyErr.typeError("argument must be a signal dict");
    }
    int all = 0;
    if (d.size() != Signal.values().length) {
      throw PyErr.format(PyExc.KeyError, "invalid signal dict");
    }
    for (Signal one : Signal.values()) {
      Object set = d.get(ts, one.type());
      if (set == null) {
        throw PyErr.format(PyExc.KeyError, "invalid signal dict");
      }
      all |= PyObjects.isTrue(ts, set) ? one.mask : 0;
    }
    return all;
  }

  // Attributes.

  private static long number(Object value, long least, long most, String message) {
    if (value == null) {
      throw PyErr.attributeError(null, "", "context attributes cannot be deleted");
    }
    if (!PyLong.check(value)) {
      throw PyErr.typeError("an integer is required");
    }
    if (PyLong.value(value) instanceof BigInteger) {
      throw PyErr.overflowError("Python int too large to convert to C ssize_t");
    }
    if (!(PyLong.value(value) instanceof Long l) || l < least || l > most) {
      throw PyErr.valueError(message);
    }
    return l;
  }

  @PyGetter(name = "prec")
  Object prec() {
    return prec;
  }

  @PySetter(name = "prec")
  void setPrec(Object value) {
    prec = number(value, 1, MAX_PREC, "valid range for prec is [1, MAX_PREC]");
  }

  @PyGetter(name = "rounding")
  Object roundingName() {
    return rounding.pythonName();
  }

  @PySetter(name = "rounding")
  void setRounding(Object value) {
    if (value == null) {
      throw PyErr.attributeError(this, "rounding", "context attributes cannot be deleted");
    }
    rounding = roundingOf(value);
  }

  static Rounding roundingOf(Object name) {
    Rounding found = PyUnicode.check(name) ? Rounding.find(PyUnicode.toUtf16(name)) : null;
    if (found == null) {
      throw PyErr.typeError(ROUNDINGS_WANTED);
    }
    return found;
  }

  @PyGetter(name = "Emin")
  Object emin() {
    return emin;
  }

  @PySetter(name = "Emin")
  void setEmin(Object value) {
    emin = number(value, MIN_EMIN, 0, "valid range for Emin is [MIN_EMIN, 0]");
  }

  @PyGetter(name = "Emax")
  Object emax() {
    return emax;
  }

  @PySetter(name = "Emax")
  void setEmax(Object value) {
    emax = number(value, 0, MAX_EMAX, "valid range for Emax is [0, MAX_EMAX]");
  }

  @PyGetter(name = "capitals")
  Object capitals() {
    return capitals ? 1L : 0L;
  }

  @PySetter(name = "capitals")
  void setCapitals(Object value) {
    capitals = number(value, 0, 1, "valid values for capitals are 0 or 1") == 1;
  }

  @PyGetter(name = "clamp")
  Object clamp() {
    return clamp ? 1L : 0L;
  }

  @PySetter(name = "clamp")
  void setClamp(Object value) {
    clamp = number(value, 0, 1, "valid values for clamp are 0 or 1") == 1;
  }

  @PyGetter(name = "flags")
  Object flags() {
    return new PySignalDict(this, false);
  }

  @PySetter(name = "flags")
  void setFlags(Object value) {
    status = assigned(value);
  }

  @PyGetter(name = "traps")
  Object traps() {
    return new PySignalDict(this, true);
  }

  @PySetter(name = "traps")
  void setTraps(Object value) {
    traps = assigned(value);
  }

  private static int assigned(Object value) {
    if (value == null) {
      throw PyErr.attributeError(null, "", "context attributes cannot be deleted");
    }
    return mapping(ThreadState.current(), value);
  }

  // Methods of the context itself.

  @PyMethod(sig = "()")
  void clear_flags() {
    status = 0;
  }

  @PyMethod(sig = "()")
  void clear_traps() {
    traps = 0;
  }

  @PyMethod(sig = "()")
  Object copy() {
    return duplicate();
  }

  @PyMethod(sig = "()")
  Object __copy__() {
    return duplicate();
  }

  @PyMethod(sig = "()")
  long Etiny() {
    return emin - prec + 1;
  }

  @PyMethod(sig = "()")
  long Etop() {
    return emax - prec + 1;
  }

  @PyMethod(sig = "()")
  Object radix() {
    return new PyDecimal(Num.finite(false, BigInteger.TEN, 0));
  }

  private static String listed(int all) {
    StringBuilder out = new StringBuilder("[");
    for (Signal one : Signal.SHOWN) {
      if ((all & one.mask) != 0) {
        out.append(out.length() > 1 ? ", " : "").append(one.pythonName);
      }
    }
    return out.append(']').toString();
  }

  @PyMethod
  String __repr__() {
    return "Context(prec=" + prec + ", rounding=" + rounding.pythonName() + ", Emin=" + emin + ", Emax=" + emax
        + ", capitals=" + capitals() + ", clamp=" + clamp() + ", flags=" + listed(status) + ", traps=" + listed(traps) + ")";
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    return PyTuple.of(type, PyTuple.of(prec, rounding.pythonName(), emin, emax, capitals(), clamp(),
        Signal.list(status), Signal.list(traps)));
  }

  @PyMethod(sig = "(num='0', /)")
  Object create_decimal(ThreadState ts, Object num) {
    Functions exact = start();
    Num n = Conversions.exact(ts, num, this, exact, true);
    if (exact.status != 0) {
      add(ts, exact.status);
      return new PyDecimal(Num.NAN);
    }
    return rounded(ts, n);
  }

  private PyDecimal rounded(ThreadState ts, Num n) {
    boolean tooLong = n.isNan() && n.digits() > prec - (clamp ? 1 : 0) && n.coefficient().signum() != 0;
    return apply(ts, f -> tooLong ? f.invalid(Arith.SYNTAX) : n.isNan() ? n : f.fix(n));
  }

  @PyMethod(sig = "(f, /)")
  Object create_decimal_from_float(ThreadState ts, Object f) {
    return rounded(ts, PyDecimal.floatOrInt(f));
  }

  @PyMethod(sig = "(x, y, /)")
  Object divmod(ThreadState ts, Object x, Object y) {
    Num a = Conversions.argument(x);
    Num b = Conversions.argument(y);
    Num[] both = run(ts, f -> f.divmod(a, b));
    return PyTuple.of(new PyDecimal(both[0]), new PyDecimal(both[1]));
  }

  @PyMethod(sig = "(a, b, modulo=None)")
  Object power(ThreadState ts, Object a, Object b, Object modulo) {
    Num x = Conversions.argument(a);
    Num y = Conversions.argument(b);
    if (modulo == PyNone.NONE) {
      return apply(ts, f -> f.power(x, y));
    }
    Num z = Conversions.argument(modulo);
    return apply(ts, f -> f.power(x, y, z));
  }

  @PyMethod(sig = "(x, y, z, /)")
  Object fma(ThreadState ts, Object x, Object y, Object z) {
    Num a = Conversions.argument(x);
    Num b = Conversions.argument(y);
    Num c = Conversions.argument(z);
    return apply(ts, f -> f.fma(a, b, c));
  }

  @PyMethod(sig = "(x, y, /)")
  boolean same_quantum(Object x, Object y) {
    return PyDecimal.sameQuantum(Conversions.argument(x), Conversions.argument(y));
  }

  @PyMethod(sig = "(x, /)")
  boolean is_normal(Object x) {
    return isNormal(Conversions.argument(x));
  }

  @PyMethod(sig = "(x, /)")
  boolean is_subnormal(Object x) {
    return isSubnormal(Conversions.argument(x));
  }

  boolean isNormal(Num n) {
    return n.isFinite() && !n.isZero() && n.adjusted() >= emin;
  }

  boolean isSubnormal(Num n) {
    return n.isFinite() && !n.isZero() && n.adjusted() < emin;
  }

  @PyMethod(sig = "(x, /)")
  String number_class(Object x) {
    return numberClass(Conversions.argument(x));
  }

  String numberClass(Num n) {
    if (n.isNan()) {
      return n.isSignaling() ? "sNaN" : "NaN";
    }
    String kind = n.isInfinite() ? "Infinity" : n.isZero() ? "Zero" : isSubnormal(n) ? "Subnormal" : "Normal";
    return (n.negative() ? "-" : "+") + kind;
  }

  private static Object mustBeDecimal(Object x) {
    if (!(x instanceof PyDecimal)) {
      throw PyErr.typeError("argument must be a Decimal");
    }
    return x;
  }

  @PyMethod(sig = "(x, /)")
  boolean is_canonical(Object x) {
    mustBeDecimal(x);
    return true;
  }

  @PyMethod(sig = "(x, /)")
  Object canonical(Object x) {
    return mustBeDecimal(x);
  }

  @PyMethod(sig = "(x, /)")
  String to_sci_string(Object x) {
    return Conversions.argument(x).text(false, capitals);
  }

  @PyMethod(sig = "(x, /)")
  String to_eng_string(Object x) {
    return Conversions.argument(x).text(true, capitals);
  }

  @PyMethod(sig = "(object, /)")
  Object _apply(ThreadState ts, Object object) {
    Num n = Conversions.argument(object);
    return apply(ts, f -> f.fix(n));
  }
}
