package org.atoll.arena.values;

import java.math.BigInteger;
import org.atoll.arena.memory.Cell;
import org.atoll.arena.memory.Region;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.datetime.PlainTimes;
import org.atoll.runtime.modules.datetime.PyDate;
import org.atoll.runtime.modules.datetime.PyDateTime;
import org.atoll.runtime.modules.datetime.PyTime;
import org.atoll.runtime.modules.datetime.PyTimeDelta;
import org.atoll.runtime.modules.datetime.PyTimeZone;
import org.atoll.runtime.modules.decimal.PlainDecimals;
import org.atoll.runtime.modules.decimal.PyDecimal;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyRange;
import org.atoll.runtime.types.PyUnicode;

/// Values of the library's own immutable types, as long as nothing of a program is in them: dates, times, durations and fixed time zones,
/// decimals, ranges. Neither way runs Python code. A cell has one word, for what is a value by itself, and two numbers.
public final class LibraryValues {
  /// What a cell takes.
  public static final long CELL_SIZE = Cell.word(0, 3);
  /// What a cell of `datetime` is, as its header says.
  private static final int DATE = 0;
  private static final int DATETIME = 1;
  private static final int TIME = 2;
  private static final int DURATION = 3;
  private static final int ZONE = 4;
  private static final long SECOND_MICROS = 1_000_000;
  private static final int NEGATIVE = 0x80;

  private final Values values;
  private final Region region;

  LibraryValues(Values values, Region region) {
    this.values = values;
    this.region = region;
  }

  /// The word of one of these, or [Words#NOTHING].
  long encode(Object value) {
    if (PlainTimes.isPlain(value)) {
      return time((PyInstance) value);
    }
    if (PlainDecimals.isPlain(value)) {
      PyDecimal d = (PyDecimal) value;
      int sign = PlainDecimals.isNegative(d) ? NEGATIVE : 0;
      return cell(Kinds.DECIMAL, PlainDecimals.kind(d) | sign, values.encode(PlainDecimals.coefficient(d)), PlainDecimals.exponent(d), 0);
    }
    return value instanceof PyRange r && !r.isBig() ? cell(Kinds.RANGE, 0, values.encode(r.start), r.stop, r.step) : Words.NOTHING;
  }

  private long cell(int kind, int which, long word, long first, long second) {
    long cell = values.cell(Cell.header(kind, 0, which, 1), CELL_SIZE);
    region.setLong(Cell.word(cell, 0), word);
    region.setLong(Cell.word(cell, 1), first);
    region.setLong(Cell.word(cell, 2), second);
    return cell;
  }

  private long time(PyInstance value) {
    return switch (value) {
      case PyDateTime d -> cell(Kinds.TIME, DATETIME, zone(d), PlainTimes.date(d), PlainTimes.time(d));
      case PyDate d -> cell(Kinds.TIME, DATE, optional(null), PlainTimes.date(d), 0);
      case PyTime t -> cell(Kinds.TIME, TIME, zone(t), 0, PlainTimes.time(t));
      case PyTimeDelta d -> duration(DURATION, d, optional(null));
      case PyTimeZone z -> duration(ZONE, PlainTimes.offset(z), optional(PlainTimes.name(z)));
      default -> throw new IllegalArgumentException(value.type.name());
    };
  }

  private long zone(PyInstance o) {
    return optional(PlainTimes.zone(o));
  }

  private long optional(Object value) {
    return values.encode(value == null ? PyNone.NONE : value);
  }

  private long duration(int which, PyTimeDelta d, long word) {
    int[] parts = PlainTimes.duration(d);
    return cell(Kinds.TIME, which, word, parts[0], parts[1] * SECOND_MICROS + parts[2]);
  }

  /// The value that a cell of these kinds stands for.
  ///
  /// @throws org.atoll.runtime.types.PyException ValueError where no value stands so
  Object decode(long cell) {
    long header = region.getLong(cell);
    Object part = values.decode(region.getLong(Cell.word(cell, 0)));
    long first = region.getLong(Cell.word(cell, 1));
    long second = region.getLong(Cell.word(cell, 2));
    int which = Cell.extra(header);
    return switch (Cell.kind(header)) {
      case Kinds.TIME -> time(which, part == PyNone.NONE ? null : part, first, second);
      case Kinds.DECIMAL -> PlainDecimals.of(which & ~NEGATIVE, (which & NEGATIVE) != 0, big(part), first);
      default -> PyRange.of((Long) part, first, second);
    };
  }

  /// Whether [#decode] gives a value, as it does for what was written by [#encode]; what the cell's word refers to is one.
  boolean isValue(long cell) {
    long header = region.getLong(cell);
    long word = region.getLong(Cell.word(cell, 0));
    if (Cell.isReference(word) && !mayBePart(header, region.getLong(Cell.offset(word)))) {
      return false;
    }
    try {
      decode(cell);
      return true;
    } catch (PyException | ClassCastException | NullPointerException e) {
      return false;
    }
  }

  /// Whether a cell of one header may refer to one of another: only times refer to what consists of parts, to fixed zones.
  private static boolean mayBePart(long whole, long part) {
    int kind = Cell.kind(part);
    if (Cell.kind(whole) != Kinds.TIME) {
      return kind == Kinds.INT;
    }
    return Cell.extra(whole) == ZONE ? kind == Kinds.LATIN_1 || kind == Kinds.UTF_16 || kind == Kinds.UCS_4
        : kind == Kinds.TIME && Cell.extra(part) == ZONE;
  }

  private static Object time(int which, Object part, long first, long second) {
    return switch (which) {
      case DATE -> PlainTimes.date((int) first);
      case DATETIME -> PlainTimes.time((int) first, second, (PyInstance) part);
      case TIME -> PlainTimes.time(null, second, (PyInstance) part);
      case DURATION -> duration(first, second);
      default -> zone(duration(first, second), part);
    };
  }

  private static PyTimeZone zone(PyTimeDelta offset, Object name) {
    if (name != null && !PyUnicode.check(name)) {
      throw PyErr.valueError("there is no such time zone");
    }
    return PlainTimes.zone(ThreadState.current(), offset, name);
  }

  private static PyTimeDelta duration(long days, long micros) {
    return PlainTimes.duration((int) days, (int) (micros / SECOND_MICROS), (int) (micros % SECOND_MICROS));
  }

  private static BigInteger big(Object number) {
    return number instanceof Long l ? BigInteger.valueOf(l) : (BigInteger) number;
  }
}
