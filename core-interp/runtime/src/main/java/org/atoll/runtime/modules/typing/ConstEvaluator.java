package org.atoll.runtime.modules.typing;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// A function of a format that gives a known value, for type variables not made by syntax. Immutable.
@PyTypeDef(name = "_ConstEvaluator", module = "_typing", basetype = false, instantiable = false)
final class ConstEvaluator extends PyObject {
  static final PyType TYPE = PyType.builtin(new ConstEvaluatorBinder());

  private static final int FORMAT_STRING = 4;

  private final Object value;

  ConstEvaluator(Object value) {
    super(TYPE);
    this.value = value;
  }

  @PyMethod(sig = "(format)")
  Object __call__(ThreadState ts, int format) {
    if (format != FORMAT_STRING) {
      return value;
    }
    if (value instanceof PyTuple t) {
      Object text = "(";
      for (int i = 0; i < t.items.length; i++) {
        text = PyUnicode.concat(text, i == 0 ? "" : ", ", TypeObjects.typing(ts, "_type_repr", t.items[i]));
      }
      return PyUnicode.concat(text, t.items.length == 1 ? ",)" : ")");
    }
    return TypeObjects.typing(ts, "_type_repr", value);
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return PyUnicode.concat("<constevaluator ", PyObjects.repr(ts, value), ">");
  }
}
