package org.atoll.runtime.modules.json;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `_json.make_scanner`, exposed by `json.scanner`. Immutable.
@PyTypeDef(name = "Scanner", module = "_json", doc = "Reads one JSON value at an index of a str.")
public final class PyScanner extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyScannerBinder());

  @PyMember
  final boolean strict;
  @PyMember
  final Object object_hook;
  @PyMember
  final Object object_pairs_hook;
  @PyMember
  final Object parse_float;
  @PyMember
  final Object parse_int;
  @PyMember
  final Object parse_constant;

  private PyScanner(ThreadState ts, PyType cls, Object context) {
    super(cls);
    strict = PyObjects.isTrue(ts, PyObjects.getAttr(ts, context, "strict"));
    object_hook = PyObjects.getAttr(ts, context, "object_hook");
    object_pairs_hook = PyObjects.getAttr(ts, context, "object_pairs_hook");
    parse_float = PyObjects.getAttr(ts, context, "parse_float");
    parse_int = PyObjects.getAttr(ts, context, "parse_int");
    parse_constant = PyObjects.getAttr(ts, context, "parse_constant");
  }

  @PyNew(sig = "(context)")
  static Object create(ThreadState ts, PyType cls, Object context) {
    return new PyScanner(ts, cls, context);
  }

  @PyMethod(sig = "(string, idx)")
  Object __call__(ThreadState ts, Object string, long idx) {
    if (!PyUnicode.check(string)) {
      throw PyErr.typeError("first argument must be a string, not %s", PyObject.typeOf(string).name());
    }
    if (idx < 0) {
      throw PyErr.valueError("idx cannot be negative");
    }
    JsonText text = JsonText.of(string);
    if (idx >= text.length()) {
      throw PyErr.stopIteration(idx);
    }
    JsonReader reader = new JsonReader(ts, this, text);
    Object value = reader.value((int) idx);
    return PyTuple.of(value, (long) reader.end());
  }
}
