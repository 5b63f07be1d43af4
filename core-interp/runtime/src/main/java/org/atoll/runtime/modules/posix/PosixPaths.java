package org.atoll.runtime.modules.posix;

import java.nio.charset.StandardCharsets;
import org.atoll.annotations.PyFunction;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// The functions of `posix` that only compute with path names.
abstract class PosixPaths {
  /// The path as a Java string whose chars are the bytes of a bytes path.
  private static String chars(Object path) {
    return path instanceof PyBytes b ? new String(b.bytes, StandardCharsets.ISO_8859_1) : (String) path;
  }

  private static Object like(Object path, String s) {
    return path instanceof PyBytes ? new PyBytes(s.getBytes(StandardCharsets.ISO_8859_1)) : s;
  }

  private static Object plain(ThreadState ts, Object path) {
    Object p = PyObjects.fspath(ts, path);
    return p instanceof PyBytes ? p : PyUnicode.value(p);
  }

  @PyFunction(sig = "(path)", name = "_path_splitroot_ex", doc = "Split a pathname into drive, root and tail.")
  Object splitRoot(ThreadState ts, Object path) {
    Object p = plain(ts, path);
    if (p instanceof PyUcs4 wide) {
      CodePoints view = CodePoints.of(wide.codePoints);
      int n = rootLength(view.length(), i -> view.at(i));
      return PyTuple.of("", PyUnicode.of(view.slice(0, n)), PyUnicode.of(view.slice(n, view.length())));
    }
    String s = chars(p);
    int n = rootLength(s.length(), s::charAt);
    return PyTuple.of(like(p, ""), like(p, s.substring(0, n)), like(p, s.substring(n)));
  }

  /// Two slashes at the beginning, and no more, are a root of their own.
  private static int rootLength(int length, java.util.function.IntUnaryOperator at) {
    if (length == 0 || at.applyAsInt(0) != '/') {
      return 0;
    }
    return length > 1 && at.applyAsInt(1) == '/' && (length == 2 || at.applyAsInt(2) != '/') ? 2 : 1;
  }

  @PyFunction(sig = "(path)", name = "_path_normpath", doc = "Normalize path, eliminating double slashes, etc.")
  Object normpath(ThreadState ts, Object path) {
    Object p = plain(ts, path);
    if (p instanceof PyUcs4 wide) {
      return PyUnicode.fromUtf16(normalized(escaped(wide)));
    }
    return like(p, normalized(chars(p)));
  }

  /// Slashes and dots are what matters: as UTF-16 the others stay as they are.
  private static String escaped(PyUcs4 wide) {
    StringBuilder b = new StringBuilder();
    for (int c : wide.codePoints) {
      b.appendCodePoint(c);
    }
    return b.toString();
  }

  private static String normalized(String s) {
    if (s.isEmpty()) {
      return ".";
    }
    int root = rootLength(s.length(), s::charAt);
    if (isNormal(s, root)) {
      return s;
    }
    java.util.ArrayList<String> parts = new java.util.ArrayList<>();
    for (int i = root; i <= s.length(); ) {
      int end = s.indexOf('/', i);
      end = end < 0 ? s.length() : end;
      String part = s.substring(i, end);
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !(part.equals("..") && root > 0)) {
        parts.add(part);
      }
      i = end + 1;
    }
    String out = s.substring(0, root) + String.join("/", parts);
    return out.isEmpty() ? "." : out;
  }

  private static boolean isNormal(String s, int root) {
    int n = s.length();
    if (n == root) {
      return true;
    }
    if (s.charAt(n - 1) == '/') {
      return false;
    }
    boolean start = true;
    for (int i = root; i < n; i++) {
      char c = s.charAt(i);
      if (start && (c == '/' || c == '.')) {
        return false;
      }
      start = c == '/';
    }
    return true;
  }
}
