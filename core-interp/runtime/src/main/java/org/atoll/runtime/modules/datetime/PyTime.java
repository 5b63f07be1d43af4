package org.atoll.runtime.modules.datetime;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.text.Hashes;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// `datetime.time`. Immutable.
@PyTypeDef(name = "time", module = "datetime", doc = """
    time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object

    All arguments are optional. tzinfo may be None, or an instance of
    a tzinfo subclass. The remaining arguments may be ints.
    """)
public final class PyTime extends PyInstance implements RichComparison {
  public static final PyType TYPE = PyType.builtin(new PyTimeBinder());

  @PyConstant(name = "min")
  static final PyTime MIN = new PyTime(TYPE, 0, 0, 0, 0, null, 0);
  @PyConstant(name = "max")
  static final PyTime MAX = new PyTime(TYPE, 23, 59, 59, 999999, null, 0);
  @PyConstant(name = "resolution")
  static final PyTimeDelta RESOLUTION = PyTimeDelta.RESOLUTION;

  final byte hour;
  final byte minute;
  final byte second;
  final int microsecond;
  /// Null for none.
  final PyTzInfo zone;
  /// Set once, by whoever makes the object.
  private byte fold;
  private long hash;

  PyTime(PyType type, int hour, int minute, int second, int microsecond, PyTzInfo zone, int fold) {
    super(type);
    this.hour = (byte) hour;
    this.minute = (byte) minute;
    this.second = (byte) second;
    this.microsecond = microsecond;
    this.zone = zone;
    this.fold = (byte) fold;
  }

  // Making.

  @PyNew(sig = "(hour=0, minute=<absent>, second=<absent>, microsecond=<absent>, tzinfo=<absent>, *, fold=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object hour, Object minute, Object second, Object microsecond,
      Object tzinfo, Object fold) {
    if (second == null && !(hour instanceof Long)) {
      byte[] state = PyDate.state(hour, 6, "time");
      if (state != null && (state[0] & 0x7f) < 24) {
        if (minute != null && minute != PyNone.NONE && !(minute instanceof PyTzInfo)) {
          throw PyErr.typeError("bad tzinfo state arg");
        }
        return new PyTime(cls, state[0] & 0x7f, state[1], state[2], PyDateTime.micros(state, 3),
            PyTzInfo.argument(minute), state[0] < 0 ? 1 : 0);
      }
    }
    int h = Convert.toInt(ts, hour);
    int m = Arguments.orInt(ts, minute, 0);
    int s = Arguments.orInt(ts, second, 0);
    int us = Arguments.orInt(ts, microsecond, 0);
    int f = Arguments.orInt(ts, fold, 0);
    Calendar.checkTime(h, m, s, us, f);
    return new PyTime(cls, h, m, s, us, PyTzInfo.argument(tzinfo), f);
  }

  static PyTime of(int hour, int minute, int second, int microsecond, PyTzInfo zone, int fold) {
    Calendar.checkTime(hour, minute, second, microsecond, fold);
    return new PyTime(TYPE, hour, minute, second, microsecond, zone, fold);
  }

  /// A time of a class that may be written in Python, and is then called.
  private static Object ofClass(ThreadState ts, Object cls, int hour, int minute, int second, int microsecond,
      PyTzInfo zone, int fold) {
    if (cls == TYPE) {
      return of(hour, minute, second, microsecond, zone, fold);
    }
    Object made = Call.call(ts, cls, new Object[] {(long) hour, (long) minute, (long) second, (long) microsecond,
        zone == null ? PyNone.NONE : zone}, null);
    if (fold != 0 && made instanceof PyTime t) {
      t.fold = (byte) fold;
    }
    return made;
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "string -> time from a string in ISO 8601 format")
  static Object fromisoformat(ThreadState ts, PyType cls, Object text) {
    IsoReader r = new IsoReader(ts, text);
    r.wholeTime();
    PyTimeZone zone = r.offset == null ? null : PyTimeZone.of(ts, r.offset, null);
    return ofClass(ts, cls, r.time[0], r.time[1], r.time[2], r.time[3], zone, 0);
  }

  @PyMethod(sig = "(string, format, /)", classMethod = true,
      doc = "string, format -> new time parsed from a string (like time.strptime()).")
  static Object strptime(ThreadState ts, PyType cls, Object string, Object format) {
    return Formats.parse(ts, "_strptime_datetime_time", cls, string, format);
  }

  // Attributes.

  @PyGetter
  long hour() {
    return hour;
  }

  @PyGetter
  long minute() {
    return minute;
  }

  @PyGetter
  long second() {
    return second;
  }

  @PyGetter
  long microsecond() {
    return microsecond;
  }

  @PyGetter
  Object tzinfo() {
    return zone == null ? PyNone.NONE : zone;
  }

  @PyGetter
  long fold() {
    return fold;
  }

  int foldValue() {
    return fold;
  }

  // The time zone.

  private PyTimeDelta offset(ThreadState ts) {
    return PyTzInfo.utcOffset(ts, zone, PyNone.NONE);
  }

  @PyMethod(sig = "()", doc = "Return self.tzinfo.utcoffset(self).")
  Object utcoffset(ThreadState ts) {
    return Convert.noneIfNull(offset(ts));
  }

  @PyMethod(sig = "()", doc = "Return self.tzinfo.dst(self).")
  Object dst(ThreadState ts) {
    return Convert.noneIfNull(PyTzInfo.daylight(ts, zone, PyNone.NONE));
  }

  @PyMethod(sig = "()", doc = "Return self.tzinfo.tzname(self).")
  Object tzname(ThreadState ts) {
    return PyTzInfo.nameOf(ts, zone, PyNone.NONE);
  }

  // Comparison.

  private long micros() {
    return ((hour * 60L + minute) * 60 + second) * 1_000_000 + microsecond;
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    if (!(other instanceof PyTime t)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    if (zone == t.zone) {
      return PyTimeDelta.decide(Long.compare(micros(), t.micros()), op);
    }
    PyTimeDelta mine = offset(ts);
    PyTimeDelta theirs = t.offset(ts);
    if (mine != null && theirs != null) {
      long a = micros() - mine.wholeSeconds() * 1_000_000 - mine.microseconds;
      long b = t.micros() - theirs.wholeSeconds() * 1_000_000 - theirs.microseconds;
      return PyTimeDelta.decide(Long.compare(a, b), op);
    }
    if (mine == theirs) {
      return PyTimeDelta.decide(Long.compare(micros(), t.micros()), op);
    }
    if (op == PyObjects.EQ || op == PyObjects.NE) {
      return op == PyObjects.NE;
    }
    throw PyErr.typeError("can't compare offset-naive and offset-aware times");
  }

  @PyMethod
  long __hash__(ThreadState ts) {
    if (hash == 0) {
      PyTimeDelta offset = (fold == 0 ? this : unfolded()).offset(ts);
      long moment = micros() - (offset == null ? 0 : offset.wholeSeconds() * 1_000_000 + offset.microseconds);
      long h = Hashes.tupleEnd(Hashes.tupleItem(Hashes.tupleStart(), moment), 1);
      hash = h == 0 ? 1 : h;
    }
    return hash;
  }

  private PyTime unfolded() {
    return new PyTime(TYPE, hour, minute, second, microsecond, zone, 0);
  }

  // Text.

  @PyMethod
  Object __repr__(ThreadState ts) {
    StringBuilder b = new StringBuilder(type.messageName()).append('(').append(hour).append(", ").append(minute);
    if (second != 0 || microsecond != 0) {
      b.append(", ").append(second);
    }
    if (microsecond != 0) {
      b.append(", ").append(microsecond);
    }
    return PyDateTime.withZone(ts, b, zone, fold == 0 ? ")" : ", fold=1)");
  }

  @PyMethod
  Object __str__(ThreadState ts) {
    return PyObjects.callMethod(ts, this, "isoformat");
  }

  @PyMethod(sig = "(timespec='auto')", doc = """
      Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].

      The optional argument timespec specifies the number of additional terms
      of the time to include. Valid options are 'auto', 'hours', 'minutes',
      'seconds', 'milliseconds' and 'microseconds'.
      """)
  Object isoformat(ThreadState ts, String timespec) {
    StringBuilder b = new StringBuilder(24);
    IsoText.time(b, timespec, hour, minute, second, microsecond);
    PyTimeDelta offset = offset(ts);
    if (offset != null) {
      IsoText.offset(b, offset, ":");
    }
    return b.toString();
  }

  @PyMethod(sig = "(format)", doc = "format -> strftime() style string.")
  Object strftime(ThreadState ts, Object format) {
    // The date is the one that C's functions know for a time without any.
    PyTuple tuple = PyTuple.of(1900L, 1L, 1L, (long) hour, (long) minute, (long) second, 0L, 1L, -1L);
    return Formats.format(ts, this, format, tuple, this);
  }

  @PyMethod(sig = "(format_spec, /)", doc = "Formats self with strftime.")
  Object __format__(ThreadState ts, Object spec) {
    return Formats.formatted(ts, this, spec);
  }

  // Others.

  @PyMethod(sig = "(hour=<absent>, minute=<absent>, second=<absent>, microsecond=<absent>, tzinfo=<absent>, *, fold=<absent>)",
      doc = "Return time with new specified fields.")
  Object replace(ThreadState ts, Object hour, Object minute, Object second, Object microsecond, Object tzinfo,
      Object fold) {
    int f = Arguments.orInt(ts, fold, this.fold);
    PyTzInfo z = tzinfo == null ? zone : PyTzInfo.argument(tzinfo);
    if (f != 0 && f != 1) {
      throw PyErr.valueError("fold must be either 0 or 1, not %d", f);
    }
    return ofClass(ts, type, Arguments.orInt(ts, hour, this.hour), Arguments.orInt(ts, minute, this.minute),
        Arguments.orInt(ts, second, this.second), Arguments.orInt(ts, microsecond, this.microsecond), z, f);
  }

  @PyMethod(sig = "(**changes)", doc = "The same as replace().")
  Object __replace__(ThreadState ts, PyDict changes) {
    return Arguments.replaced(ts, TYPE, this, changes);
  }

  private Object reduce(int protocol) {
    int first = protocol > 3 && fold != 0 ? hour | 0x80 : hour;
    PyBytes state = new PyBytes(new byte[] {(byte) first, minute, second, (byte) (microsecond >> 16),
        (byte) (microsecond >> 8), (byte) microsecond});
    return PyTuple.of(type, zone == null ? PyTuple.of(state) : PyTuple.of(state, zone));
  }

  @PyMethod(sig = "(proto, /)", doc = "__reduce_ex__(proto) -> (cls, state)")
  Object __reduce_ex__(int protocol) {
    return reduce(protocol);
  }

  @PyMethod(sig = "()", doc = "__reduce__() -> (cls, state)")
  Object __reduce__() {
    return reduce(2);
  }
}
