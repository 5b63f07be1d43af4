package org.atoll.runtime.types;

import java.util.Locale;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `UnicodeDecodeError`. Guarded by the GIL.
@PyTypeDef(name = "UnicodeDecodeError", doc = "Unicode decoding error.", hasDict = true)
public final class PyUnicodeDecodeError extends PyUnicodeErrorBase {
  public static final PyType TYPE = PyType.builtin(new PyUnicodeDecodeErrorBinder() {
    @Override
    public PyType base() {
      return PyExc.UnicodeError;
    }
  });

  public PyUnicodeDecodeError(PyType type, PyTuple args) {
    super(type, args);
  }

  /// The exception that says that a codec cannot decode `object[start:end]`.
  public static PyUnicodeDecodeError of(String encoding, Object object, long start, long end, String reason) {
    PyUnicodeDecodeError e = new PyUnicodeDecodeError(TYPE, PyTuple.of(encoding, object, start, end, reason));
    e.encoding = encoding;
    e.object = object;
    e.start = start;
    e.end = end;
    e.reason = reason;
    return e;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyUnicodeDecodeError(cls, args);
  }

  @PyMethod(name = "__init__", sig = "(*args, **kwargs)")
  void init(ThreadState ts, PyTuple args, PyDict kwargs) {
    noKeywords(kwargs);
    this.args = args;
    Object[] a = exactly(args, 5);
    encoding = textArgument(a[0], 1);
    start = PyNumber.asIndex(ts, a[2], PyExc.OverflowError);
    end = PyNumber.asIndex(ts, a[3], PyExc.OverflowError);
    reason = textArgument(a[4], 5);
    object = bytesArgument(ts, a[1]);
  }

  /// A bytes-like object other than bytes is copied.
  private static Object bytesArgument(ThreadState ts, Object value) {
    return value instanceof PyBytes ? value : PyBytes.fromBuffer(ts, value);
  }

  @PyMethod(name = "__str__")
  Object unicodeErrorStr(ThreadState ts) {
    if (object == null) {
      return "";
    }
    String codec = "'" + PyUnicode.toJava(PyObjects.str(ts, encoding)) + "' codec can't decode byte";
    String why = PyUnicode.toJava(PyObjects.str(ts, reason));
    requireBytes();
    if (end == start + 1 && object instanceof PyBytes b && start >= 0 && start < b.length()) {
      return Convert.ofJavaString(codec + String.format(Locale.ROOT, " 0x%02x in position %d: %s", b.byteAt((int) start) & 0xFF, start, why));
    }
    return Convert.ofJavaString(codec + "s in position " + start + "-" + (end - 1) + ": " + why);
  }
}
