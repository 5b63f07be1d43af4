package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.Hashes;

/// `str` (`Objects/unicodeobject.c`): a Java `String` without any surrogate code unit, else a [PyUcs4], or an instance of
/// a derived class ([PyUnicodeObject]).
@PyTypeDef(name = "str", accepts = {String.class, PyUcs4.class, PyUnicodeObject.class})
public final class PyUnicode {
  public static final PyType TYPE = PyType.builtin(new PyUnicodeBinder());

  private PyUnicode() {}

  /// Whether `o` is a str or an instance of a class derived from it (`PyUnicode_Check`).
  public static boolean check(Object o) {
    return o instanceof String || o instanceof PyUcs4 || o instanceof PyUnicodeObject;
  }

  /// Whether `o` is a str and not of a derived class (`PyUnicode_CheckExact`).
  public static boolean checkExact(Object o) {
    return o instanceof String || o instanceof PyUcs4;
  }

  /// The `String` or [PyUcs4] of a str, also of a derived class's instance.
  public static Object value(Object str) {
    return str instanceof PyUnicodeObject u ? u.value : str;
  }

  /// The str as a Java string, with surrogate pairs for code points beyond the BMP.
  public static String toUtf16(Object str) {
    return value(str).toString();
  }

  /// [#toUtf16].
  public static String toJava(Object str) {
    return toUtf16(str);
  }

  /// The str of a Java string, whose surrogate pairs stand for code points beyond the BMP.
  public static Object fromUtf16(String s) {
    for (int i = 0; i < s.length(); i++) {
      if (Character.isSurrogate(s.charAt(i))) {
        return PyUcs4.of(s.codePoints().toArray());
      }
    }
    return s;
  }

  /// The number of code points.
  public static int length(Object str) {
    return value(str) instanceof String s ? s.length() : ((PyUcs4) value(str)).codePoints.length;
  }

  public static int codePointAt(Object str, int i) {
    return value(str) instanceof String s ? s.charAt(i) : ((PyUcs4) value(str)).codePoints[i];
  }

  /// The code points, newly allocated.
  public static int[] codePoints(Object str) {
    return value(str) instanceof String s ? s.chars().toArray() : ((PyUcs4) value(str)).codePoints.clone();
  }

  /// One str of several.
  public static Object concat(Object... parts) {
    boolean narrow = true;
    int n = 0;
    for (Object p : parts) {
      narrow &= value(p) instanceof String;
      n += length(p);
    }
    if (narrow) {
      StringBuilder b = new StringBuilder(n);
      for (Object p : parts) {
        b.append((String) value(p));
      }
      return b.toString();
    }
    int[] all = new int[n];
    int at = 0;
    for (Object p : parts) {
      int[] c = codePoints(p);
      System.arraycopy(c, 0, all, at, c.length);
      at += c.length;
    }
    return PyUcs4.of(all);
  }

  /// The hash of a str.
  public static long hash(Object str) {
    Object v = value(str);
    return v instanceof String s ? Hashes.ofText(s) : ((PyUcs4) v).cachedHash();
  }

  static long hashOf(int[] codePoints) {
    return Hashes.ofText(codePoints);
  }

  /// The str with every character beyond ASCII escaped.
  public static Object asciiOf(Object str) {
    StringBuilder b = new StringBuilder();
    for (int c : codePoints(str)) {
      if (c < 0x80) {
        b.append((char) c);
      } else {
        b.append(c < 0x100 ? String.format("\\x%02x", c) : c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c));
      }
    }
    return b.toString();
  }

  /// `str.isidentifier`.
  public static boolean isIdentifier(Object str) {
    int[] c = codePoints(str);
    if (c.length == 0 || c[0] != '_' && !Character.isUnicodeIdentifierStart(c[0])) {
      return false;
    }
    for (int i = 1; i < c.length; i++) {
      if (!Character.isUnicodeIdentifierPart(c[i]) || Character.isIdentifierIgnorable(c[i])) {
        return false;
      }
    }
    return true;
  }
}
