package org.atoll.runtime.modules.datetime;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Clock;
import org.atoll.runtime.host.LocalZone;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.warnings.Warnings;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.Hashes;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `datetime.datetime`. Immutable.
@PyTypeDef(name = "datetime", module = "datetime", base = PyDate.class, doc = """
    datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])

    The year, month and day arguments are required. tzinfo may be None, or an
    instance of a tzinfo subclass. The remaining arguments may be ints.
    """)
public final class PyDateTime extends PyDate {
  public static final PyType TYPE = PyType.builtin(new PyDateTimeBinder());

  @PyConstant(name = "min")
  static final PyDateTime MIN = new PyDateTime(TYPE, 1 << 16 | 1 << 8 | 1, 0, 0, 0, 0, null, 0);
  @PyConstant(name = "max")
  static final PyDateTime MAX = new PyDateTime(TYPE, 9999 << 16 | 12 << 8 | 31, 23, 59, 59, 999999, null, 0);
  @PyConstant(name = "resolution")
  static final PyTimeDelta RESOLUTION = PyTimeDelta.RESOLUTION;
  private static final PyDateTime EPOCH = new PyDateTime(TYPE, 1970 << 16 | 1 << 8 | 1, 0, 0, 0, 0, PyTimeZone.UTC, 0);

  final byte hour;
  final byte minute;
  final byte second;
  /// Set once, by whoever makes the object.
  private byte fold;
  final int microsecond;
  /// Null for none.
  final PyTzInfo zone;
  private long hash;

  PyDateTime(PyType type, int date, int hour, int minute, int second, int microsecond, PyTzInfo zone, int fold) {
    super(type, Calendar.year(date), Calendar.month(date), Calendar.day(date));
    this.hour = (byte) hour;
    this.minute = (byte) minute;
    this.second = (byte) second;
    this.microsecond = microsecond;
    this.zone = zone;
    this.fold = (byte) fold;
  }

  // Making.

  @PyNew(sig = "(year=<absent>, month=<absent>, day=<absent>, hour=<absent>, minute=<absent>, second=<absent>, "
      + "microsecond=<absent>, tzinfo=<absent>, *, fold=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object year, Object month, Object day, Object hour, Object minute,
      Object second, Object microsecond, Object tzinfo, Object fold) {
    if (day == null && year != null && !(year instanceof Long)) {
      byte[] state = state(year, 10, "datetime");
      if (state != null && isMonth(state[2] & 0x7f)) {
        return unpickled(cls, state, month);
      }
    }
    Arguments.require(ts, year, month, day);
    int y = Convert.toInt(ts, year);
    int m = Convert.toInt(ts, month);
    int d = Convert.toInt(ts, day);
    int h = Arguments.orInt(ts, hour, 0);
    int min = Arguments.orInt(ts, minute, 0);
    int s = Arguments.orInt(ts, second, 0);
    int us = Arguments.orInt(ts, microsecond, 0);
    int f = Arguments.orInt(ts, fold, 0);
    Calendar.checkDate(y, m, d);
    Calendar.checkTime(h, min, s, us, f);
    return new PyDateTime(cls, y << 16 | m << 8 | d, h, min, s, us, PyTzInfo.argument(tzinfo), f);
  }

  private static PyDateTime unpickled(PyType cls, byte[] state, Object tzinfo) {
    if (tzinfo != null && tzinfo != PyNone.NONE && !(tzinfo instanceof PyTzInfo)) {
      throw PyErr.typeError("bad tzinfo state arg");
    }
    int date = ((state[0] & 0xff) << 8 | state[1] & 0xff) << 16 | (state[2] & 0x7f) << 8 | state[3] & 0xff;
    return new PyDateTime(cls, date, state[4], state[5], state[6], micros(state, 7), PyTzInfo.argument(tzinfo),
        state[2] < 0 ? 1 : 0);
  }

  /// Three bytes, most significant first.
  static int micros(byte[] state, int at) {
    return (state[at] & 0xff) << 16 | (state[at + 1] & 0xff) << 8 | state[at + 2] & 0xff;
  }

  static PyDateTime of(int date, int hour, int minute, int second, int microsecond, PyTzInfo zone, int fold) {
    return new PyDateTime(TYPE, date, hour, minute, second, microsecond, zone, fold);
  }

  /// A datetime of a class that may be written in Python, and is then called. What it is made of must be checked.
  private static Object ofClass(ThreadState ts, Object cls, int date, int hour, int minute, int second, int microsecond,
      PyTzInfo zone, int fold) {
    if (cls == TYPE) {
      return of(date, hour, minute, second, microsecond, zone, fold);
    }
    Object[] args = {(long) Calendar.year(date), (long) Calendar.month(date), (long) Calendar.day(date), (long) hour,
        (long) minute, (long) second, (long) microsecond, zone == null ? PyNone.NONE : zone};
    Object made = Call.call(ts, cls, args, null);
    if (fold != 0 && made instanceof PyDateTime t) {
      t.fold = (byte) fold;
    }
    return made;
  }

  /// What a clock shows that has counted seconds since 1970.
  private static Object ofClock(ThreadState ts, Object cls, long clock, int micros, PyTzInfo zone, int fold) {
    int date = Timestamps.date(clock);
    int rest = (int) Math.floorMod(clock, Timestamps.DAY);
    return ofClass(ts, cls, date, rest / 3600, rest / 60 % 60, rest % 60, micros, zone, fold);
  }

  private static Object ofMoment(ThreadState ts, PyType cls, long seconds, int micros, PyTzInfo zone) {
    Timestamps.checkTime(seconds);
    if (zone != null) {
      Object utc = ofClock(ts, cls, seconds, micros, zone, 0);
      return PyObjects.callMethod(ts, zone, "fromutc", utc);
    }
    LocalZone local = Timestamps.zone(ts);
    long clock = seconds + local.at(seconds).seconds();
    Timestamps.date(clock);
    return ofClock(ts, cls, clock, micros, null, Timestamps.fold(local, seconds));
  }

  private static Object ofNow(ThreadState ts, PyType cls, PyTzInfo zone) {
    long nanos = Clock.wallNanos();
    return ofMoment(ts, cls, Math.floorDiv(nanos, 1_000_000_000L), (int) (Math.floorMod(nanos, 1_000_000_000L) / 1000), zone);
  }

  @PyMethod(sig = "(tz=None)", classMethod = true, doc = """
      Returns new datetime object representing current time local to tz.

        tz
          Timezone object.

      If no tz is specified, uses local timezone.""")
  static Object now(ThreadState ts, PyType cls, Object tz) {
    return ofNow(ts, cls, PyTzInfo.argument(tz));
  }

  private static void deprecated(ThreadState ts, String call, String instead) {
    Warnings.warn(ts, PyExc.DeprecationWarning, "datetime.datetime." + call + "() is deprecated and scheduled for removal "
        + "in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime." + instead + ".", 1);
  }

  @PyMethod(sig = "()", classMethod = true, doc = "Return a new datetime representing UTC day and time.")
  static Object utcnow(ThreadState ts, PyType cls) {
    deprecated(ts, "utcnow", "now(datetime.UTC)");
    long nanos = Clock.wallNanos();
    return ofClock(ts, cls, Math.floorDiv(nanos, 1_000_000_000L), (int) (Math.floorMod(nanos, 1_000_000_000L) / 1000), null, 0);
  }

  @PyMethod(sig = "(timestamp, tz=None)", classMethod = true,
      doc = "timestamp[, tz] -> tz's local time from POSIX timestamp.")
  static Object fromtimestamp(ThreadState ts, PyType cls, Object timestamp, Object tz) {
    PyTzInfo zone = PyTzInfo.argument(tz);
    long[] moment = Timestamps.secondsAndMicros(ts, timestamp);
    return ofMoment(ts, cls, moment[0], (int) moment[1], zone);
  }

  @PyMethod(sig = "(timestamp, /)", classMethod = true, doc = "Construct a naive UTC datetime from a POSIX timestamp.")
  static Object utcfromtimestamp(ThreadState ts, PyType cls, Object timestamp) {
    deprecated(ts, "utcfromtimestamp", "fromtimestamp(timestamp, datetime.UTC)");
    long[] moment = Timestamps.secondsAndMicros(ts, timestamp);
    return ofClock(ts, cls, Timestamps.checkTime(moment[0]), (int) moment[1], null, 0);
  }

  @PyMethod(sig = "(string, format, /)", classMethod = true,
      doc = "string, format -> new datetime parsed from a string (like time.strptime()).")
  static Object strptime(ThreadState ts, PyType cls, Object string, Object format) {
    return Formats.parse(ts, "_strptime_datetime_datetime", cls, string, format);
  }

  @PyMethod(sig = "(date, time, tzinfo=<absent>)", classMethod = true,
      doc = "date, time -> datetime with same date and time fields")
  static Object combine(ThreadState ts, PyType cls, Object date, Object time, Object tzinfo) {
    if (!(date instanceof PyDate d)) {
      throw PyErr.typeError("combine() argument 1 must be datetime.date, not %s", typeName(date));
    }
    if (!(time instanceof PyTime t)) {
      throw PyErr.typeError("combine() argument 2 must be datetime.time, not %s", typeName(time));
    }
    PyTzInfo zone = tzinfo == null ? t.zone : PyTzInfo.argument(tzinfo);
    return ofClass(ts, cls, d.packedDate(), t.hour, t.minute, t.second, t.microsecond, zone, t.foldValue());
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "string -> datetime from a string in most ISO 8601 formats")
  static Object fromisoformat(ThreadState ts, PyType cls, Object text) {
    IsoReader r = new IsoReader(ts, text);
    int date = r.dateAndTime();
    int[] t = r.time;
    if (r.endOfDay) {
      Calendar.checkDate(Calendar.year(date), Calendar.month(date), Calendar.day(date));
      int next = Calendar.ordinal(Calendar.year(date), Calendar.month(date), Calendar.day(date)) + 1;
      if (next > Calendar.MAX_ORDINAL) {
        throw Calendar.badYear(10000);
      }
      date = Calendar.fromOrdinal(next);
    }
    PyTimeZone zone = r.offset == null ? null : PyTimeZone.of(ts, r.offset, null);
    Calendar.checkDate(Calendar.year(date), Calendar.month(date), Calendar.day(date));
    Calendar.checkTime(t[0], t[1], t[2], t[3], 0);
    return ofClass(ts, cls, date, t[0], t[1], t[2], t[3], zone, 0);
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

  // The time zone.

  PyTimeDelta offset(ThreadState ts) {
    return PyTzInfo.utcOffset(ts, zone, this);
  }

  @PyMethod(sig = "()", doc = "Return self.tzinfo.utcoffset(self).")
  Object utcoffset(ThreadState ts) {
    return Convert.noneIfNull(offset(ts));
  }

  @PyMethod(sig = "()", doc = "Return self.tzinfo.dst(self).")
  Object dst(ThreadState ts) {
    return Convert.noneIfNull(PyTzInfo.daylight(ts, zone, this));
  }

  @PyMethod(sig = "()", doc = "Return self.tzinfo.tzname(self).")
  Object tzname(ThreadState ts) {
    return PyTzInfo.nameOf(ts, zone, this);
  }

  // Comparison.

  private int packedTime() {
    return (hour * 60 + minute) * 60 + second;
  }

  private int compareFields(PyDateTime t) {
    int r = Integer.compare(packedDate(), t.packedDate());
    if (r == 0) {
      r = Integer.compare(packedTime(), t.packedTime());
    }
    return r != 0 ? r : Integer.compare(microsecond, t.microsecond);
  }

  private static boolean same(PyTimeDelta a, PyTimeDelta b) {
    return a == b || a != null && b != null && PyTimeDelta.compare(a, b) == 0;
  }

  /// Whether the offset depends on the fold, so that the datetime equals none of another zone (PEP 495).
  private boolean isAmbiguous(ThreadState ts, PyTimeDelta offset) {
    if (zone instanceof PyTimeZone) {
      return false;
    }
    PyDateTime other = new PyDateTime(TYPE, packedDate(), hour, minute, second, microsecond, zone, 1 - fold);
    return !same(other.offset(ts), offset);
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    if (!(other instanceof PyDateTime t)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    if (zone == t.zone) {
      return PyTimeDelta.decide(compareFields(t), op);
    }
    boolean equality = op == PyObjects.EQ || op == PyObjects.NE;
    PyTimeDelta mine = offset(ts);
    PyTimeDelta theirs = t.offset(ts);
    int order;
    if (same(mine, theirs)) {
      order = compareFields(t);
    } else if (mine != null && theirs != null) {
      order = PyTimeDelta.compare(difference(t, mine, theirs), PyTimeDelta.ZERO);
    } else if (equality) {
      return op == PyObjects.NE;
    } else {
      throw PyErr.typeError("can't compare offset-naive and offset-aware datetimes");
    }
    if (equality && order == 0 && (isAmbiguous(ts, mine) || t.isAmbiguous(ts, theirs))) {
      order = 1;
    }
    return PyTimeDelta.decide(order, op);
  }

  @Override
  @PyMethod
  long __hash__(ThreadState ts) {
    if (hash == 0) {
      PyDateTime plain = fold == 0 ? this
          : new PyDateTime(TYPE, packedDate(), hour, minute, second, microsecond, zone, 0);
      PyTimeDelta offset = plain.offset(ts);
      long seconds = ordinal() * Timestamps.DAY + packedTime() - (offset == null ? 0 : offset.wholeSeconds());
      long micros = seconds * 1_000_000 + microsecond - (offset == null ? 0 : offset.microseconds);
      long h = Hashes.tupleEnd(Hashes.tupleItem(Hashes.tupleStart(), micros), 2);
      hash = h == 0 ? 1 : h;
    }
    return hash;
  }

  // Arithmetic.

  /// This and a duration, as a datetime of the same class and time zone.
  Object plus(ThreadState ts, PyTimeDelta d) {
    return shifted(ts, type, d, 1, zone);
  }

  private Object shifted(ThreadState ts, PyType cls, PyTimeDelta d, int sign, PyTzInfo zone) {
    int micros = microsecond + sign * d.microseconds;
    int seconds = packedTime() + sign * d.seconds;
    if (micros < 0 || micros >= 1_000_000) {
      seconds += micros < 0 ? -1 : 1;
      micros += micros < 0 ? 1_000_000 : -1_000_000;
    }
    long days = ordinal() + (long) sign * d.days;
    if (seconds < 0 || seconds >= 86400) {
      days += seconds < 0 ? -1 : 1;
      seconds += seconds < 0 ? 86400 : -86400;
    }
    int date = Calendar.fromOrdinal(Calendar.checkOrdinal(days));
    return ofClass(ts, cls, date, seconds / 3600, seconds / 60 % 60, seconds % 60, micros, zone, 0);
  }

  private PyTimeDelta difference(PyDateTime t, PyTimeDelta mine, PyTimeDelta theirs) {
    PyTimeDelta d = PyTimeDelta.of(ordinal() - t.ordinal(), packedTime() - t.packedTime(), microsecond - t.microsecond);
    return mine == null || same(mine, theirs) ? d : d.minus(mine.minus(theirs));
  }

  private PyTimeDelta minus(ThreadState ts, PyDateTime t) {
    if (zone == t.zone) {
      return difference(t, null, null);
    }
    PyTimeDelta mine = offset(ts);
    PyTimeDelta theirs = t.offset(ts);
    if (mine == null != (theirs == null)) {
      throw PyErr.typeError("can't subtract offset-naive and offset-aware datetimes");
    }
    return difference(t, mine, theirs);
  }

  @Override
  @PyMethod
  Object __add__(ThreadState ts, Object other) {
    return other instanceof PyTimeDelta d ? plus(ts, d) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @Override
  @PyMethod
  Object __radd__(ThreadState ts, Object other) {
    return __add__(ts, other);
  }

  @Override
  @PyMethod
  Object __sub__(ThreadState ts, Object other) {
    if (other instanceof PyTimeDelta d) {
      return shifted(ts, type, d, -1, zone);
    }
    return other instanceof PyDateTime t ? minus(ts, t) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @Override
  @PyMethod
  Object __rsub__(ThreadState ts, Object other) {
    return other instanceof PyDateTime t ? t.minus(ts, this) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  // Moments.

  @PyMethod(sig = "()", doc = "Return POSIX timestamp as float.")
  Object timestamp(ThreadState ts) {
    if (zone != null) {
      return minus(ts, EPOCH).total_seconds(ts);
    }
    return Timestamps.moment(Timestamps.zone(ts), Timestamps.clock(this), fold) + microsecond / 1e6;
  }

  @PyMethod(sig = "(tz=None)", doc = "tz -> convert to local time in new timezone tz\n")
  Object astimezone(ThreadState ts, Object tz) {
    PyTzInfo target = PyTzInfo.argument(tz);
    PyTzInfo own = zone != null ? zone : localZone(ts);
    if (target == own) {
      return this;
    }
    PyTimeDelta offset = PyTzInfo.utcOffset(ts, own, this);
    if (offset == null) {
      own = localZone(ts);
      offset = PyTzInfo.utcOffset(ts, own, this);
    }
    if (target == null) {
      PyDateTime utc = (PyDateTime) shifted(ts, TYPE, offset, -1, PyTimeZone.UTC);
      target = Timestamps.localZoneAt(ts, Timestamps.clock(utc));
    }
    Object utc = shifted(ts, type, offset, -1, target);
    return target instanceof PyTimeZone fixed && utc instanceof PyDateTime t ? t.plus(ts, fixed.offset)
        : PyObjects.callMethod(ts, target, "fromutc", utc);
  }

  /// The fixed offset that the local zone has when its clock shows this.
  private PyTimeZone localZone(ThreadState ts) {
    long moment = Timestamps.moment(Timestamps.zone(ts), Timestamps.clock(this), fold);
    long other = Timestamps.moment(Timestamps.zone(ts), Timestamps.clock(this), 1 - fold);
    // In a gap the offset before it is the one of the later moment.
    boolean gap = other != moment && other > moment == (fold == 1);
    return Timestamps.localZoneAt(ts, gap ? other : moment);
  }

  // Parts.

  @PyMethod(sig = "()", doc = "Return date object with same year, month and day.")
  Object date() {
    return new PyDate(PyDate.TYPE, year, month, day);
  }

  @PyMethod(sig = "()", doc = "Return time object with same time but with tzinfo=None.")
  Object time() {
    return PyTime.of(hour, minute, second, microsecond, null, fold);
  }

  @PyMethod(sig = "()", doc = "Return time object with same time and tzinfo.")
  Object timetz() {
    return PyTime.of(hour, minute, second, microsecond, zone, fold);
  }

  @Override
  @PyMethod(sig = "()", doc = "Return time tuple, compatible with time.localtime().")
  Object timetuple(ThreadState ts) {
    PyTimeDelta saving = PyTzInfo.daylight(ts, zone, this);
    return Formats.timeTuple(ts, this, hour, minute, second, saving == null ? -1 : saving.isZero() ? 0 : 1);
  }

  @PyMethod(sig = "()", doc = "Return UTC time tuple, compatible with time.localtime().")
  Object utctimetuple(ThreadState ts) {
    PyTimeDelta offset = offset(ts);
    PyDateTime utc = offset == null ? this : (PyDateTime) shifted(ts, TYPE, offset, -1, null);
    return Formats.timeTuple(ts, utc, utc.hour, utc.minute, utc.second, 0);
  }

  @PyMethod(sig = "(year=<absent>, month=<absent>, day=<absent>, hour=<absent>, minute=<absent>, second=<absent>, "
      + "microsecond=<absent>, tzinfo=<absent>, *, fold=<absent>)", doc = "Return datetime with new specified fields.")
  Object replace(ThreadState ts, Object year, Object month, Object day, Object hour, Object minute, Object second,
      Object microsecond, Object tzinfo, Object fold) {
    int y = Arguments.orInt(ts, year, this.year);
    int m = Arguments.orInt(ts, month, this.month);
    int d = Arguments.orInt(ts, day, this.day);
    int h = Arguments.orInt(ts, hour, this.hour);
    int min = Arguments.orInt(ts, minute, this.minute);
    int s = Arguments.orInt(ts, second, this.second);
    int us = Arguments.orInt(ts, microsecond, this.microsecond);
    int f = Arguments.orInt(ts, fold, this.fold);
    PyTzInfo z = tzinfo == null ? zone : PyTzInfo.argument(tzinfo);
    Calendar.checkDate(y, m, d);
    Calendar.checkTime(h, min, s, us, f);
    return ofClass(ts, type, y << 16 | m << 8 | d, h, min, s, us, z, f);
  }

  @Override
  @PyMethod(sig = "(**changes)", doc = "The same as replace().")
  Object __replace__(ThreadState ts, PyDict changes) {
    return Arguments.replaced(ts, TYPE, this, changes);
  }

  // Text.

  /// What a repr ends with.
  static Object withZone(ThreadState ts, StringBuilder b, PyTzInfo zone, String end) {
    return zone == null ? b.append(end).toString()
        : PyUnicode.concat(b.append(", tzinfo=").toString(), PyObjects.repr(ts, zone), end);
  }

  @Override
  @PyMethod
  Object __repr__(ThreadState ts) {
    StringBuilder b = new StringBuilder(48).append(type.messageName()).append('(').append(year).append(", ").append(month)
        .append(", ").append(day).append(", ").append(hour).append(", ").append(minute);
    if (second != 0 || microsecond != 0) {
      b.append(", ").append(second);
    }
    if (microsecond != 0) {
      b.append(", ").append(microsecond);
    }
    if (fold != 0) {
      b.append(", fold=1");
    }
    return withZone(ts, b, zone, ")");
  }

  @Override
  @PyMethod
  Object __str__(ThreadState ts) {
    return type == TYPE ? isoformat(ts, " ", "auto") : PyObjects.callMethod(ts, this, "isoformat", " ");
  }

  @PyMethod(sig = "(sep='T', timespec='auto')", doc = """
      [sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].
      sep is used to separate the year from the time, and defaults to 'T'.
      The optional argument timespec specifies the number of additional terms
      of the time to include. Valid options are 'auto', 'hours', 'minutes',
      'seconds', 'milliseconds' and 'microseconds'.
      """)
  Object isoformat(ThreadState ts, Object sep, String timespec) {
    if (!PyUnicode.check(sep)) {
      throw PyErr.typeError("isoformat() argument 1 must be a unicode character, not %s", typeName(sep));
    }
    if (PyUnicode.length(sep) != 1) {
      throw PyErr.typeError("isoformat() argument 1 must be a unicode character, not a string of length %d",
          PyUnicode.length(sep));
    }
    StringBuilder b = new StringBuilder(32);
    Calendar.isoDate(b, year, month, day);
    boolean simple = sep instanceof String;
    if (simple) {
      b.append((String) sep);
    }
    int split = b.length();
    IsoText.time(b, timespec, hour, minute, second, microsecond);
    PyTimeDelta offset = offset(ts);
    if (offset != null) {
      IsoText.offset(b, offset, ":");
    }
    return simple ? b.toString() : PyUnicode.concat(b.substring(0, split), sep, b.substring(split));
  }

  @Override
  @PyMethod(sig = "()", doc = "Return ctime() style string.")
  Object ctime() {
    return Calendar.ctime(year, month, day, hour, minute, second);
  }

  // Pickling.

  private Object reduce(int protocol) {
    int third = protocol > 3 && fold != 0 ? month | 0x80 : month;
    PyBytes state = new PyBytes(new byte[] {(byte) (year >> 8), (byte) year, (byte) third, day, hour, minute, second,
        (byte) (microsecond >> 16), (byte) (microsecond >> 8), (byte) microsecond});
    return PyTuple.of(type, zone == null ? PyTuple.of(state) : PyTuple.of(state, zone));
  }

  @PyMethod(sig = "(proto, /)", doc = "__reduce_ex__(proto) -> (cls, state)")
  Object __reduce_ex__(int protocol) {
    return reduce(protocol);
  }

  @Override
  @PyMethod(sig = "()", doc = "__reduce__() -> (cls, state)")
  Object __reduce__() {
    return reduce(2);
  }
}
