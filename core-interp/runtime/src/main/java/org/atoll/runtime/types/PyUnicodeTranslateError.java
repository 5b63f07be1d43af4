package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `UnicodeTranslateError`. Guarded by the GIL.
@PyTypeDef(name = "UnicodeTranslateError", doc = "Unicode translation error.", hasDict = true)
public final class PyUnicodeTranslateError extends PyUnicodeErrorBase {
  public static final PyType TYPE = PyType.builtin(new PyUnicodeTranslateErrorBinder() {
    @Override
    public PyType base() {
      return PyExc.UnicodeError;
    }
  });

  public PyUnicodeTranslateError(PyType type, PyTuple args) {
    super(type, args);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyUnicodeTranslateError(cls, args);
  }

  @PyMethod(name = "__init__", sig = "(*args, **kwargs)")
  void init(ThreadState ts, PyTuple args, PyDict kwargs) {
    noKeywords(kwargs);
    this.args = args;
    Object[] a = exactly(args, 4);
    object = textArgument(a[0], 1);
    start = PyNumber.asIndex(ts, a[1], PyExc.OverflowError);
    end = PyNumber.asIndex(ts, a[2], PyExc.OverflowError);
    reason = textArgument(a[3], 4);
  }

  @PyMethod(name = "__str__")
  Object unicodeErrorStr(ThreadState ts) {
    if (object == null) {
      return "";
    }
    String why = PyUnicode.toJava(PyObjects.str(ts, reason));
    requireText();
    if (end == start + 1 && start >= 0 && start < PyUnicode.length(object)) {
      return Convert.ofJavaString("can't translate character '" + escape(PyUnicode.codePointAt(object, (int) start)) + "' in position " + start + ": " + why);
    }
    return Convert.ofJavaString("can't translate characters in position " + start + "-" + (end - 1) + ": " + why);
  }
}
