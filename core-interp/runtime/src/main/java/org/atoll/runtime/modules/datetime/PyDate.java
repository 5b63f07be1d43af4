package org.atoll.runtime.modules.datetime;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Clock;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.text.Hashes;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `datetime.date`. Immutable.
@PyTypeDef(name = "date", module = "datetime", doc = "date(year, month, day) --> date object")
public class PyDate extends PyInstance implements RichComparison {
  public static final PyType TYPE = PyType.builtin(new PyDateBinder());

  @PyConstant(name = "min")
  static final PyDate MIN = new PyDate(TYPE, 1, 1, 1);
  @PyConstant(name = "max")
  static final PyDate MAX = new PyDate(TYPE, 9999, 12, 31);
  @PyConstant(name = "resolution")
  static final PyTimeDelta RESOLUTION = PyTimeDelta.ONE_DAY;

  final short year;
  final byte month;
  final byte day;

  PyDate(PyType type, int year, int month, int day) {
    super(type);
    this.year = (short) year;
    this.month = (byte) month;
    this.day = (byte) day;
  }

  // Making.

  @PyNew(sig = "(year=<absent>, month=<absent>, day=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object year, Object month, Object day) {
    if (month == null && day == null && year != null) {
      byte[] state = state(year, 4, "date");
      if (state != null && isMonth(state[2])) {
        return new PyDate(cls, (state[0] & 0xff) << 8 | state[1] & 0xff, state[2], state[3]);
      }
    }
    Arguments.require(ts, year, month, day);
    return checked(cls, Convert.toInt(ts, year), Convert.toInt(ts, month), Convert.toInt(ts, day));
  }

  static boolean isMonth(int month) {
    return month >= 1 && month <= 12;
  }

  /// The bytes of a pickle's state, which Python 2 wrote as a str; null if it is none.
  static byte[] state(Object given, int length, String typeName) {
    if (given instanceof PyBytes b) {
      return b.bytes.length == length ? b.bytes : null;
    }
    if (!PyUnicode.check(given) || PyUnicode.length(given) != length) {
      return null;
    }
    byte[] raw = new byte[length];
    for (int i = 0; i < length; i++) {
      int c = PyUnicode.codePointAt(given, i);
      if (c > 0xff) {
        throw PyErr.valueError("Failed to encode latin1 string when unpickling a %s object. "
            + "pickle.load(data, encoding='latin1') is assumed.", typeName);
      }
      raw[i] = (byte) c;
    }
    return raw;
  }

  private static PyDate checked(PyType cls, int year, int month, int day) {
    Calendar.checkDate(year, month, day);
    return new PyDate(cls, year, month, day);
  }

  /// A date of a class that may be written in Python, and is then called.
  private static Object ofClass(ThreadState ts, Object cls, int year, int month, int day) {
    return cls == TYPE ? checked(TYPE, year, month, day)
        : Call.call3(ts, cls, (long) year, (long) month, (long) day);
  }

  private static Object ofOrdinal(ThreadState ts, Object cls, int ordinal) {
    int date = Calendar.fromOrdinal(ordinal);
    return ofClass(ts, cls, Calendar.year(date), Calendar.month(date), Calendar.day(date));
  }

  @PyMethod(sig = "(timestamp, /)", classMethod = true, doc = """
      Create a date from a POSIX timestamp.

      The timestamp is a number, e.g. created via time.time(), that is interpreted
      as local time.""")
  static Object fromtimestamp(ThreadState ts, PyType cls, Object timestamp) {
    return ofTimestamp(ts, cls, Timestamps.wholeSeconds(ts, timestamp));
  }

  private static Object ofTimestamp(ThreadState ts, PyType cls, long seconds) {
    long local = seconds + Timestamps.zone(ts).at(Timestamps.checkTime(seconds)).seconds();
    int date = Timestamps.date(local);
    return ofClass(ts, cls, Calendar.year(date), Calendar.month(date), Calendar.day(date));
  }

  @PyMethod(sig = "()", classMethod = true,
      doc = "Current date or datetime:  same as self.__class__.fromtimestamp(time.time()).")
  static Object today(ThreadState ts, PyType cls) {
    if (cls == TYPE) {
      return ofTimestamp(ts, cls, Math.floorDiv(Clock.wallNanos(), 1_000_000_000L));
    }
    Object now = PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "time"), "time");
    return PyObjects.callMethod(ts, cls, "fromtimestamp", now);
  }

  @PyMethod(sig = "(ordinal, /)", classMethod = true, doc = "int -> date corresponding to a proleptic Gregorian ordinal.")
  static Object fromordinal(ThreadState ts, PyType cls, int ordinal) {
    if (ordinal < 1) {
      throw PyErr.valueError("ordinal must be >= 1");
    }
    if (ordinal > Calendar.MAX_ORDINAL) {
      throw Calendar.badYear(ordinal < Calendar.MAX_ORDINAL + 366 ? 10000 : 1 + (long) (ordinal / 365.2425));
    }
    return ofOrdinal(ts, cls, ordinal);
  }

  @PyMethod(sig = "(object, /)", classMethod = true,
      doc = "str -> Construct a date from a string in ISO 8601 format.")
  static Object fromisoformat(ThreadState ts, PyType cls, Object text) {
    int date = new IsoReader(ts, text).wholeDate();
    return ofClass(ts, cls, Calendar.year(date), Calendar.month(date), Calendar.day(date));
  }

  @PyMethod(sig = "(year, week, day)", classMethod = true, doc = """
      int, int, int -> Construct a date from the ISO year, week number and weekday.

      This is the inverse of the date.isocalendar() function""")
  static Object fromisocalendar(ThreadState ts, PyType cls, Object year, Object week, Object day) {
    int ordinal;
    try {
      ordinal = IsoReader.ordinal(Convert.toInt(ts, year), Convert.toInt(ts, week), Convert.toInt(ts, day));
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.OverflowError)) {
        throw e;
      }
      throw PyErr.valueError("ISO calendar component out of range");
    }
    return ofOrdinal(ts, cls, ordinal);
  }

  @PyMethod(sig = "(string, format, /)", classMethod = true,
      doc = "string, format -> new date parsed from a string (like time.strptime()).")
  static Object strptime(ThreadState ts, PyType cls, Object string, Object format) {
    return Formats.parse(ts, "_strptime_datetime_date", cls, string, format);
  }

  // Attributes.

  @PyGetter
  long year() {
    return year;
  }

  @PyGetter
  long month() {
    return month;
  }

  @PyGetter
  long day() {
    return day;
  }

  final int ordinal() {
    return Calendar.ordinal(year, month, day);
  }

  /// Year, month and day in one number that is greater the later the date.
  final int packedDate() {
    return year << 16 | month << 8 | day;
  }

  // Comparison and arithmetic.

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    if (!(other instanceof PyDate d) || d instanceof PyDateTime) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return PyTimeDelta.decide(Integer.compare(packedDate(), d.packedDate()), op);
  }

  @PyMethod
  long __hash__(ThreadState ts) {
    return Hashes.tupleEnd(Hashes.tupleItem(Hashes.tupleStart(), packedDate()), 1);
  }

  private Object shifted(ThreadState ts, long days) {
    return ofOrdinal(ts, type, Calendar.checkOrdinal(ordinal() + days));
  }

  @PyMethod
  Object __add__(ThreadState ts, Object other) {
    return other instanceof PyTimeDelta d ? shifted(ts, d.days) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __radd__(ThreadState ts, Object other) {
    return __add__(ts, other);
  }

  @PyMethod
  Object __sub__(ThreadState ts, Object other) {
    if (other instanceof PyTimeDelta d) {
      return shifted(ts, -(long) d.days);
    }
    return other instanceof PyDate d && !(d instanceof PyDateTime) ? PyTimeDelta.of(ordinal() - d.ordinal(), 0, 0)
        : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __rsub__(ThreadState ts, Object other) {
    return other instanceof PyDate d && !(d instanceof PyDateTime) && !(this instanceof PyDateTime)
        ? PyTimeDelta.of(d.ordinal() - ordinal(), 0, 0) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  // Text.

  @PyMethod
  Object __repr__(ThreadState ts) {
    return type.messageName() + "(" + year + ", " + month + ", " + day + ")";
  }

  @PyMethod
  Object __str__(ThreadState ts) {
    return PyObjects.callMethod(ts, this, "isoformat");
  }

  @PyMethod(sig = "()", doc = "Return ctime() style string.")
  Object ctime() {
    return Calendar.ctime(year, month, day, 0, 0, 0);
  }

  @PyMethod(sig = "(format)", doc = "format -> strftime() style string.")
  Object strftime(ThreadState ts, Object format) {
    return Formats.format(ts, this, format, PyObjects.callMethod(ts, this, "timetuple"), this);
  }

  @PyMethod(sig = "(format_spec, /)", doc = "Formats self with strftime.")
  Object __format__(ThreadState ts, Object spec) {
    return Formats.formatted(ts, this, spec);
  }

  final String isoDate() {
    StringBuilder b = new StringBuilder(10);
    Calendar.isoDate(b, year, month, day);
    return b.toString();
  }

  @PyMethod(sig = "()", doc = "Return string in ISO 8601 format, YYYY-MM-DD.")
  Object isoformat() {
    return isoDate();
  }

  // Calendars.

  @PyMethod(sig = "()", doc = "Return time tuple, compatible with time.localtime().")
  Object timetuple(ThreadState ts) {
    return Formats.timeTuple(ts, this, 0, 0, 0, -1);
  }

  @PyMethod(sig = "()", doc = "Return a named tuple containing ISO year, week number, and weekday.")
  Object isocalendar() {
    return IsoCalendarDate.of(year, ordinal());
  }

  @PyMethod(sig = "()", doc = "Return the day of the week represented by the date.\nMonday == 1 ... Sunday == 7")
  long isoweekday() {
    return Calendar.weekday(ordinal()) + 1;
  }

  @PyMethod(sig = "()", doc = "Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1.")
  long toordinal() {
    return ordinal();
  }

  @PyMethod(sig = "()", doc = "Return the day of the week represented by the date.\nMonday == 0 ... Sunday == 6")
  long weekday() {
    return Calendar.weekday(ordinal());
  }

  @PyMethod(sig = "(year=<absent>, month=<absent>, day=<absent>)", doc = "Return date with new specified fields.")
  Object replace(ThreadState ts, Object year, Object month, Object day) {
    return ofClass(ts, type, Arguments.orInt(ts, year, this.year), Arguments.orInt(ts, month, this.month),
        Arguments.orInt(ts, day, this.day));
  }

  @PyMethod(sig = "(**changes)", doc = "The same as replace().")
  Object __replace__(ThreadState ts, PyDict changes) {
    return Arguments.replaced(ts, PyDate.TYPE, this, changes);
  }

  @PyMethod(sig = "()", doc = "__reduce__() -> (cls, state)")
  Object __reduce__() {
    return PyTuple.of(type, PyTuple.of(new PyBytes(new byte[] {(byte) (year >> 8), (byte) year, month, day})));
  }

  /// What messages call the type of an object.
  static String typeName(Object o) {
    return PyObject.typeOf(o).messageName();
  }
}
