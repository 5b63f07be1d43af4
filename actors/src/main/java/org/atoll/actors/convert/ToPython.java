package org.atoll.actors.convert;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PySimpleNamespace;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Makes Python objects of Java values, with the GIL of the interpreter that they are for.
///
/// | Java | Python |
/// |---|---|
/// | null, an empty `Optional` | `None` |
/// | `Boolean`; whole numbers, `BigInteger`; `Float`, `Double` | `bool`; `int`; `float` |
/// | `BigDecimal` | `decimal.Decimal` |
/// | `CharSequence`, `Character` | `str` |
/// | `byte[]`, `ByteBuffer` (what remains of it) | `bytes` |
/// | `Map` | `dict`, in the map's order |
/// | `Map.Entry` | `tuple` |
/// | `Set` | `set` |
/// | any other `Iterable`, arrays | `list` |
/// | a record | `types.SimpleNamespace` with its components |
/// | an enum constant | its name |
/// | `LocalDate`, `LocalTime`, `LocalDateTime` | `datetime.date`, `time`, `datetime` without a time zone |
/// | `OffsetTime` | `datetime.time` with the offset |
/// | `Instant`, `OffsetDateTime`, `ZonedDateTime` | `datetime.datetime` with one (UTC, the offset, a `ZoneInfo`) |
/// | `Duration` | `datetime.timedelta` |
/// | `UUID`, `Path` | `uuid.UUID`, `pathlib.Path` |
///
/// Python counts microseconds: what is finer is cut off.
public final class ToPython {
  private static final int MAX_DEPTH = 200;
  private static final long NANOS_PER_MICRO = 1000;

  private final ThreadState ts;
  private int depth;

  private ToPython(ThreadState ts) {
    this.ts = ts;
  }

  /// The Python object for a Java value; Python objects of this interpreter stand for themselves.
  ///
  /// @param where what the value is, for the message
  /// @throws ConversionException if it has none
  public static Object of(ThreadState ts, Object value, String where) {
    return new ToPython(ts).convert(value, where);
  }

  private Object convert(Object value, String where) {
    return switch (value) {
      case null -> PyNone.NONE;
      case Boolean b -> b;
      case String s -> PyUnicode.fromUtf16(s);
      case Long n -> n;
      case Double d -> d;
      case Integer n -> (long) n;
      case Short n -> (long) n;
      case Byte n -> (long) n;
      case Float f -> (double) f;
      case BigInteger n -> n.bitLength() < Long.SIZE ? (Object) n.longValue() : n;
      case Character c -> PyUnicode.fromUtf16(String.valueOf(c));
      case CharSequence s -> PyUnicode.fromUtf16(s.toString());
      case byte[] b -> new PyBytes(b.clone());
      case ByteBuffer b -> bytes(b);
      case Optional<?> o -> convert(o.orElse(null), where);
      case OptionalInt o -> o.isPresent() ? (Object) (long) o.getAsInt() : PyNone.NONE;
      case OptionalLong o -> o.isPresent() ? (Object) o.getAsLong() : PyNone.NONE;
      case OptionalDouble o -> o.isPresent() ? (Object) o.getAsDouble() : PyNone.NONE;
      case Enum<?> e -> PyUnicode.fromUtf16(e.name());
      case Path p -> make("pathlib", "Path", PyUnicode.fromUtf16(p.toString()));
      default -> compound(value, where);
    };
  }

  private static PyBytes bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return new PyBytes(bytes);
  }

  private Object compound(Object value, String where) {
    if (++depth > MAX_DEPTH) {
      throw new ConversionException(where + " is nested more than " + MAX_DEPTH + " deep, or contains itself");
    }
    try {
      return switch (value) {
        case Map<?, ?> m -> dict(m, where);
        case Map.Entry<?, ?> e -> PyTuple.of(convert(e.getKey(), where + ".key"), convert(e.getValue(), where + ".value"));
        case Set<?> s -> set(s, where);
        case Iterable<?> i -> list(i, where);
        case Record r -> namespace(r, where);
        default -> value.getClass().isArray() ? array(value, where) : refusing(() -> library(value, where), value, where);
      };
    } finally {
      depth--;
    }
  }

  private PyDict dict(Map<?, ?> map, String where) {
    PyDict d = new PyDict();
    map.forEach((k, v) -> {
      Object key = convert(k, "a key of " + where);
      Object value = convert(v, where + "[" + k + "]");
      refusing(() -> {
        d.put(ts, key, value);
        return null;
      }, k, "a key of " + where);
    });
    return d;
  }

  private PySet set(Set<?> members, String where) {
    PySet s = new PySet();
    members.forEach(m -> {
      Object member = convert(m, "a member of " + where);
      refusing(() -> s.add(ts, member), m, "a member of " + where);
    });
    return s;
  }

  /// What Python refuses of a value, a list as a key or a date after the year 9999, is a matter of the value.
  private <T> T refusing(Supplier<T> action, Object value, String where) {
    try {
      return action.get();
    } catch (DateTimeException e) {
      throw new ConversionException(where + " is a " + value.getClass().getName() + " (" + value + ") that Python has no room for: " + e.getMessage());
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.TypeError) && !PyErr.matches(e, PyExc.ValueError) && !PyErr.matches(e, PyExc.ArithmeticError)
          && !PyErr.matches(e, PyExc.KeyError)) {
        throw e;
      }
      throw new ConversionException(where + " is a " + value.getClass().getName() + " (" + value + ") that Python refuses: " + PyUnicode.toUtf16(PyObjects.str(ts, e.value)));
    }
  }

  private PyList list(Iterable<?> items, String where) {
    PyList l = new PyList();
    for (Object item : items) {
      l.append(convert(item, where + "[" + l.size() + "]"));
    }
    return l;
  }

  private PyList array(Object array, String where) {
    int n = Array.getLength(array);
    PyList l = PyList.withCapacity(n);
    for (int i = 0; i < n; i++) {
      l.append(convert(Array.get(array, i), where + "[" + i + "]"));
    }
    return l;
  }

  private PySimpleNamespace namespace(Record r, String where) {
    PySimpleNamespace n = new PySimpleNamespace(PySimpleNamespace.TYPE);
    for (RecordComponent c : r.getClass().getRecordComponents()) {
      n.setOwn(c.getName().intern(), convert(component(r, c), where + "." + c.getName()));
    }
    return n;
  }

  private static Object component(Record r, RecordComponent c) {
    try {
      c.getAccessor().setAccessible(true);
      return c.getAccessor().invoke(r);
    } catch (InvocationTargetException e) {
      throw new ConversionException(c.getDeclaringRecord().getName() + "." + c.getName() + "() has thrown " + e.getCause());
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new ConversionException("the components of " + c.getDeclaringRecord().getName()
          + " cannot be read: open its package to Atoll's module (" + e.getMessage() + ")");
    }
  }

  private Object library(Object value, String where) {
    return switch (value) {
      case BigDecimal d -> make("decimal", "Decimal", d.toString());
      case LocalDate d -> make("datetime", "date", (long) d.getYear(), (long) d.getMonthValue(), (long) d.getDayOfMonth());
      case LocalTime t -> make("datetime", "time", (long) t.getHour(), (long) t.getMinute(), (long) t.getSecond(), t.getNano() / NANOS_PER_MICRO);
      case OffsetTime t -> make("datetime", "time", (long) t.getHour(), (long) t.getMinute(), (long) t.getSecond(), t.getNano() / NANOS_PER_MICRO,
          zone(t.getOffset()));
      case LocalDateTime t -> dateTime(t, PyNone.NONE, false);
      case Instant i -> dateTime(LocalDateTime.ofInstant(i, ZoneOffset.UTC), zone(ZoneOffset.UTC), false);
      case OffsetDateTime t -> dateTime(t.toLocalDateTime(), zone(t.getOffset()), false);
      case ZonedDateTime t -> dateTime(t.toLocalDateTime(), zone(t.getZone()), !t.equals(t.withEarlierOffsetAtOverlap()));
      case Duration d -> make("datetime", "timedelta", 0L, d.getSeconds(), d.getNano() / NANOS_PER_MICRO);
      case UUID u -> make("uuid", "UUID", u.toString());
      default -> throw new ConversionException(where + " is a " + value.getClass().getName()
          + ", which has no Python counterpart; to let Python call its methods, offer it by an interface");
    };
  }

  private Object dateTime(LocalDateTime t, Object zone, boolean fold) {
    Object made = make("datetime", "datetime", (long) t.getYear(), (long) t.getMonthValue(), (long) t.getDayOfMonth(), (long) t.getHour(),
        (long) t.getMinute(), (long) t.getSecond(), t.getNano() / NANOS_PER_MICRO, zone);
    return fold ? Call.call(ts, PyObjects.getAttr(ts, made, "replace"), new Object[] {1L}, new String[] {"fold"}) : made;
  }

  private Object zone(ZoneId zone) {
    if (zone.equals(ZoneOffset.UTC)) {
      return PyObjects.getAttr(ts, PyObjects.getAttr(ts, module("datetime"), "timezone"), "utc");
    }
    return zone instanceof ZoneOffset o ? make("datetime", "timezone", make("datetime", "timedelta", 0L, (long) o.getTotalSeconds()))
        : make("zoneinfo", "ZoneInfo", zone.getId());
  }

  private Object module(String name) {
    return ts.interpreter().importModule(ts, name);
  }

  private Object make(String module, String name, Object... args) {
    return PyObjects.callMethod(ts, module(module), name, args);
  }
}
