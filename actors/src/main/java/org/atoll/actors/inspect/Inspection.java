package org.atoll.actors.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.atoll.actors.interpreters.InterpreterStats;
import org.atoll.actors.interpreters.InterpreterSystem;
import org.atoll.actors.interpreters.ManagedInterpreter;
import org.atoll.arena.module.ArenaView;
import org.atoll.channels.ends.ChannelViews;
import org.atoll.channels.items.ChannelView;
import org.atoll.channels.queues.InterpQueues;
import org.atoll.runtime.call.Frames;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;

/// Takes pictures of interpreters. Any thread may, at any time; see the package.
public final class Inspection {
  private static final String INTERP = "org.atoll.runtime.interp.";
  private static final String MODULES = "org.atoll.runtime.modules.";
  private static final Set<String> PLUMBING = Set.of("await", "run", "lambda", "invoke", "park", "doWait");

  private Inspection() {}

  /// All interpreters of a runtime, the main one first.
  public static List<InterpreterView> all(PyRuntime runtime) {
    List<InterpreterView> views = new ArrayList<>();
    views.add(main(runtime));
    for (ManagedInterpreter i : InterpreterSystem.of(runtime).all()) {
      views.add(of(i));
    }
    return views;
  }

  /// All channels that interpreters have ends of, and all queues.
  public static List<ChannelView> channels(PyRuntime runtime) {
    List<Interpreter> interpreters = new ArrayList<>();
    interpreters.add(runtime.main());
    InterpreterSystem.of(runtime).all().forEach(i -> interpreters.add(i.interpreter()));
    List<ChannelView> views = new ArrayList<>(ChannelViews.of(interpreters));
    views.addAll(InterpQueues.of(runtime).views());
    return views;
  }

  /// All arenas that are open.
  public static List<ArenaView> arenas(PyRuntime runtime) {
    return ArenaView.all(runtime);
  }

  private static InterpreterView main(PyRuntime runtime) {
    Interpreter main = runtime.main();
    return view(main, "main", !main.threads().isEmpty(), 0, 0, -1, -1);
  }

  /// Threads that wait for each other in a ring, each for the next and the last for the first, so that none goes on unless a
  /// wait has a timeout or is interrupted. They are given as numbers of interpreters and threads.
  public static List<List<ThreadId>> rings(PyRuntime runtime) {
    return Blockers.rings(runtime).stream().map(ring -> ring.stream().map(ts -> new ThreadId(ts.interpreter().id(), ts.ident)).toList()).toList();
  }

  /// A thread, in an interpreter.
  ///
  /// @param thread its `threading.get_ident()`
  public record ThreadId(long interpreter, long thread) {}

  /// One interpreter.
  public static InterpreterView of(ManagedInterpreter i) {
    InterpreterStats stats = i.stats();
    return view(i.interpreter(), i.title(), stats.running(), i.waiting(), stats.calls(), stats.wallNanos(), stats.memoryBytes());
  }

  private static InterpreterView view(Interpreter i, String title, boolean running, int waiting, long calls, long wall, long memory) {
    ThreadState holder = i.gil().holder();
    List<ThreadView> threads = i.threads().stream().sorted(Comparator.comparingLong(ts -> ts.ident)).map(ts -> thread(ts, holder)).toList();
    return new InterpreterView(i.id(), title, running, holder == null ? 0 : holder.ident, waiting, calls, i.cpuTimeNanos(), wall, memory, threads);
  }

  /// One thread of an interpreter whose GIL `holder` has.
  private static ThreadView thread(ThreadState ts, ThreadState holder) {
    Frames.Stack stack = Frames.stack(ts);
    List<FrameView> frames = new ArrayList<>();
    for (int i = 0; i < stack.codes().length; i++) {
      frames.add(new FrameView(stack.codes()[i].filename(), stack.lines()[i], stack.codes()[i].qualname()));
    }
    StackTraceElement[] java = ts.thread == Thread.currentThread() ? new StackTraceElement[0] : ts.thread.getStackTrace();
    ThreadState inner = ts.inner();
    ThreadView.State state = inner != null ? ThreadView.State.LENT : state(ts, holder, java);
    String waitsIn = switch (state) {
      case LENT -> String.valueOf(inner.interpreter().id());
      case RELEASED -> waitsIn(java);
      default -> "";
    };
    BlockerView blocker = switch (state) {
      case WAITS_FOR_GIL -> Blockers.ofGil(holder);
      case RELEASED -> Blockers.of(ts, frames.isEmpty() ? "" : frames.getFirst().function());
      default -> null;
    };
    return new ThreadView(ts.ident, ts.thread.getName(), state, waitsIn, blocker, List.copyOf(frames));
  }

  private static ThreadView.State state(ThreadState ts, ThreadState holder, StackTraceElement[] java) {
    for (StackTraceElement e : java) {
      if (e.getClassName().startsWith(INTERP + "RunPermits")) {
        return ThreadView.State.WAITS_FOR_PROCESSOR;
      }
      if (e.getClassName().equals(INTERP + "Gil") && ts != holder) {
        return ThreadView.State.WAITS_FOR_GIL;
      }
      if (e.getClassName().startsWith("org.atoll.") && !e.getClassName().startsWith(INTERP)) {
        break;
      }
    }
    if (ts == holder) {
      return ThreadView.State.RUNS;
    }
    // What runs Python code without the GIL has just been given it, or is about to ask for it.
    return isInPython(java) ? ThreadView.State.WAITS_FOR_GIL : ThreadView.State.RELEASED;
  }

  private static boolean isInPython(StackTraceElement[] java) {
    for (StackTraceElement e : java) {
      String c = e.getClassName();
      if (c.startsWith(MODULES) || c.startsWith("org.atoll.runtime.host.") || c.startsWith("org.atoll.channels.") || c.startsWith("org.atoll.actors.")) {
        return false;
      }
      if (c.startsWith("org.atoll.py.") || c.startsWith("org.atoll.runtime.call.")) {
        return true;
      }
    }
    return false;
  }

  /// The built-in function in which a thread is, by the Java method that carries it out.
  private static String waitsIn(StackTraceElement[] java) {
    for (StackTraceElement e : java) {
      String name = e.getMethodName();
      if (e.getClassName().startsWith("org.atoll.py.")) {
        return "";
      }
      if (e.getClassName().startsWith(MODULES) && e.getClassName().endsWith("Binder")) {
        return "";
      }
      if (isFunction(e, name)) {
        return name;
      }
    }
    return "";
  }

  /// Methods that carry out Python functions bear their names, and stand in the class of their module or type.
  private static boolean isFunction(StackTraceElement e, String name) {
    String c = e.getClassName();
    String simple = c.substring(c.lastIndexOf('.') + 1);
    return c.startsWith(MODULES) && (simple.endsWith("Module") || simple.startsWith("Py") || simple.endsWith("Calls")) && name.indexOf('$') < 0
        && !PLUMBING.contains(name);
  }
}
