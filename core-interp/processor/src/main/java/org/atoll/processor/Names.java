package org.atoll.processor;

import java.util.Locale;
import java.util.Set;

/// The runtime classes that generated code names, and which Python names are type slots.
final class Names {
  static final String CALL = "org.atoll.runtime.call.";
  static final String CONVERT = CALL + "Convert";
  static final String THREAD_STATE = "org.atoll.runtime.interp.ThreadState";
  static final String PY_TYPE = "org.atoll.runtime.object.PyType";
  static final String PY_MODULE = "org.atoll.runtime.object.PyModule";
  static final String NONE = "org.atoll.runtime.object.PyNone.NONE";
  static final String PY_TUPLE = "org.atoll.runtime.types.PyTuple";
  static final String PY_DICT = "org.atoll.runtime.types.PyDict";
  static final String PY_BYTES = "org.atoll.runtime.types.PyBytes";
  static final String BASE_OBJECT = "org.atoll.runtime.types.PyBaseObject";

  /// Methods that CPython reaches through a slot: a wrong receiver is reported in the words of `wrapper_descriptor`.
  private static final Set<String> SLOTS = Set.of("__repr__", "__str__", "__hash__", "__call__", "__getattribute__", "__getattr__", "__setattr__",
      "__delattr__", "__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__", "__iter__", "__next__", "__init__", "__del__", "__get__", "__set__",
      "__delete__", "__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__mod__", "__rmod__", "__divmod__", "__rdivmod__", "__pow__",
      "__rpow__", "__neg__", "__pos__", "__abs__", "__bool__", "__invert__", "__lshift__", "__rlshift__", "__rshift__", "__rrshift__", "__and__",
      "__rand__", "__xor__", "__rxor__", "__or__", "__ror__", "__int__", "__float__", "__iadd__", "__isub__", "__imul__", "__imod__", "__ipow__",
      "__ilshift__", "__irshift__", "__iand__", "__ixor__", "__ior__", "__floordiv__", "__rfloordiv__", "__truediv__", "__rtruediv__", "__ifloordiv__",
      "__itruediv__", "__index__", "__matmul__", "__rmatmul__", "__imatmul__", "__len__", "__getitem__", "__setitem__", "__delitem__", "__contains__",
      "__await__", "__aiter__", "__anext__", "__buffer__", "__release_buffer__");

  private Names() {}

  static boolean isSlot(String name) {
    return SLOTS.contains(name);
  }

  static boolean isSpecial(String name) {
    return name.length() > 4 && name.startsWith("__") && name.endsWith("__");
  }

  /// A Java string literal, or `null` for an empty text where `emptyIsNull`.
  static String literal(String s, boolean emptyIsNull) {
    if (emptyIsNull && s.isEmpty()) {
      return "null";
    }
    StringBuilder b = new StringBuilder(s.length() + 2).append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> b.append("\\\"");
        case '\\' -> b.append("\\\\");
        case '\n' -> b.append("\\n");
        case '\r' -> b.append("\\r");
        case '\t' -> b.append("\\t");
        default -> {
          if (c < ' ' || c > '~') {
            b.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            b.append(c);
          }
        }
      }
    }
    return b.append('"').toString();
  }

  static String literal(String s) {
    return literal(s, false);
  }
}
