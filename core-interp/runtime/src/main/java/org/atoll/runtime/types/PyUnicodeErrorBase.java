package org.atoll.runtime.types;

import java.util.Locale;
import org.atoll.annotations.PyMember;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// What the three errors of codecs have in common: the part of an object that could not be converted, and why.
/// Guarded by the GIL.
public abstract class PyUnicodeErrorBase extends PyBaseException {
  @PyMember(readonly = false, doc = "exception encoding")
  public Object encoding;
  @PyMember(readonly = false, doc = "exception object")
  public Object object;
  @PyMember(readonly = false, doc = "exception start")
  public long start;
  @PyMember(readonly = false, doc = "exception end")
  public long end;
  @PyMember(readonly = false, doc = "exception reason")
  public Object reason;

  protected PyUnicodeErrorBase(PyType type, PyTuple args) {
    super(type, args);
  }

  /// The first offending index, brought into the object's bounds (`PyUnicodeEncodeError_GetStart`).
  public final long clampedStart(long length) {
    return Math.max(0, Math.min(start, length - 1));
  }

  /// The end of the offending part, brought into the object's bounds.
  public final long clampedEnd(long length) {
    return Math.min(Math.max(end, 1), length);
  }

  static Object[] exactly(PyTuple args, int count) {
    if (args.items.length != count) {
      throw PyErr.typeError("function takes exactly %d arguments (%d given)", count, args.items.length);
    }
    return args.items;
  }

  static Object textArgument(Object value, int number) {
    if (!PyUnicode.check(value)) {
      throw PyErr.typeError("argument %d must be str, not %s", number, PyObject.typeOf(value).name());
    }
    return value;
  }

  /// Makes sure that the object is still there and a str, which Python code that ran meanwhile may have changed.
  final void requireText() {
    require(PyUnicode.check(object), "a string");
  }

  /// The same for bytes.
  final void requireBytes() {
    require(object instanceof PyBytes, "a bytes");
  }

  private void require(boolean condition, String what) {
    if (object == null) {
      throw PyErr.typeError("UnicodeError 'object' attribute is not set");
    }
    if (!condition) {
      throw PyErr.typeError("UnicodeError 'object' attribute must be %s", what);
    }
  }

  /// An offending character as an escape.
  static String escape(int codePoint) {
    return String.format(Locale.ROOT, codePoint < 0x100 ? "\\x%02x" : codePoint < 0x10000 ? "\\u%04x" : "\\U%08x", codePoint);
  }
}
