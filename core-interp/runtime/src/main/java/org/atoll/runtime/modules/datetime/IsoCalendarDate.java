package org.atoll.runtime.modules.datetime;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// What `isocalendar()` gives: a tuple of year, week and weekday with names. Immutable.
@PyTypeDef(name = "IsoCalendarDate", module = "datetime", base = PyTuple.class, basetype = false,
    doc = "The result of date.isocalendar() or datetime.isocalendar()\n\n"
        + "This object may be accessed either as a tuple of\n  ((year, week, weekday))\n"
        + "or via the object attributes as named in the above tuple.")
public final class IsoCalendarDate extends PyTuple {
  public static final PyType TYPE = PyType.builtin(new IsoCalendarDateBinder());

  private IsoCalendarDate(Object... items) {
    super(TYPE, items);
  }

  /// The ISO week date of a day.
  static IsoCalendarDate of(int year, int ordinal) {
    int monday = Calendar.isoWeek1(year);
    int week = Math.floorDiv(ordinal - monday, 7);
    if (week < 0) {
      year--;
      monday = Calendar.isoWeek1(year);
      week = (ordinal - monday) / 7;
    } else if (week >= 52 && ordinal >= Calendar.isoWeek1(year + 1)) {
      year++;
      week = 0;
    }
    return new IsoCalendarDate((long) year, week + 1L, Calendar.weekday(ordinal) + 1L);
  }

  @PyNew(sig = "(year, week, weekday)")
  static Object create(PyType cls, long year, long week, long weekday) {
    return new IsoCalendarDate(year, week, weekday);
  }

  @PyGetter
  Object year() {
    return items[0];
  }

  @PyGetter
  Object week() {
    return items[1];
  }

  @PyGetter
  Object weekday() {
    return items[2];
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return PyUnicode.concat(type.messageName() + "(year=", PyObjects.repr(ts, items[0]), ", week=",
        PyObjects.repr(ts, items[1]), ", weekday=", PyObjects.repr(ts, items[2]), ")");
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    return PyTuple.of(PyTuple.TYPE, PyTuple.of(PyTuple.of(items.clone())));
  }
}
