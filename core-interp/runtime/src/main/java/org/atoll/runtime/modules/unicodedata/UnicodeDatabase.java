package org.atoll.runtime.modules.unicodedata;

import java.util.Locale;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.UnicodeData;
import org.atoll.runtime.text.UnicodeData32;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.syntax.UnicodeNames;

/// The questions of `unicodedata` for one version of the database. Stateless.
final class UnicodeDatabase {
  private static final String[] FORMS = {"NFC", "NFD", "NFKC", "NFKD"};

  /// Whether this is Unicode 3.2.0 rather than the current version.
  private final boolean old;

  UnicodeDatabase(boolean old) {
    this.old = old;
  }

  private static int character(Object chr, String function, String number) {
    if (!PyUnicode.check(chr)) {
      throw PyErr.typeError("%s() argument%s must be a unicode character, not %s", function, number, PyObject.typeOf(chr).messageName());
    }
    int length = PyUnicode.length(chr);
    if (length != 1) {
      throw PyErr.typeError("%s(): argument%s must be a unicode character, not a string of length %d", function,
          number.isEmpty() ? "" : number, length);
    }
    return PyUnicode.codePointAt(chr, 0);
  }

  private static int only(Object chr, String function) {
    if (PyUnicode.check(chr) && PyUnicode.length(chr) != 1) {
      throw PyErr.typeError("%s(): argument must be a unicode character, not a string of length %d", function, PyUnicode.length(chr));
    }
    return character(chr, function, "");
  }

  Object decimal(Object chr, Object otherwise) {
    int c = character(chr, "decimal", " 1");
    int value = old ? UnicodeData32.decimal(c) : UnicodeData.decimal(c);
    return value >= 0 ? (Object) (long) value : orElse(otherwise, "not a decimal");
  }

  Object digit(Object chr, Object otherwise) {
    int c = character(chr, "digit", " 1");
    int value = old ? UnicodeData32.digit(c) : UnicodeData.digit(c);
    return value >= 0 ? (Object) (long) value : orElse(otherwise, "not a digit");
  }

  Object numeric(Object chr, Object otherwise) {
    int c = character(chr, "numeric", " 1");
    double value = old ? UnicodeData32.numeric(c) : UnicodeData.numeric(c);
    return Double.isNaN(value) ? orElse(otherwise, "not a numeric character") : value;
  }

  private static Object orElse(Object otherwise, String message) {
    if (otherwise == null) {
      throw PyErr.valueError(message);
    }
    return otherwise;
  }

  String category(Object chr) {
    int c = only(chr, "category");
    return old ? UnicodeData32.category(c) : UnicodeData.category(c);
  }

  String bidirectional(Object chr) {
    int c = only(chr, "bidirectional");
    return old ? UnicodeData32.bidirectional(c) : UnicodeData.bidirectional(c);
  }

  long combining(Object chr) {
    int c = only(chr, "combining");
    return old ? UnicodeData32.combining(c) : UnicodeData.combining(c);
  }

  long mirrored(Object chr) {
    int c = only(chr, "mirrored");
    return (old ? UnicodeData32.isMirrored(c) : UnicodeData.isMirrored(c)) ? 1 : 0;
  }

  String eastAsianWidth(Object chr) {
    int c = only(chr, "east_asian_width");
    return old ? UnicodeData32.eastAsianWidth(c) : UnicodeData.eastAsianWidth(c);
  }

  String decomposition(Object chr) {
    int c = only(chr, "decomposition");
    return old ? UnicodeData32.decomposition(c) : UnicodeData.decomposition(c);
  }

  Object name(Object chr, Object otherwise) {
    int c = character(chr, "name", " 1");
    String name = old ? UnicodeData32.name(c) : UnicodeNames.name(c);
    return name != null ? name : orElse(otherwise, "no such name");
  }

  Object lookup(String name) {
    String found = UnicodeNames.lookup(name, !old);
    // The old database has neither aliases nor sequences.
    if (found == null || old && !name.toUpperCase(Locale.ROOT).equals(UnicodeData32.name(found.codePointAt(0)))) {
      throw PyErr.format(PyExc.KeyError, "undefined character name '%s'", name);
    }
    return PyUnicode.fromUtf16(found);
  }

  private static CodePoints text(Object o, String function) {
    if (!PyUnicode.check(o)) {
      throw PyErr.typeError("%s() argument 2 must be str, not %s", function, PyObject.typeOf(o).messageName());
    }
    return PyUnicode.view(o);
  }

  private static void requireForm(String form) {
    for (String known : FORMS) {
      if (known.equals(form)) {
        return;
      }
    }
    throw PyErr.valueError("invalid normalization form");
  }

  Object normalize(String form, Object str) {
    CodePoints text = text(str, "normalize");
    if (text.length() == 0) {
      return PyUnicode.value(str);
    }
    requireForm(form);
    return PyUnicode.of(old ? UnicodeData32.normalize(form, text) : UnicodeData.normalize(form, text));
  }

  boolean isNormalized(String form, Object str) {
    CodePoints text = text(str, "is_normalized");
    if (text.length() == 0) {
      return true;
    }
    requireForm(form);
    return old ? PyUnicode.of(UnicodeData32.normalize(form, text)).equals(PyUnicode.value(str)) : UnicodeData.isNormalized(form, text);
  }
}
