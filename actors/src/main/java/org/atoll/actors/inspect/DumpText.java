package org.atoll.actors.inspect;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.atoll.actors.interpreters.FrameText;
import org.atoll.arena.module.ArenaView;
import org.atoll.channels.items.ChannelView;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.Version;

/// What interpreters are doing, as text for people: those that do something one after the other, with their threads; then those
/// that are idle, a line each; then channels and queues in use, and arenas; then what seems to be stuck.
public final class DumpText {
  private static final int MAX_FRAMES = 100;
  /// How many equal lines in a row are shown, as in tracebacks.
  private static final int MAX_REPEATED = 3;
  /// How many idle interpreters are shown that nothing waits for.
  private static final int MAX_IDLE = 100;
  /// How many channels and arenas are shown, and of each how many interpreters that have an end or threads that are in.
  private static final int MAX_CHANNELS = 50;
  private static final int MAX_ENDS = 5;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BYTES_PER_MEGABYTE = 1 << 20;

  private final StringBuilder out = new StringBuilder();

  private DumpText() {}

  /// All interpreters of a runtime.
  public static String of(PyRuntime runtime) {
    return of(Inspection.all(runtime), Inspection.channels(runtime), Inspection.arenas(runtime), Inspection.rings(runtime));
  }

  /// The interpreters, channels and arenas given, and the rings of threads that wait for each other.
  public static String of(List<InterpreterView> interpreters, List<ChannelView> channels, List<ArenaView> arenas,
      List<List<Inspection.ThreadId>> rings) {
    DumpText text = new DumpText();
    text.header(interpreters);
    List<InterpreterView> idle = interpreters.stream().filter(DumpText::isIdle).toList();
    for (InterpreterView i : interpreters) {
      if (!isIdle(i)) {
        text.out.append('\n');
        text.interpreter(i);
      }
    }
    text.idle(idle);
    text.channels(channels.stream().filter(ChannelView::isInUse).sorted(Comparator.comparingLong(ChannelView::bytes).reversed()).toList());
    text.arenas(arenas.stream().sorted(Comparator.comparingLong(ArenaView::bytes).reversed()).toList());
    rings.forEach(text::ring);
    return text.out.toString();
  }

  private static boolean isIdle(InterpreterView i) {
    return i.id() != 0 && i.threads().isEmpty() && !i.running();
  }

  private void header(List<InterpreterView> interpreters) {
    int n = interpreters.size();
    Runtime jvm = Runtime.getRuntime();
    out.append("Python ").append(Version.PYTHON).append(" on Atoll, process ").append(ProcessHandle.current().pid()).append(": ").append(n)
        .append(n == 1 ? " interpreter\n" : " interpreters\n")
        .append(String.format(Locale.ROOT, "Java heap: %.1f MB used, %.0f MB at most%n", (jvm.totalMemory() - jvm.freeMemory()) / BYTES_PER_MEGABYTE,
            jvm.maxMemory() / BYTES_PER_MEGABYTE));
  }

  /// Those with the most waiting first.
  private void idle(List<InterpreterView> all) {
    if (all.isEmpty()) {
      return;
    }
    out.append('\n');
    List<InterpreterView> shown = all.size() <= MAX_IDLE ? all
        : all.stream().sorted((a, b) -> Integer.compare(b.waiting(), a.waiting())).limit(MAX_IDLE).toList();
    shown.forEach(this::interpreter);
    if (all.size() > shown.size()) {
      out.append("... and ").append(all.size() - shown.size()).append(" more that are idle\n");
    }
  }

  private void interpreter(InterpreterView i) {
    out.append("Interpreter ").append(i.id());
    if (!i.title().isEmpty()) {
      out.append(" (").append(i.title()).append(')');
    }
    out.append(i.running() ? ": at work" : ": idle");
    if (i.gilHolder() != 0) {
      out.append(String.format(Locale.ROOT, ", GIL held by 0x%x", i.gilHolder()));
    }
    if (i.waiting() > 0 || i.id() != 0) {
      out.append(", ").append(i.waiting()).append(" waiting in the mailbox, ").append(i.calls()).append(i.calls() == 1 ? " call" : " calls");
    }
    out.append(String.format(Locale.ROOT, ", %.3f s of processor time", i.cpuNanos() / NANOS_PER_SECOND));
    if (i.memoryBytes() >= 0) {
      out.append(String.format(Locale.ROOT, ", %.1f MB", i.memoryBytes() / BYTES_PER_MEGABYTE));
    }
    out.append('\n');
    i.threads().forEach(t -> thread(i.id(), t));
  }

  private void thread(long interpreter, ThreadView t) {
    out.append("  Thread ").append(name(t.ident(), t.name())).append(": ").append(t.state().words());
    if (t.state() == ThreadView.State.LENT) {
      out.append(' ').append(t.waitsIn());
    } else if (!t.waitsIn().isEmpty()) {
      out.append(" in ").append(t.waitsIn()).append("()");
    }
    if (t.blocker() != null) {
      blocker(interpreter, t);
    }
    out.append(t.stack().isEmpty() ? ", no Python code\n" : " (most recent call first)\n");
    stack(t.stack());
  }

  private static String name(long ident, String name) {
    return String.format(Locale.ROOT, "0x%x", ident) + (name.isEmpty() ? "" : " [" + name + "]");
  }

  private void blocker(long interpreter, ThreadView t) {
    BlockerView b = t.blocker();
    if (t.state() != ThreadView.State.WAITS_FOR_GIL) {
      out.append(" for ").append(b.what()).append(b.isKnown() ? " " : "");
    } else {
      out.append(", ");
    }
    if (b.isKnown()) {
      boolean own = b.thread() == t.ident() && b.interpreter() == interpreter;
      out.append(b.relation()).append(' ').append(own ? "itself" : "thread " + name(b.thread(), b.threadName()));
      if (b.interpreter() != interpreter) {
        out.append(" in interpreter ").append(b.interpreter());
      }
    }
  }

  private void stack(List<FrameView> frames) {
    int lines = 0;
    for (int at = 0; at < frames.size();) {
      if (lines >= MAX_FRAMES) {
        out.append("    ... and ").append(frames.size() - at).append(" more\n");
        return;
      }
      FrameView f = frames.get(at);
      int end = at + 1;
      while (end < frames.size() && frames.get(end).equals(f)) {
        end++;
      }
      int shown = Math.min(end - at, MAX_REPEATED);
      for (int i = 0; i < shown; i++) {
        FrameText.line(out, "    ", f.filename(), f.line(), f.function());
      }
      int more = end - at - shown;
      if (more > 0) {
        out.append("    [Previous line repeated ").append(more).append(more == 1 ? " more time]\n" : " more times]\n");
      }
      lines += shown;
      at = end;
    }
  }

  /// Those with the most bytes first.
  private void channels(List<ChannelView> inUse) {
    if (inUse.isEmpty()) {
      return;
    }
    out.append("\nChannels and queues in use:\n");
    inUse.stream().limit(MAX_CHANNELS).forEach(this::channel);
    if (inUse.size() > MAX_CHANNELS) {
      out.append("  ... and ").append(inUse.size() - MAX_CHANNELS).append(" more\n");
    }
  }

  private void channel(ChannelView c) {
    out.append("  ").append(c.kind().name().toLowerCase(Locale.ROOT)).append(' ').append(c.id()).append(": ").append(c.depth());
    if (c.maxsize() >= 0) {
      out.append(" of ").append(c.maxsize());
    }
    out.append(c.depth() == 1 && c.maxsize() < 0 ? " item" : " items").append(String.format(Locale.ROOT, ", %,d bytes", c.bytes()));
    waiting(c.waitingToSend(), "to send");
    waiting(c.waitingToReceive(), "to receive");
    if (c.kind() != ChannelView.Kind.QUEUE) {
      interpreters("senders", c.senders());
      interpreters("receivers", c.receivers());
    }
    out.append('\n');
  }

  /// Those with the most bytes first.
  private void arenas(List<ArenaView> open) {
    if (open.isEmpty()) {
      return;
    }
    out.append("\nArenas:\n");
    open.stream().limit(MAX_CHANNELS).forEach(this::arena);
    if (open.size() > MAX_CHANNELS) {
      out.append("  ... and ").append(open.size() - MAX_CHANNELS).append(" more\n");
    }
  }

  private void arena(ArenaView a) {
    out.append("  ").append(a.name()).append(" (").append(a.mode()).append("): ")
        .append(String.format(Locale.ROOT, "%,d of %,d bytes", a.bytes(), a.limitBytes()));
    waiting(a.waiting(), "to enter");
    if (a.poisoned()) {
      out.append(", poisoned");
    }
    String separator = "; held by ";
    for (ArenaView.Holder h : a.holders().stream().limit(MAX_ENDS).toList()) {
      out.append(separator).append("thread ").append(name(h.thread(), h.threadName())).append(" in interpreter ").append(h.interpreter())
          .append(String.format(Locale.ROOT, " for %.3f s", h.nanos() / NANOS_PER_SECOND)).append(h.reads() ? " to read" : "");
      separator = ", ";
    }
    if (a.holders().size() > MAX_ENDS) {
      out.append(" and ").append(a.holders().size() - MAX_ENDS).append(" more");
    }
    out.append('\n');
  }

  private void waiting(long n, String what) {
    if (n > 0) {
      out.append(", ").append(n).append(n == 1 ? " waits " : " wait ").append(what);
    }
  }

  private void interpreters(String title, Set<Long> ids) {
    out.append("; ").append(title).append(" in ");
    if (ids.isEmpty()) {
      out.append("none");
      return;
    }
    out.append(ids.size() == 1 ? "interpreter " : "interpreters ")
        .append(ids.stream().limit(MAX_ENDS).map(String::valueOf).collect(Collectors.joining(", ")));
    if (ids.size() > MAX_ENDS) {
      out.append(" and ").append(ids.size() - MAX_ENDS).append(" more");
    }
  }

  private void ring(List<Inspection.ThreadId> ring) {
    out.append("\nThese threads wait for each other, the last for the first:");
    String separator = " ";
    for (Inspection.ThreadId t : ring) {
      out.append(separator).append(String.format(Locale.ROOT, "0x%x in interpreter %d", t.thread(), t.interpreter()));
      separator = ", ";
    }
    out.append('\n');
  }
}
