package org.atoll.actors.inspect;

import java.util.List;
import java.util.Locale;
import org.atoll.actors.interpreters.FrameText;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.Version;

/// What interpreters are doing, as text for people.
public final class DumpText {
  private static final int MAX_FRAMES = 100;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BYTES_PER_MEGABYTE = 1 << 20;

  private final StringBuilder out = new StringBuilder();

  private DumpText() {}

  /// All interpreters of a runtime.
  public static String of(PyRuntime runtime) {
    return of(Inspection.all(runtime));
  }

  /// The interpreters given.
  public static String of(List<InterpreterView> interpreters) {
    DumpText text = new DumpText();
    text.out.append("Python ").append(Version.PYTHON).append(" on Atoll, process ").append(ProcessHandle.current().pid()).append(": ")
        .append(interpreters.size()).append(interpreters.size() == 1 ? " interpreter\n" : " interpreters\n");
    interpreters.forEach(text::interpreter);
    return text.out.toString();
  }

  private void interpreter(InterpreterView i) {
    out.append("\nInterpreter ").append(i.id());
    if (!i.title().isEmpty()) {
      out.append(" (").append(i.title()).append(')');
    }
    out.append(i.running() ? ": at work" : ": idle");
    if (i.gilHolder() != 0) {
      out.append(String.format(", GIL held by 0x%x", i.gilHolder()));
    }
    if (i.waiting() > 0 || i.id() != 0) {
      out.append(", ").append(i.waiting()).append(" waiting in the mailbox, ").append(i.calls()).append(i.calls() == 1 ? " call" : " calls");
    }
    out.append(String.format(Locale.ROOT, ", %.3f s of processor time", i.cpuNanos() / NANOS_PER_SECOND));
    if (i.memoryBytes() >= 0) {
      out.append(String.format(Locale.ROOT, ", %.1f MB", i.memoryBytes() / BYTES_PER_MEGABYTE));
    }
    out.append('\n');
    i.threads().forEach(this::thread);
  }

  private void thread(ThreadView t) {
    out.append(String.format("  Thread 0x%x", t.ident()));
    if (!t.name().isEmpty()) {
      out.append(" [").append(t.name()).append(']');
    }
    out.append(": ").append(t.state().words());
    if (t.state() == ThreadView.State.LENT) {
      out.append(' ').append(t.waitsFor());
    } else if (!t.waitsFor().isEmpty()) {
      out.append(" in ").append(t.waitsFor()).append("()");
    }
    out.append(t.stack().isEmpty() ? ", no Python code\n" : " (most recent call first)\n");
    int shown = 0;
    for (FrameView f : t.stack()) {
      if (shown++ == MAX_FRAMES) {
        out.append("    ... and ").append(t.stack().size() - MAX_FRAMES).append(" more\n");
        break;
      }
      FrameText.line(out, "    ", f.filename(), f.line(), f.function());
    }
  }
}
