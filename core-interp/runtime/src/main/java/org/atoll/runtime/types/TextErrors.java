package org.atoll.runtime.types;

import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.CodecError;
import org.atoll.runtime.text.TextError;

/// Turns the refusals of the text algorithms into Python exceptions. Stateless; needs neither GIL nor thread state.
public final class TextErrors {
  private TextErrors() {}

  /// The exception that a text algorithm asks for.
  public static PyException of(TextError e) {
    PyType type = switch (e.pythonType()) {
      case "ValueError" -> PyExc.ValueError;
      case "OverflowError" -> PyExc.OverflowError;
      default -> PyExc.TypeError;
    };
    return PyErr.format(type, e.getMessage());
  }

  /// UnicodeDecodeError or UnicodeEncodeError. `object` is what was converted, or null to make it from the error.
  public static PyException of(CodecError e, Object object) {
    if (e.isDecoding()) {
      Object bytes = object instanceof PyBytes ? object : new PyBytes((byte[]) e.input());
      return PyErr.unicodeDecode(e.encoding(), bytes, e.start(), e.end(), e.reason());
    }
    Object str = object != null ? object : PyUnicode.of((CodePoints) e.input());
    return PyErr.unicodeEncode(e.encoding(), str, e.start(), e.end(), e.reason());
  }
}
