package org.atoll.channels.codec;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// Which programs have an `if __name__ == "__main__"`, so that another interpreter can run them for their definitions. One
/// per runtime; thread-safe.
final class MainGuards {
  private static final Pattern GUARD = Pattern.compile("^if\\b[^\\n]*\\b__name__\\b", Pattern.MULTILINE);

  private final ConcurrentHashMap<String, Boolean> known = new ConcurrentHashMap<>();

  /// Whether the program of a file can be run without doing its work. What comes from no file cannot; a file that cannot be
  /// read is left to the receiver.
  static boolean isGuarded(ThreadState ts, String path) {
    if (path == null) {
      return false;
    }
    MainGuards all = ts.interpreter().runtime().state(MainGuards.class, MainGuards::new);
    Boolean found = all.known.get(path);
    if (found == null) {
      found = look(ts, path);
      all.known.put(path, found);
    }
    return found;
  }

  private static boolean look(ThreadState ts, String path) {
    try {
      Object file = Call.call2(ts, ts.interpreter().builtins().get("open"), PyUnicode.fromUtf16(path), "rb");
      try {
        Object text = PyObjects.callMethod(ts, file, "read");
        return !(text instanceof PyBytes b) || GUARD.matcher(new String(b.bytes, StandardCharsets.ISO_8859_1)).find();
      } finally {
        PyObjects.callMethod(ts, file, "close");
      }
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.OSError)) {
        return true;
      }
      throw e;
    }
  }
}
