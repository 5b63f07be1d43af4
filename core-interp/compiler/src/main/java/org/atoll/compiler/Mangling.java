package org.atoll.compiler;

/// Private names: inside class `Foo`, `__x` means `_Foo__x` (`_Py_Mangle`).
final class Mangling {
  private Mangling() {}

  static String mangle(String className, String name) {
    if (className == null || !name.startsWith("__") || name.endsWith("__") || name.indexOf('.') >= 0) {
      return name;
    }
    int i = 0;
    while (i < className.length() && className.charAt(i) == '_') {
      i++;
    }
    return i == className.length() ? name : "_" + className.substring(i) + name;
  }
}
