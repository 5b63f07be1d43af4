package org.atoll.runtime.types;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// One `{...}` of a t-string (PEP 750, `Objects/interpolationobject.c`). Immutable.
@PyTypeDef(name = "Interpolation", module = "string.templatelib", basetype = false, matchArgs = "value,expression,conversion,format_spec")
public final class PyInterpolation extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyInterpolationBinder());

  @PyMember(doc = "Value")
  public final Object value;
  @PyMember(doc = "Expression")
  public final Object expression;
  @PyMember(doc = "Conversion")
  public final Object conversion;
  @PyMember(name = "format_spec", doc = "Format specifier")
  public final Object formatSpec;

  public PyInterpolation(Object value, Object expression, Object conversion, Object formatSpec) {
    super(TYPE);
    this.value = value;
    this.expression = expression;
    this.conversion = conversion;
    this.formatSpec = formatSpec;
  }

  @PyNew(sig = "(value, expression='', conversion=None, format_spec='')")
  static Object create(PyType cls, Object value, Object expression, Object conversion, Object formatSpec) {
    if (!PyUnicode.check(expression)) {
      throw PyErr.typeError("Interpolation() argument 'expression' must be str, not %s", PyObject.typeOf(expression).name());
    }
    if (!PyUnicode.check(formatSpec)) {
      throw PyErr.typeError("Interpolation() argument 'format_spec' must be str, not %s", PyObject.typeOf(formatSpec).name());
    }
    if (conversion != PyNone.NONE) {
      if (!PyUnicode.check(conversion)) {
        throw PyErr.typeError("Interpolation() argument 'conversion' must be str, not %s", PyObject.typeOf(conversion).name());
      }
      String c = PyUnicode.toJava(conversion);
      if (!c.equals("s") && !c.equals("r") && !c.equals("a")) {
        throw PyErr.valueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
      }
    }
    return new PyInterpolation(value, expression, conversion, formatSpec);
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    Object text = PyUnicode.concat("Interpolation(", PyObjects.repr(ts, value));
    for (Object part : new Object[] {expression, conversion, formatSpec}) {
      text = PyUnicode.concat(PyUnicode.concat(text, ", "), PyObjects.repr(ts, part));
    }
    return PyUnicode.concat(text, ")");
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    return PyTuple.of(TYPE, PyTuple.of(value, expression, conversion, formatSpec));
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
