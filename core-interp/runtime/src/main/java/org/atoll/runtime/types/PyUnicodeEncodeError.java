package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `UnicodeEncodeError`. Guarded by the GIL.
@PyTypeDef(name = "UnicodeEncodeError", doc = "Unicode encoding error.", hasDict = true)
public final class PyUnicodeEncodeError extends PyUnicodeErrorBase {
  public static final PyType TYPE = PyType.builtin(new PyUnicodeEncodeErrorBinder() {
    @Override
    public PyType base() {
      return PyExc.UnicodeError;
    }
  });

  public PyUnicodeEncodeError(PyType type, PyTuple args) {
    super(type, args);
  }

  /// The exception that says that a codec cannot encode `object[start:end]`.
  public static PyUnicodeEncodeError of(String encoding, Object object, long start, long end, String reason) {
    PyUnicodeEncodeError e = new PyUnicodeEncodeError(TYPE, PyTuple.of(encoding, object, start, end, reason));
    e.encoding = encoding;
    e.object = object;
    e.start = start;
    e.end = end;
    e.reason = reason;
    return e;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyUnicodeEncodeError(cls, args);
  }

  @PyMethod(name = "__init__", sig = "(*args, **kwargs)")
  void init(ThreadState ts, PyTuple args, PyDict kwargs) {
    noKeywords(kwargs);
    this.args = args;
    Object[] a = exactly(args, 5);
    encoding = textArgument(a[0], 1);
    object = textArgument(a[1], 2);
    start = PyNumber.asIndex(ts, a[2], PyExc.OverflowError);
    end = PyNumber.asIndex(ts, a[3], PyExc.OverflowError);
    reason = textArgument(a[4], 5);
  }

  @PyMethod(name = "__str__")
  Object unicodeErrorStr(ThreadState ts) {
    if (object == null) {
      return "";
    }
    String codec = "'" + PyUnicode.toJava(PyObjects.str(ts, encoding)) + "' codec can't encode character";
    String why = PyUnicode.toJava(PyObjects.str(ts, reason));
    requireText();
    if (end == start + 1 && start >= 0 && start < PyUnicode.length(object)) {
      return Convert.ofJavaString(codec + " '" + escape(PyUnicode.codePointAt(object, (int) start)) + "' in position " + start + ": " + why);
    }
    return Convert.ofJavaString(codec + "s in position " + start + "-" + (end - 1) + ": " + why);
  }
}
