package org.atoll.actors.convert;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;

/// Python's dates, decimals and the like as Java's: `date`, `time`, `datetime` become `LocalDate`, `LocalTime`,
/// `LocalDateTime`; with a time zone `OffsetTime` and `OffsetDateTime`, or `ZonedDateTime` where that is a `ZoneInfo`;
/// `timedelta` becomes `Duration`, `Decimal` `BigDecimal`, and so `UUID` and `Path`. A class derived from one of them counts as
/// it. Stateless.
final class LibraryValues {
  private static final long NANOS_PER_MICRO = 1000;
  private static final long SECONDS_PER_DAY = 86_400;

  private LibraryValues() {}

  /// The Java value, or null where it is nothing of the kind.
  static Object of(ThreadState ts, Object o) {
    if (!(o instanceof PyObject p) || p instanceof PyDict || p instanceof PyList || p instanceof PyTuple) {
      return null;
    }
    for (PyType t : p.type.mro()) {
      Object made = of(ts, o, t.isHeapType() ? t.dict().get("__module__") + "." + t.name() : t.fullName());
      if (made != null) {
        return made;
      }
    }
    return null;
  }

  private static Object of(ThreadState ts, Object o, String type) {
    return switch (type) {
      case "datetime.datetime" -> dateTime(ts, o);
      case "datetime.date" -> LocalDate.of(field(ts, o, "year"), field(ts, o, "month"), field(ts, o, "day"));
      case "datetime.time" -> time(ts, o);
      case "datetime.timedelta" -> duration(ts, o);
      case "decimal.Decimal" -> decimal(ts, o);
      case "uuid.UUID" -> UUID.fromString(text(ts, o));
      case "pathlib.PurePath" -> Path.of(text(ts, o));
      default -> null;
    };
  }

  private static String text(ThreadState ts, Object o) {
    return PyUnicode.toUtf16(PyObjects.str(ts, o));
  }

  private static int field(ThreadState ts, Object o, String name) {
    return (int) Sequences.toLong(ts, PyObjects.getAttr(ts, o, name));
  }

  private static Object dateTime(ThreadState ts, Object o) {
    LocalDateTime local = LocalDateTime.of(field(ts, o, "year"), field(ts, o, "month"), field(ts, o, "day"), field(ts, o, "hour"), field(ts, o, "minute"),
        field(ts, o, "second"), (int) (field(ts, o, "microsecond") * NANOS_PER_MICRO));
    ZoneOffset offset = offset(ts, o);
    if (offset == null) {
      return local;
    }
    Object key = PyObjects.getOptionalAttr(ts, PyObjects.getAttr(ts, o, "tzinfo"), "key");
    if (key != null && PyUnicode.check(key)) {
      try {
        return ZonedDateTime.ofInstant(local, offset, ZoneId.of(PyUnicode.toUtf16(key)));
      } catch (DateTimeException e) {
        // Java does not know the zone: the offset is what remains.
        return OffsetDateTime.of(local, offset);
      }
    }
    return OffsetDateTime.of(local, offset);
  }

  private static Object time(ThreadState ts, Object o) {
    LocalTime local = LocalTime.of(field(ts, o, "hour"), field(ts, o, "minute"), field(ts, o, "second"), (int) (field(ts, o, "microsecond") * NANOS_PER_MICRO));
    ZoneOffset offset = offset(ts, o);
    return offset == null ? local : OffsetTime.of(local, offset);
  }

  private static ZoneOffset offset(ThreadState ts, Object o) {
    Object delta = PyObjects.callMethod(ts, o, "utcoffset");
    return delta == PyNone.NONE ? null : ZoneOffset.ofTotalSeconds((int) duration(ts, delta).getSeconds());
  }

  private static Duration duration(ThreadState ts, Object o) {
    return Duration.ofSeconds(field(ts, o, "days") * SECONDS_PER_DAY + field(ts, o, "seconds"), field(ts, o, "microseconds") * NANOS_PER_MICRO);
  }

  private static BigDecimal decimal(ThreadState ts, Object o) {
    String text = text(ts, o);
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new ConversionException("Decimal('" + text + "') has no Java counterpart: a BigDecimal is always finite");
    }
  }
}
