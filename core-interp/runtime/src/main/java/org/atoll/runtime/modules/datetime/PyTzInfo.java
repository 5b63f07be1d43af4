package org.atoll.runtime.modules.datetime;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `datetime.tzinfo`, the base of time zones. It has no state of its own.
@PyTypeDef(name = "tzinfo", module = "datetime", doc = "Abstract base class for time zone info objects.")
public class PyTzInfo extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyTzInfoBinder());

  PyTzInfo(PyType type) {
    super(type);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyTzInfo(cls);
  }

  // What a time zone answers, and that it is what it has to be.

  /// The zone that an argument names; null for None.
  static PyTzInfo argument(Object tzinfo) {
    if (tzinfo == null || tzinfo == PyNone.NONE) {
      return null;
    }
    if (tzinfo instanceof PyTzInfo z) {
      return z;
    }
    throw PyErr.typeError("tzinfo argument must be None or of a tzinfo subclass, not type '%s'",
        PyObject.typeOf(tzinfo).messageName());
  }

  static PyException badOffset(ThreadState ts, Object offset) {
    return PyErr.valueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %s",
        PyObjects.repr(ts, offset));
  }

  /// `zone.utcoffset(argument)`; null for None, which the answer of no zone is too.
  static PyTimeDelta utcOffset(ThreadState ts, PyTzInfo zone, Object argument) {
    if (zone instanceof PyTimeZone fixed) {
      return fixed.offset;
    }
    return zone == null ? null : ask(ts, zone, "utcoffset", argument);
  }

  /// `zone.dst(argument)` in the same way.
  static PyTimeDelta daylight(ThreadState ts, PyTzInfo zone, Object argument) {
    return zone == null || zone instanceof PyTimeZone ? null : ask(ts, zone, "dst", argument);
  }

  private static PyTimeDelta ask(ThreadState ts, PyTzInfo zone, String method, Object argument) {
    Object answer = PyObjects.callMethod(ts, zone, method, argument);
    if (answer == PyNone.NONE) {
      return null;
    }
    if (!(answer instanceof PyTimeDelta d)) {
      throw PyErr.typeError("tzinfo.%s() must return None or timedelta, not '%s'", method,
          PyObject.typeOf(answer).messageName());
    }
    if (!d.isOffset()) {
      throw badOffset(ts, d);
    }
    return d;
  }

  /// `zone.tzname(argument)`: a str or None.
  static Object nameOf(ThreadState ts, PyTzInfo zone, Object argument) {
    if (zone == null) {
      return PyNone.NONE;
    }
    Object answer = PyObjects.callMethod(ts, zone, "tzname", argument);
    if (answer != PyNone.NONE && !PyUnicode.check(answer)) {
      throw PyErr.typeError("tzinfo.tzname() must return None or a string, not '%s'", PyObject.typeOf(answer).messageName());
    }
    return answer;
  }

  // Methods.

  private static PyException notImplemented(String method) {
    return PyErr.notImplementedError("a tzinfo subclass must implement %s()", method);
  }

  @PyMethod(sig = "(object, /)", doc = "datetime -> string name of time zone.")
  Object tzname(ThreadState ts, Object dt) {
    throw notImplemented("tzname");
  }

  @PyMethod(sig = "(object, /)",
      doc = "datetime -> timedelta showing offset from UTC, negative values indicating West of UTC")
  Object utcoffset(ThreadState ts, Object dt) {
    throw notImplemented("utcoffset");
  }

  @PyMethod(sig = "(object, /)", doc = "datetime -> DST offset as timedelta positive east of UTC.")
  Object dst(ThreadState ts, Object dt) {
    throw notImplemented("dst");
  }

  /// The argument of `fromutc`, which must be of this zone.
  final PyDateTime ofThisZone(Object dt) {
    if (!(dt instanceof PyDateTime d)) {
      throw PyErr.typeError("fromutc: argument must be a datetime");
    }
    if (d.zone != this) {
      throw PyErr.valueError("fromutc: dt.tzinfo is not self");
    }
    return d;
  }

  @PyMethod(sig = "(object, /)", doc = "datetime in UTC -> datetime in local time.")
  Object fromutc(ThreadState ts, Object dt) {
    PyDateTime d = ofThisZone(dt);
    PyTimeDelta offset = utcOffset(ts, this, d);
    if (offset == null) {
      throw PyErr.valueError("fromutc: non-None utcoffset() result required");
    }
    PyTimeDelta saving = daylight(ts, this, d);
    if (saving == null) {
      throw PyErr.valueError("fromutc: non-None dst() result required");
    }
    // The standard offset, then what is saved at the time that gives.
    Object standard = d.plus(ts, offset.minus(saving));
    if (!(standard instanceof PyDateTime local)) {
      throw PyErr.typeError("fromutc: a datetime was expected, not '%s'", PyObject.typeOf(standard).messageName());
    }
    saving = daylight(ts, local.zone, local);
    if (saving == null) {
      throw PyErr.valueError("fromutc: tz.dst() gave inconsistent results; cannot convert");
    }
    return saving.isZero() ? local : local.plus(ts, saving);
  }

  @PyMethod(sig = "()", doc = "-> (cls, state)")
  Object __reduce__(ThreadState ts) {
    Object init = PyObjects.getOptionalAttr(ts, this, "__getinitargs__");
    Object args = init == null ? PyTuple.EMPTY : Call.call0(ts, init);
    Object state = PyObjects.callMethod(ts, this, "__getstate__");
    return PyTuple.of(type, args, state);
  }
}
