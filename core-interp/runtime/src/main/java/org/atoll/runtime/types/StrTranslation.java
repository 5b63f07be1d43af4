package org.atoll.runtime.types;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.TextBuilder;

/// `str.translate` and `str.maketrans`. Requires the GIL.
final class StrTranslation {
  private StrTranslation() {}

  static Object translate(ThreadState ts, CodePoints text, Object table) {
    var out = new TextBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      Object mapped = lookUp(ts, table, (long) c);
      if (mapped == null) {
        out.appendCodePoint(c);
      } else if (mapped instanceof Long l) {
        if (l < 0 || l > Character.MAX_CODE_POINT) {
          throw PyErr.valueError("character mapping must be in range(0x110000)");
        }
        out.appendCodePoint(l.intValue());
      } else if (PyUnicode.check(mapped)) {
        out.append(PyUnicode.view(mapped));
      } else if (PyLong.check(mapped)) {
        Object value = PyLong.value(mapped);
        if (!(value instanceof Long l) || l < 0 || l > Character.MAX_CODE_POINT) {
          throw PyErr.valueError("character mapping must be in range(0x110000)");
        }
        out.appendCodePoint(l.intValue());
      } else if (mapped != PyNone.NONE) {
        throw PyErr.typeError("character mapping must return integer, None or str");
      }
    }
    return PyUnicode.of(out);
  }

  /// The table's entry, or null where looking it up raises LookupError.
  private static Object lookUp(ThreadState ts, Object table, Object key) {
    if (table instanceof PyDict d && d.type == PyDict.TYPE) {
      return d.get(ts, key);
    }
    try {
      return PyObjects.getItem(ts, table, key);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.LookupError)) {
        return null;
      }
      throw e;
    }
  }

  static Object makeTable(ThreadState ts, Object x, Object y, Object z) {
    var table = new PyDict();
    if (y == null) {
      fromDict(ts, x, table);
      return table;
    }
    CodePoints to = strArgument(y, 2);
    CodePoints gone = z == null ? CodePoints.of("") : strArgument(z, 3);
    if (!PyUnicode.check(x)) {
      throw PyErr.typeError("first maketrans argument must be a string if there is a second argument");
    }
    CodePoints from = PyUnicode.view(x);
    if (from.length() != to.length()) {
      throw PyErr.valueError("the first two maketrans arguments must have equal length");
    }
    for (int i = 0; i < from.length(); i++) {
      table.put(ts, (long) from.at(i), (long) to.at(i));
    }
    for (int i = 0; i < gone.length(); i++) {
      table.put(ts, (long) gone.at(i), PyNone.NONE);
    }
    return table;
  }

  private static CodePoints strArgument(Object o, int number) {
    if (!PyUnicode.check(o)) {
      throw PyErr.typeError("maketrans() argument %d must be str, not %s", number, o == PyNone.NONE ? "None" : PyObject.typeOf(o).messageName());
    }
    return PyUnicode.view(o);
  }

  private static void fromDict(ThreadState ts, Object source, PyDict table) {
    if (!(source instanceof PyDict d)) {
      throw PyErr.typeError("if you give only one argument to maketrans it must be a dict");
    }
    for (int i = 0; i < d.used(); i++) {
      Object key = d.keyAt(i);
      if (key == null) {
        continue;
      }
      Object plain;
      if (PyUnicode.check(key)) {
        if (PyUnicode.length(key) != 1) {
          throw PyErr.valueError("string keys in translate table must be of length 1");
        }
        plain = (long) PyUnicode.codePointAt(key, 0);
      } else if (PyLong.check(key)) {
        plain = key;
      } else {
        throw PyErr.typeError("keys in translate table must be strings or integers");
      }
      table.put(ts, plain, d.valueAt(i));
    }
  }
}
