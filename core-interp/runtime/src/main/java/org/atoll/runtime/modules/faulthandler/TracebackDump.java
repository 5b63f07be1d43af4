package org.atoll.runtime.modules.faulthandler;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.atoll.runtime.call.Frames;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;

/// What the Python stacks of threads look like, written past all of Python's streams (`Python/traceback.c`). Works on any
/// thread, with the GIL or without; without it the threads run on meanwhile, and a stack that changes is shown as well as it
/// can be.
final class TracebackDump {
  private static final int MAX_FRAMES = 100;
  private static final int MAX_THREADS = 100;
  private static final int MAX_TEXT = 500;
  private static final String ORDER = " (most recent call first):\n";

  private final StringBuilder out = new StringBuilder();

  /// The stack of one thread.
  static TracebackDump ofThread(ThreadState ts) {
    TracebackDump dump = new TracebackDump();
    dump.out.append("Stack").append(ORDER);
    dump.stack(ts);
    return dump;
  }

  /// The stacks of an interpreter's threads, the latest first; for the main interpreter, those of the others follow, each under
  /// its number. `current` is called so; null for none.
  static TracebackDump ofAll(Interpreter interpreter, ThreadState current, String title) {
    TracebackDump dump = new TracebackDump();
    dump.out.append(title);
    dump.threads(interpreter, current);
    if (!interpreter.config().subinterpreter()) {
      for (Interpreter other : interpreter.runtime().others()) {
        if (!other.threads().isEmpty()) {
          dump.out.append("\nInterpreter ").append(other.id()).append(":\n");
          dump.threads(other, null);
        }
      }
    }
    return dump;
  }

  private void threads(Interpreter interpreter, ThreadState current) {
    List<ThreadState> threads = interpreter.threads().stream()
        .sorted(Comparator.comparingLong((ThreadState t) -> t.ident).reversed()).toList();
    for (int i = 0; i < threads.size(); i++) {
      if (i == MAX_THREADS) {
        out.append("...\n");
        break;
      }
      ThreadState ts = threads.get(i);
      if (i > 0) {
        out.append('\n');
      }
      out.append(ts == current ? "Current thread" : "Thread").append(String.format(Locale.ROOT, " 0x%016x", ts.ident)).append(ORDER);
      stack(ts);
    }
  }

  /// The calling thread's Java stack.
  static TracebackDump ofJava() {
    TracebackDump dump = new TracebackDump();
    dump.java();
    return dump;
  }

  /// What is told of a fault in the calling thread.
  static TracebackDump ofFault(ThreadState ts, String title, boolean all, boolean withJava) {
    TracebackDump dump = all ? ofAll(ts.interpreter(), ts, title) : new TracebackDump();
    if (!all) {
      dump.out.append(title).append("Stack").append(ORDER);
      dump.stack(ts);
    }
    if (withJava) {
      dump.java();
    }
    return dump;
  }

  private void java() {
    out.append("Current thread's C stack trace").append(ORDER);
    StackWalker.getInstance().forEach(frame -> out.append("  <").append(frame).append(">\n"));
  }

  private void stack(ThreadState ts) {
    Frames.Stack stack = Frames.stack(ts);
    int[] lines = stack.lines();
    if (lines.length == 0) {
      out.append("  <no Python frame>\n");
    }
    for (int i = 0; i < lines.length; i++) {
      if (i == MAX_FRAMES) {
        out.append("  ...\n");
        return;
      }
      PyCode code = stack.codes()[i];
      out.append("  File \"");
      text(code.filename());
      out.append("\", line ").append(lines[i]).append(" in ");
      text(code.name());
      out.append('\n');
    }
  }

  private void text(String s) {
    int shown = 0;
    for (int i = 0; i < s.length();) {
      if (++shown > MAX_TEXT) {
        out.append("...");
        return;
      }
      int c = s.codePointAt(i);
      i += Character.charCount(c);
      if (c >= ' ' && c < 0x7f) {
        out.append((char) c);
      } else {
        out.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : c > 0xff ? "\\u%04x" : "\\x%02x", c));
      }
    }
  }

  /// Writes it to a descriptor; errors are of no interest to anybody.
  void write(int fd) {
    byte[] bytes = out.toString().getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < bytes.length;) {
      int n = Posix.write(fd, bytes, at, bytes.length - at);
      if (n <= 0) {
        return;
      }
      at += n;
    }
  }
}
