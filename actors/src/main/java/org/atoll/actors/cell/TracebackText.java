package org.atoll.actors.cell;

import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.atoll.actors.interpreters.FrameText;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTraceback;
import org.atoll.runtime.types.PyUnicode;

/// Exceptions as text, with their tracebacks and what led to them. An actor that fails now and then need not import
/// `traceback` for that, which would take more memory than all the rest of it. Stateless; the GIL is held.
final class TracebackText {
  /// As CPython shows recursion.
  private static final int MOST_ALIKE = 3;

  /// The lines of source files. One per runtime; thread-safe.
  private static final class Sources {
    final ConcurrentHashMap<String, List<String>> files = new ConcurrentHashMap<>();
  }

  private TracebackText() {}

  /// `type: message`.
  static String brief(ThreadState ts, PyBaseException e) {
    String type = e.type.isHeapType() && "__main__".equals(e.type.dict().get("__module__")) ? String.valueOf(e.type.qualname()) : e.type.fullName();
    String text;
    try {
      text = PyUnicode.toUtf16(PyObjects.str(ts, e));
    } catch (PyException unprintable) {
      text = "<exception str() failed>";
    }
    return text.isEmpty() ? type : type + ": " + text;
  }

  /// The exception and its causes, each with its traceback, the oldest first.
  static String of(ThreadState ts, PyBaseException e) {
    ArrayDeque<String> parts = new ArrayDeque<>();
    IdentityHashMap<PyBaseException, Boolean> seen = new IdentityHashMap<>();
    PyBaseException now = e;
    while (now != null && seen.put(now, true) == null) {
      parts.addFirst(single(ts, now));
      PyBaseException before = now.cause != null ? now.cause : now.suppressContext ? null : now.context;
      if (before != null && !seen.containsKey(before)) {
        parts.addFirst(now.cause != null ? "\nThe above exception was the direct cause of the following exception:\n\n"
            : "\nDuring handling of the above exception, another exception occurred:\n\n");
      }
      now = before;
    }
    return String.join("", parts);
  }

  private static String single(ThreadState ts, PyBaseException e) {
    StringBuilder b = new StringBuilder();
    if (e.traceback != null) {
      b.append("Traceback (most recent call last):\n");
    }
    PyTraceback before = null;
    int times = 0;
    for (PyTraceback tb = e.traceback; tb != null; tb = tb.next) {
      PyCode code = tb.frame.function().code;
      times = before != null && before.lineno == tb.lineno && before.frame.function().code == code ? times + 1 : 1;
      before = tb;
      if (times > MOST_ALIKE) {
        boolean last = tb.next == null || tb.next.lineno != tb.lineno || tb.next.frame.function().code != code;
        if (last) {
          int more = times - MOST_ALIKE;
          b.append("  [Previous line repeated ").append(more).append(more == 1 ? " more time]\n" : " more times]\n");
        }
        continue;
      }
      FrameText.line(b, "  ", code.filename(), tb.lineno, code.name());
      String line = line(ts, code.filename(), tb.lineno);
      if (!line.isEmpty()) {
        b.append("    ").append(line).append('\n');
      }
    }
    b.append(brief(ts, e)).append('\n');
    if (PyObjects.getOptionalAttr(ts, e, "__notes__") instanceof PyList notes) {
      for (Object note : notes.toArray()) {
        b.append(note).append('\n');
      }
    }
    return b.toString();
  }

  private static String line(ThreadState ts, String path, int number) {
    if (path.startsWith("<")) {
      return "";
    }
    // Whose rights are limited neither reads what others have read, nor says what they read.
    Sources sources = ts.access().permissions().unlimited() ? ts.interpreter().runtime().state(Sources.class, Sources::new) : null;
    List<String> lines = sources == null ? null : sources.files.get(path);
    if (lines == null) {
      lines = read(ts, path);
      if (sources != null) {
        sources.files.put(path, lines);
      }
    }
    return number > 0 && number <= lines.size() ? lines.get(number - 1).strip() : "";
  }

  private static List<String> read(ThreadState ts, String path) {
    try {
      Object file = Call.call(ts, ts.interpreter().builtins().get("open"), new Object[] {PyUnicode.fromUtf16(path), "r", "utf-8", "replace"},
          new String[] {"encoding", "errors"});
      try {
        return PyUnicode.toUtf16(PyObjects.callMethod(ts, file, "read")).lines().toList();
      } finally {
        PyObjects.callMethod(ts, file, "close");
      }
    } catch (PyException unreadable) {
      return List.of();
    }
  }
}
