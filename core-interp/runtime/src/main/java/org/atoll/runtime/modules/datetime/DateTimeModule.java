package org.atoll.runtime.modules.datetime;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.object.PyType;

/// The module `_datetime`. Compare CPython Modules/_datetimemodule.c.
@PyModuleDef(value = "_datetime", doc = "Fast implementation of the datetime module.")
public final class DateTimeModule {
  @PyConstant(name = "date")
  static final PyType DATE = PyDate.TYPE;
  @PyConstant(name = "datetime")
  static final PyType DATETIME = PyDateTime.TYPE;
  @PyConstant(name = "time")
  static final PyType TIME = PyTime.TYPE;
  @PyConstant(name = "timedelta")
  static final PyType TIMEDELTA = PyTimeDelta.TYPE;
  @PyConstant(name = "timezone")
  static final PyType TIMEZONE = PyTimeZone.TYPE;
  @PyConstant(name = "tzinfo")
  static final PyType TZINFO = PyTzInfo.TYPE;
  @PyConstant
  static final PyTimeZone UTC = PyTimeZone.UTC;
  @PyConstant
  static final long MINYEAR = Calendar.MIN_YEAR;
  @PyConstant
  static final long MAXYEAR = Calendar.MAX_YEAR;
}
