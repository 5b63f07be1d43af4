package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyFrame;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.types.PyAsyncGenerator;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyGenerator;

/// What code compiled for tracing calls: where a frame begins, goes on and ends, and where its line changes. Each tells
/// [Events], if the thread is being watched. Plain code calls none of this.
public final class Tracing {
  private Tracing() {}

  private static PyFrame frame(ThreadState ts, int d) {
    return Frames.frameAt(ts, ts.functionAt(d), d);
  }

  /// The frame at depth `d` begins.
  public static void start(ThreadState ts, PyFunction f, int d) {
    if (ts.watch != 0) {
      PyFrame frame = Frames.frameAt(ts, f, d);
      frame.beginTracing(f.code.firstlineno, true);
      Events.started(ts, frame, false, null);
    }
  }

  /// The frame of a generator begins or goes on, with what was sent.
  public static void resume(ThreadState ts, PyGenerator g, int d, Object sent) {
    if (ts.watch != 0) {
      PyFrame frame = Frames.frameAt(ts, g.function, d);
      boolean first = g.isCreated();
      frame.beginTracing(first ? g.function.code.firstlineno : Generators.line(g), first);
      Events.started(ts, frame, !first, sent instanceof PyException e ? e : null);
    }
  }

  /// What follows is on this line.
  public static void line(ThreadState ts, int d, int line) {
    if (ts.watch != 0) {
      PyFrame frame = frame(ts, d);
      if (frame.enterLine(line)) {
        Events.line(ts, frame, line);
      }
    }
  }

  /// Control has come back to the head of a loop: its line counts as a new one.
  public static void loop(ThreadState ts, int d) {
    if (ts.watch != 0) {
      frame(ts, d).forgetLine();
    }
  }

  /// The frame returns a value.
  public static Object returned(ThreadState ts, Object value, int d) {
    if (ts.watch != 0) {
      Events.returned(ts, frame(ts, d), value, false);
    }
    return value;
  }

  /// The frame is suspended with a value.
  public static Object yielded(ThreadState ts, Object value, int d) {
    if (ts.watch != 0) {
      Events.returned(ts, frame(ts, d), value instanceof PyAsyncGenerator.Yielded y ? y.value() : value, true);
    }
    return value;
  }

  /// Stands for [Call#bodyOf].
  public static CodeBody bodyOf(Object callee) {
    return TracedCalls.CALLABLE;
  }

  /// Stands for [Call#methodBodyOf].
  public static CodeBody methodBodyOf(Object method) {
    return TracedCalls.METHOD;
  }

  /// Stands for [ArgList#call].
  public static Object call(ArgList args, ThreadState ts) {
    return args.callTraced(ts);
  }
}
