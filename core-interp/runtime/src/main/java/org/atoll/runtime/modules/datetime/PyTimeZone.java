package org.atoll.runtime.modules.datetime;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `datetime.timezone`: a fixed offset from UTC. Immutable.
@PyTypeDef(name = "timezone", module = "datetime", base = PyTzInfo.class, basetype = false,
    doc = "Fixed offset from UTC implementation of tzinfo.")
public final class PyTimeZone extends PyTzInfo implements RichComparison {
  public static final PyType TYPE = PyType.builtin(new PyTimeZoneBinder());

  @PyConstant(name = "utc")
  static final PyTimeZone UTC = new PyTimeZone(PyTimeDelta.ZERO, null);
  @PyConstant(name = "min")
  static final PyTimeZone MIN = new PyTimeZone(PyTimeDelta.of(0, -86340, 0), null);
  @PyConstant(name = "max")
  static final PyTimeZone MAX = new PyTimeZone(PyTimeDelta.of(0, 86340, 0), null);

  final PyTimeDelta offset;
  /// A str, or null where the offset says it.
  private final Object name;

  private PyTimeZone(PyTimeDelta offset, Object name) {
    super(TYPE);
    this.offset = offset;
    this.name = name;
  }

  /// A time zone; `name` may be null.
  static PyTimeZone of(ThreadState ts, PyTimeDelta offset, Object name) {
    if (name == null && offset.isZero()) {
      return UTC;
    }
    if (!offset.isOffset()) {
      throw badOffset(ts, offset);
    }
    return new PyTimeZone(offset, name);
  }

  /// Whether it is one of those that there are from the start.
  boolean isConstant() {
    return this == UTC || this == MIN || this == MAX;
  }

  PyTimeZone copy() {
    return new PyTimeZone(offset, name);
  }

  /// The name that it was given, or null.
  Object givenName() {
    return name;
  }

  @PyNew(sig = "(offset, name=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object offset, Object name) {
    if (!(offset instanceof PyTimeDelta d)) {
      throw PyErr.typeError("timezone() argument 1 must be datetime.timedelta, not %s", typeName(offset));
    }
    if (name != null && !PyUnicode.check(name)) {
      throw PyErr.typeError("timezone() argument 2 must be str, not %s", typeName(name));
    }
    return of(ts, d, name);
  }

  private static String typeName(Object o) {
    return o == PyNone.NONE ? "None" : PyObject.typeOf(o).messageName();
  }

  private static void requireDateTime(String method, Object dt) {
    if (dt != PyNone.NONE && !(dt instanceof PyDateTime)) {
      throw PyErr.typeError("%s(dt) argument must be a datetime instance or None, not %s", method,
          PyObject.typeOf(dt).messageName());
    }
  }

  @Override
  @PyMethod(sig = "(object, /)", doc = "If name is specified when timezone is created, returns the name.  "
      + "Otherwise returns offset as 'UTC(+|-)HH:MM'.")
  Object tzname(ThreadState ts, Object dt) {
    requireDateTime("tzname", dt);
    return __str__();
  }

  @Override
  @PyMethod(sig = "(object, /)", doc = "Return fixed offset.")
  Object utcoffset(ThreadState ts, Object dt) {
    requireDateTime("utcoffset", dt);
    return offset;
  }

  @Override
  @PyMethod(sig = "(object, /)", doc = "Return None.")
  Object dst(ThreadState ts, Object dt) {
    requireDateTime("dst", dt);
    return PyNone.NONE;
  }

  @Override
  @PyMethod(sig = "(object, /)", doc = "datetime in UTC -> datetime in local time.")
  Object fromutc(ThreadState ts, Object dt) {
    return ofThisZone(dt).plus(ts, offset);
  }

  @PyMethod(sig = "()", doc = "pickle support")
  Object __getinitargs__() {
    return name == null ? PyTuple.of(offset) : PyTuple.of(offset, name);
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    if (op != PyObjects.EQ && op != PyObjects.NE || !(other instanceof PyTimeZone z)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return PyTimeDelta.decide(PyTimeDelta.compare(offset, z.offset), op);
  }

  @PyMethod
  long __hash__() {
    return offset.__hash__();
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    if (this == UTC) {
      return type.messageName() + ".utc";
    }
    Object text = type.messageName() + "(" + offset.__repr__();
    return name == null ? PyUnicode.concat(text, ")") : PyUnicode.concat(text, ", ", PyObjects.repr(ts, name), ")");
  }

  @PyMethod
  Object __str__() {
    if (name != null) {
      return name;
    }
    if (offset.isZero()) {
      return "UTC";
    }
    StringBuilder b = new StringBuilder("UTC");
    IsoText.offset(b, offset, ":");
    return b.toString();
  }
}
