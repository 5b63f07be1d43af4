package org.atoll.runtime.modules.json;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// The module `_json`.
@PyModuleDef(value = "_json", doc = "The fast parts of json.")
public final class JsonModule {
  @PyConstant(name = "make_scanner")
  static final PyType MAKE_SCANNER = PyScanner.TYPE;
  @PyConstant(name = "make_encoder")
  static final PyType MAKE_ENCODER = PyEncoder.TYPE;

  @PyFunction(sig = "(string, end, strict=True, /)",
      doc = "Reads a JSON string whose opening quote is before end; returns the str and the index behind the closing quote.")
  Object scanstring(ThreadState ts, Object string, long end, boolean strict) {
    if (!PyUnicode.check(string)) {
      throw PyErr.typeError("first argument must be a string, not %s", PyObject.typeOf(string).name());
    }
    JsonText text = JsonText.of(string);
    if (end < 0 || end > text.length()) {
      throw PyErr.valueError("end is out of bounds");
    }
    JsonStringScanner scanner = new JsonStringScanner(ts, text, strict);
    Object value = scanner.scan((int) end);
    return PyTuple.of(value, (long) scanner.end());
  }

  @PyFunction(sig = "(object, /)", doc = "The JSON of a str, with nothing but ASCII characters.")
  Object encode_basestring_ascii(Object object) {
    return JsonStrings.quoteAscii(checked(object));
  }

  @PyFunction(sig = "(object, /)", doc = "The JSON of a str.")
  Object encode_basestring(Object object) {
    return JsonStrings.quote(checked(object));
  }

  private static Object checked(Object object) {
    if (!PyUnicode.check(object)) {
      throw PyErr.typeError("first argument must be a string, not %s", PyObject.typeOf(object).name());
    }
    return PyUnicode.value(object);
  }
}
