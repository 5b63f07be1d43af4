package org.atoll.runtime.modules.string;

import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.FormatString;
import org.atoll.runtime.text.TextError;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.TextErrors;

/// The module `_string`: what `string.Formatter` needs (`Objects/unicodeobject.c`).
@PyModuleDef(value = "_string", doc = "string helper module")
public final class StringModule {
  private static CodePoints text(Object o) {
    if (!PyUnicode.check(o)) {
      throw PyErr.typeError("expected str, got %s", PyObject.typeOf(o).messageName());
    }
    return PyUnicode.view(o);
  }

  @PyFunction(sig = "(format_string, /)", doc = "parse the argument as a format string")
  Object formatter_parser(Object format_string) {
    return new FormatterIterator(new FormatString(text(format_string)));
  }

  @PyFunction(sig = "(field_name, /)", doc = "split the argument as a field name")
  Object formatter_field_name_split(Object field_name) {
    try {
      var name = new FormatString.FieldName(text(field_name));
      return PyTuple.of(PyUnicode.of(name.first()), new FieldNameIterator(name));
    } catch (TextError e) {
      throw TextErrors.of(e);
    }
  }
}
