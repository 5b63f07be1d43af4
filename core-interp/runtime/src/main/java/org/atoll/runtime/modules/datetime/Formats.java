package org.atoll.runtime.modules.datetime;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.TextBuilder;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `strftime` and `strptime` of dates and times: by way of the module `time`, which knows nothing of microseconds and
/// offsets. Stateless; requires the GIL and may run Python code.
final class Formats {
  private Formats() {}

  /// `cls.strptime(string, format)` by a function of `_strptime`.
  static Object parse(ThreadState ts, String function, PyType cls, Object string, Object format) {
    requireStr("strptime", 1, string);
    requireStr("strptime", 2, format);
    if (cls == PyDateTime.TYPE && string instanceof String text && format instanceof String pattern) {
      Object made = NumericParser.parse(text, pattern);
      if (made != null) {
        return made;
      }
    }
    return PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "_strptime"), function, cls, string, format);
  }

  private static void requireStr(String function, int position, Object o) {
    if (!PyUnicode.check(o)) {
      throw PyErr.typeError("%s() argument %d must be str, not %s", function, position,
          o == PyNone.NONE ? "None" : PyObject.typeOf(o).messageName());
    }
  }

  /// `self.__format__(spec)`.
  static Object formatted(ThreadState ts, Object self, Object spec) {
    requireStr("__format__", 1, spec);
    return PyUnicode.length(spec) == 0 ? PyObjects.str(ts, self) : PyObjects.callMethod(ts, self, "strftime", spec);
  }

  /// A `time.struct_time`.
  static Object timeTuple(ThreadState ts, PyDate date, int hour, int minute, int second, int dst) {
    long weekday = Calendar.weekday(date.ordinal());
    long yearday = Calendar.daysBeforeMonth(date.year, date.month) + date.day;
    PyTuple nine = PyTuple.of((long) date.year, (long) date.month, (long) date.day, (long) hour, (long) minute,
        (long) second, weekday, yearday, (long) dst);
    Object make = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "time"), "struct_time");
    return Call.call1(ts, make, nine);
  }

  /// `self.strftime(format)`; `zoned` is what the time zone is asked about.
  static Object format(ThreadState ts, Object self, Object format, Object timeTuple, Object zoned) {
    requireStr("strftime", 1, format);
    Object expanded = expand(ts, self, PyUnicode.view(format), timeTuple, zoned);
    Object time = ts.interpreter().importModule(ts, "time");
    return PyObjects.callMethod(ts, time, "strftime", expanded == null ? PyUnicode.value(format) : expanded, timeTuple);
  }

  /// The format with what `time.strftime` does not know put in; null if there is nothing of it.
  private static Object expand(ThreadState ts, Object self, CodePoints format, Object timeTuple, Object zoned) {
    TextBuilder out = null;
    int n = format.length();
    for (int i = 0; i < n; i++) {
      int start = i;
      Object put = null;
      if (format.at(i) == '%' && i + 1 < n) {
        int c = format.at(++i);
        if (c == ':' && i + 1 < n && format.at(i + 1) == 'z') {
          i++;
          put = offset(ts, zoned, ":");
        } else {
          put = conversion(ts, self, c, timeTuple, zoned);
        }
      }
      if (put != null && out == null) {
        out = new TextBuilder(n + 16);
        for (int j = 0; j < start; j++) {
          out.appendCodePoint(format.at(j));
        }
      }
      if (put != null) {
        out.append(PyUnicode.view(put));
      } else if (out != null) {
        for (int j = start; j <= i; j++) {
          out.appendCodePoint(format.at(j));
        }
      }
    }
    return out == null ? null : PyUnicode.of(out);
  }

  private static Object conversion(ThreadState ts, Object self, int c, Object timeTuple, Object zoned) {
    return switch (c) {
      case 'z' -> offset(ts, zoned, "");
      case 'Z' -> zoneName(ts, zoned);
      case 'f' -> microseconds(self);
      case 'Y', 'G', 'C', 'F' -> century(ts, self, c, timeTuple);
      default -> null;
    };
  }

  private static Object offset(ThreadState ts, Object zoned, String separator) {
    if (zoned instanceof PyDate && !(zoned instanceof PyDateTime)) {
      return "";
    }
    Object answer = PyObjects.callMethod(ts, zoned, "utcoffset");
    if (!(answer instanceof PyTimeDelta offset)) {
      return "";
    }
    StringBuilder b = new StringBuilder();
    IsoText.offset(b, offset, separator);
    return b.toString();
  }

  /// The name of the zone, written so that `time.strftime` leaves it as it is.
  private static Object zoneName(ThreadState ts, Object zoned) {
    if (zoned instanceof PyDate && !(zoned instanceof PyDateTime)) {
      return "";
    }
    Object name = PyObjects.callMethod(ts, zoned, "tzname");
    if (name == PyNone.NONE) {
      return "";
    }
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("tzinfo.tzname() must return None or a string, not '%s'", PyObject.typeOf(name).messageName());
    }
    Object escaped = PyObjects.callMethod(ts, name, "replace", "%", "%%");
    if (!PyUnicode.check(escaped)) {
      throw PyErr.typeError("tzname.replace() did not return a string");
    }
    return escaped;
  }

  private static String microseconds(Object self) {
    int value = self instanceof PyDateTime d ? d.microsecond : self instanceof PyTime t ? t.microsecond : 0;
    StringBuilder b = new StringBuilder(6);
    Calendar.digits(b, value, 6);
    return b.toString();
  }

  /// Years with all four digits, which C leaves to the system.
  private static Object century(ThreadState ts, Object self, int c, Object timeTuple) {
    if (!(self instanceof PyDate d) || d.year >= 1000) {
      return null;
    }
    int year = d.year;
    if (c == 'G') {
      Object iso = PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "time"), "strftime", "%G", timeTuple);
      year = Integer.parseInt(PyUnicode.toUtf16(iso));
    }
    StringBuilder b = new StringBuilder(10);
    Calendar.digits(b, c == 'C' ? year / 100 : year, c == 'C' ? 2 : 4);
    return b.append(c == 'F' ? "-%m-%d" : "").toString();
  }
}
