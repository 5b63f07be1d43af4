package org.atoll.runtime.modules.datetime;

import java.math.BigInteger;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.text.Hashes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;

/// `datetime.timedelta`: days, seconds of a day and microseconds of a second. Immutable.
@PyTypeDef(name = "timedelta", module = "datetime", doc = """
    Difference between two datetime values.

    timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)

    All arguments are optional and default to 0.
    Arguments may be integers or floats, and may be positive or negative.""")
public final class PyTimeDelta extends PyInstance implements RichComparison {
  public static final PyType TYPE = PyType.builtin(new PyTimeDeltaBinder());

  private static final int MAX_DAYS = 999_999_999;
  private static final int DAY_SECONDS = 86400;
  private static final int SECOND = 1_000_000;
  private static final long DAY = DAY_SECONDS * (long) SECOND;
  private static final BigInteger BIG_DAY = BigInteger.valueOf(DAY);
  /// Up to this many days all microseconds together fit into 64 bits.
  private static final int SHORT_DAYS = 100_000_000;

  static final PyTimeDelta ZERO = new PyTimeDelta(TYPE, 0, 0, 0);
  @PyConstant(name = "min")
  static final PyTimeDelta MIN = new PyTimeDelta(TYPE, -MAX_DAYS, 0, 0);
  @PyConstant(name = "max")
  static final PyTimeDelta MAX = new PyTimeDelta(TYPE, MAX_DAYS, DAY_SECONDS - 1, SECOND - 1);
  @PyConstant(name = "resolution")
  static final PyTimeDelta RESOLUTION = new PyTimeDelta(TYPE, 0, 0, 1);
  static final PyTimeDelta ONE_DAY = new PyTimeDelta(TYPE, 1, 0, 0);
  static final PyTimeDelta ONE_SECOND = new PyTimeDelta(TYPE, 0, 1, 0);

  final int days;
  final int seconds;
  final int microseconds;

  private PyTimeDelta(PyType type, int days, int seconds, int microseconds) {
    super(type);
    this.days = days;
    this.seconds = seconds;
    this.microseconds = microseconds;
  }

  // Making.

  private static PyTimeDelta checked(PyType type, long days, int seconds, int microseconds) {
    if (days < -MAX_DAYS || days > MAX_DAYS) {
      if ((int) days != days) {
        throw PyErr.overflowError("Python int too large to convert to C int");
      }
      throw PyErr.overflowError("days=%d; must have magnitude <= %d", days, MAX_DAYS);
    }
    return new PyTimeDelta(type, (int) days, seconds, microseconds);
  }

  /// A duration whose seconds and microseconds may lie outside their bounds.
  static PyTimeDelta of(long days, long seconds, long microseconds) {
    return of(TYPE, days, seconds, microseconds);
  }

  private static PyTimeDelta of(PyType type, long days, long seconds, long microseconds) {
    if (microseconds < 0 || microseconds >= SECOND) {
      long carry = Math.floorDiv(microseconds, (long) SECOND);
      microseconds -= carry * SECOND;
      seconds += carry;
    }
    if (seconds < 0 || seconds >= DAY_SECONDS) {
      long carry = Math.floorDiv(seconds, (long) DAY_SECONDS);
      seconds -= carry * DAY_SECONDS;
      days += carry;
    }
    return checked(type, days, (int) seconds, (int) microseconds);
  }

  private static PyTimeDelta ofMicros(PyType type, long micros) {
    long days = Math.floorDiv(micros, DAY);
    long rest = micros - days * DAY;
    return checked(type, days, (int) (rest / SECOND), (int) (rest % SECOND));
  }

  private static PyTimeDelta ofMicros(PyType type, BigInteger micros) {
    if (micros.bitLength() < 64) {
      return ofMicros(type, micros.longValue());
    }
    BigInteger[] parts = micros.divideAndRemainder(BIG_DAY);
    BigInteger days = parts[0];
    long rest = parts[1].longValue();
    if (rest < 0) {
      rest += DAY;
      days = days.subtract(BigInteger.ONE);
    }
    if (days.bitLength() > 31) {
      throw PyErr.overflowError("Python int too large to convert to C int");
    }
    return checked(type, days.longValue(), (int) (rest / SECOND), (int) (rest % SECOND));
  }

  private static PyTimeDelta ofMicros(Object micros) {
    return micros instanceof Long l ? ofMicros(TYPE, l.longValue()) : ofMicros(TYPE, (BigInteger) micros);
  }

  @PyNew(sig = "(days=<absent>, seconds=<absent>, microseconds=<absent>, milliseconds=<absent>, minutes=<absent>, "
      + "hours=<absent>, weeks=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object days, Object seconds, Object microseconds, Object milliseconds,
      Object minutes, Object hours, Object weeks) {
    if (isSmall(days) && isSmall(seconds) && isSmall(microseconds) && isSmall(milliseconds) && isSmall(minutes)
        && isSmall(hours) && isSmall(weeks)) {
      return of(cls, small(days) + 7 * small(weeks), small(seconds) + 60 * small(minutes) + 3600 * small(hours),
          small(microseconds) + 1000 * small(milliseconds));
    }
    TimeDeltaSum sum = new TimeDeltaSum(ts);
    sum.add("microseconds", microseconds, 1);
    sum.add("milliseconds", milliseconds, 1000);
    sum.add("seconds", seconds, SECOND);
    sum.add("minutes", minutes, 60L * SECOND);
    sum.add("hours", hours, 3600L * SECOND);
    sum.add("days", days, DAY);
    sum.add("weeks", weeks, 7 * DAY);
    return ofMicros(cls, sum.microseconds());
  }

  private static boolean isSmall(Object o) {
    return o == null || o instanceof Long l && l.longValue() >> 40 == l.longValue() >> 63;
  }

  private static long small(Object o) {
    return o == null ? 0 : (Long) o;
  }

  // The whole.

  private boolean isShort() {
    return days < SHORT_DAYS && days > -SHORT_DAYS;
  }

  private long micros() {
    return days * DAY + seconds * (long) SECOND + microseconds;
  }

  private BigInteger bigMicros() {
    return isShort() ? BigInteger.valueOf(micros())
        : BIG_DAY.multiply(BigInteger.valueOf(days)).add(BigInteger.valueOf(seconds * (long) SECOND + microseconds));
  }

  /// All microseconds together, as an int.
  Object asInt() {
    return isShort() ? (Object) micros() : Convert.ofBigInteger(bigMicros());
  }

  boolean isZero() {
    return days == 0 && seconds == 0 && microseconds == 0;
  }

  /// Whether it is shorter than a day, in either direction, as offsets from UTC must be.
  boolean isOffset() {
    return days == 0 || days == -1 && (seconds > 0 || microseconds > 0);
  }

  /// All seconds together, without the microseconds.
  long wholeSeconds() {
    return days * (long) DAY_SECONDS + seconds;
  }

  static int compare(PyTimeDelta a, PyTimeDelta b) {
    int r = Integer.compare(a.days, b.days);
    if (r == 0) {
      r = Integer.compare(a.seconds, b.seconds);
    }
    return r != 0 ? r : Integer.compare(a.microseconds, b.microseconds);
  }

  // Attributes.

  @PyGetter(member = true, doc = "Number of days.")
  long days() {
    return days;
  }

  @PyGetter(member = true, doc = "Number of seconds (>= 0 and less than 1 day).")
  long seconds() {
    return seconds;
  }

  @PyGetter(member = true, doc = "Number of microseconds (>= 0 and less than 1 second).")
  long microseconds() {
    return microseconds;
  }

  @PyMethod(sig = "()", doc = "Total seconds in the duration.")
  Object total_seconds(ThreadState ts) {
    if (isShort()) {
      long m = micros();
      if (Math.abs(m) < 1L << 53) {
        return m / 1e6;
      }
    }
    return PyNumber.trueDivide(ts, asInt(), (long) SECOND);
  }

  @PyMethod
  boolean __bool__() {
    return !isZero();
  }

  @PyMethod
  long __hash__() {
    long h = Hashes.tupleItem(Hashes.tupleStart(), Hashes.ofLong(days));
    h = Hashes.tupleItem(h, Hashes.ofLong(seconds));
    h = Hashes.tupleItem(h, Hashes.ofLong(microseconds));
    return Hashes.tupleEnd(h, 3);
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    return other instanceof PyTimeDelta d ? (Object) decide(compare(this, d), op) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  /// What a comparison says where one side is less, equal or greater.
  static boolean decide(int order, int op) {
    return switch (op) {
      case PyObjects.EQ -> order == 0;
      case PyObjects.NE -> order != 0;
      case PyObjects.LT -> order < 0;
      case PyObjects.LE -> order <= 0;
      case PyObjects.GT -> order > 0;
      default -> order >= 0;
    };
  }

  // Sums.

  PyTimeDelta plus(PyTimeDelta d) {
    return of((long) days + d.days, (long) seconds + d.seconds, (long) microseconds + d.microseconds);
  }

  PyTimeDelta minus(PyTimeDelta d) {
    return of((long) days - d.days, (long) seconds - d.seconds, (long) microseconds - d.microseconds);
  }

  PyTimeDelta negated() {
    return of(-(long) days, -seconds, -microseconds);
  }

  @PyMethod
  Object __add__(Object other) {
    return other instanceof PyTimeDelta d ? plus(d) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __radd__(Object other) {
    return other instanceof PyTimeDelta d ? d.plus(this) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __sub__(Object other) {
    return other instanceof PyTimeDelta d ? minus(d) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __rsub__(Object other) {
    return other instanceof PyTimeDelta d ? d.minus(this) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __neg__() {
    return negated();
  }

  @PyMethod
  Object __pos__() {
    return of(days, seconds, microseconds);
  }

  @PyMethod
  Object __abs__() {
    return days < 0 ? negated() : of(days, seconds, microseconds);
  }

  // Products and quotients.

  @PyMethod
  Object __mul__(ThreadState ts, Object other) {
    if (PyLong.check(other)) {
      return ofMicros(PyNumber.multiply(ts, asInt(), PyLong.value(other)));
    }
    return PyFloat.check(other) ? scaled(ts, other, false) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __rmul__(ThreadState ts, Object other) {
    return __mul__(ts, other);
  }

  /// This duration times (or divided by) a float, which counts for exactly what it is worth.
  private Object scaled(ThreadState ts, Object number, boolean divided) {
    Object given = PyObjects.callMethod(ts, number, "as_integer_ratio");
    if (!(given instanceof PyTuple ratio)) {
      throw PyErr.typeError("unexpected return type from as_integer_ratio(): expected tuple, not '%s'",
          PyObject.typeOf(given).messageName());
    }
    if (ratio.items.length != 2) {
      throw PyErr.valueError("as_integer_ratio() must return a 2-tuple");
    }
    BigInteger up = big(PyNumber.index(ts, ratio.items[divided ? 1 : 0]));
    BigInteger down = big(PyNumber.index(ts, ratio.items[divided ? 0 : 1]));
    return ofMicros(TYPE, divideNearest(bigMicros().multiply(up), down));
  }

  private static BigInteger big(Object i) {
    return i instanceof Long l ? BigInteger.valueOf(l) : (BigInteger) i;
  }

  /// The quotient, rounded to the nearest int, or to the even one of two.
  private static BigInteger divideNearest(BigInteger a, BigInteger b) {
    if (b.signum() == 0) {
      throw PyErr.zeroDivision("division by zero");
    }
    if (b.signum() < 0) {
      a = a.negate();
      b = b.negate();
    }
    BigInteger[] parts = a.divideAndRemainder(b);
    BigInteger q = parts[0];
    BigInteger r = parts[1];
    if (r.signum() < 0) {
      r = r.add(b);
      q = q.subtract(BigInteger.ONE);
    }
    int half = r.shiftLeft(1).compareTo(b);
    return half > 0 || half == 0 && q.testBit(0) ? q.add(BigInteger.ONE) : q;
  }

  @PyMethod
  Object __truediv__(ThreadState ts, Object other) {
    if (other instanceof PyTimeDelta d) {
      return PyNumber.trueDivide(ts, asInt(), d.asInt());
    }
    if (PyLong.check(other)) {
      return ofMicros(TYPE, divideNearest(bigMicros(), big(PyLong.value(other))));
    }
    return PyFloat.check(other) ? scaled(ts, other, true) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __rtruediv__(Object other) {
    return PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __floordiv__(ThreadState ts, Object other) {
    if (other instanceof PyTimeDelta d) {
      requireDivisor(d.isZero());
      return PyNumber.floorDivide(ts, asInt(), d.asInt());
    }
    if (!PyLong.check(other)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    Object divisor = PyLong.value(other);
    requireDivisor(divisor instanceof Long l && l == 0);
    return ofMicros(PyNumber.floorDivide(ts, asInt(), divisor));
  }

  private static void requireDivisor(boolean isZero) {
    if (isZero) {
      throw PyErr.zeroDivision("division by zero");
    }
  }

  @PyMethod
  Object __rfloordiv__(Object other) {
    return PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __mod__(ThreadState ts, Object other) {
    if (!(other instanceof PyTimeDelta d)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    requireDivisor(d.isZero());
    return ofMicros(PyNumber.remainder(ts, asInt(), d.asInt()));
  }

  @PyMethod
  Object __rmod__(Object other) {
    return PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __divmod__(ThreadState ts, Object other) {
    if (!(other instanceof PyTimeDelta d)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    requireDivisor(d.isZero());
    return PyTuple.of(PyNumber.floorDivide(ts, asInt(), d.asInt()), __mod__(ts, other));
  }

  @PyMethod
  Object __rdivmod__(Object other) {
    return PyNotImplemented.NOT_IMPLEMENTED;
  }

  // Text.

  @PyMethod
  String __repr__() {
    StringBuilder b = new StringBuilder(type.messageName()).append('(');
    named(b, "days", days);
    named(b, "seconds", seconds);
    named(b, "microseconds", microseconds);
    return b.append(isZero() ? "0)" : ")").toString();
  }

  private static void named(StringBuilder b, String name, int value) {
    if (value != 0) {
      b.append(b.charAt(b.length() - 1) == '(' ? "" : ", ").append(name).append('=').append(value);
    }
  }

  @PyMethod
  String __str__() {
    StringBuilder b = new StringBuilder();
    if (days != 0) {
      b.append(days).append(days == 1 || days == -1 ? " day, " : " days, ");
    }
    b.append(seconds / 3600).append(':');
    Calendar.digits(b, seconds / 60 % 60, 2);
    b.append(':');
    Calendar.digits(b, seconds % 60, 2);
    if (microseconds != 0) {
      b.append('.');
      Calendar.digits(b, microseconds, 6);
    }
    return b.toString();
  }

  @PyMethod(sig = "()", doc = "__reduce__() -> (cls, state)")
  Object __reduce__() {
    return PyTuple.of(type, PyTuple.of((long) days, (long) seconds, (long) microseconds));
  }
}
