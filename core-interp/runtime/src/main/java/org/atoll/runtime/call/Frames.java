package org.atoll.runtime.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFrame;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.PyGenerator;

/// Frames that Python code can see. Most frames are just a function in [ThreadState#frames]; a [PyFrame] is made where
/// somebody asks for one, where an exception passes, and at once for bodies whose variables can be looked at.
public final class Frames {
  private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Frames() {}

  /// Begins the frame of a function whose variables are the elements of `locals`.
  public static int enterFull(ThreadState ts, PyFunction f, Object[] locals) {
    return enterWith(ts, f, locals);
  }

  /// Begins the frame of a module or class body.
  public static int enterBody(ThreadState ts, PyFunction f, Object namespace) {
    return enterWith(ts, f, namespace);
  }

  private static int enterWith(ThreadState ts, PyFunction f, Object locals) {
    PyFrame frame = new PyFrame(ts, f, ts.depth + 1);
    frame.locals = locals;
    return ts.enter(frame);
  }

  /// The frame object of the activation of `f` at depth `d`.
  static PyFrame frameAt(ThreadState ts, PyFunction f, int d) {
    if (ts.frames[d] instanceof PyFrame known && known.function() == f) {
      return known;
    }
    PyFrame made = ts.frames[d] instanceof PyGenerator g ? g.pyFrame(ts, d) : new PyFrame(ts, f, d);
    ts.frames[d] = made;
    return made;
  }

  /// The frame object at depth `d`, 1 for the outermost.
  public static PyFrame at(ThreadState ts, int d) {
    return frameAt(ts, ts.functionAt(d), d);
  }

  /// The code of each frame of a thread and the line where it is, innermost first.
  public record Stack(PyCode[] codes, int[] lines) {}

  /// The present stack of a thread. Any thread may ask; of another one that runs meanwhile it is that of a moment ago, and
  /// without what that one was just leaving.
  public static Stack stack(ThreadState ts) {
    PyObject[] frames = ts.frames;
    PyCode[] codes = new PyCode[Math.min(ts.depth, frames.length - 1)];
    int depth = 0;
    for (int d = codes.length; d > 0; d--) {
      PyFunction f = ThreadState.functionOf(frames[d]);
      if (f != null) {
        codes[depth++] = f.code;
      }
    }
    PyCode[] seen = Arrays.copyOf(codes, depth);
    return new Stack(seen, lines(ts, seen));
  }

  private static int[] lines(ThreadState ts, PyCode[] codes) {
    int depth = codes.length;
    int[] lines = new int[depth];
    for (int i = 0; i < depth; i++) {
      lines[i] = codes[i].firstlineno;
    }
    if (ts.thread == Thread.currentThread()) {
      List<Integer> own = WALKER.walk(frames -> lines(frames, ts.cold));
      for (int i = 0; i < Math.min(depth, own.size()); i++) {
        lines[i] = own.get(i);
      }
    } else {
      fill(lines, codes, ts.cold, ts.thread.getStackTrace());
    }
    return lines;
  }

  /// Puts in the lines that another thread's Java stack tells. What belongs to which Python frame shows in the names of the
  /// classes.
  private static void fill(int[] lines, PyCode[] codes, ColdBody.Activation innermost, StackTraceElement[] stack) {
    ColdBody.Activation cold = innermost;
    int at = 0;
    for (int i = 0; i < lines.length; i++) {
      String body = codes[i].bodyName();
      while (at < stack.length && (!isFrame(stack[at], body) || isActivation(stack[at]) && cold != null && cold.left)) {
        // The frame of a class that has taken over stands further in.
        cold = isActivation(stack[at]) && cold != null ? cold.outer : cold;
        at++;
      }
      if (at == stack.length) {
        return;
      }
      if (!isActivation(stack[at])) {
        lines[i] = stack[at].getLineNumber();
        at = pastFrame(stack, at);
      } else if (cold != null) {
        lines[i] = cold.line;
        cold = cold.outer;
        at++;
      }
    }
  }

  private static boolean isFrame(StackTraceElement e, String body) {
    return isActivation(e) || Units.isOf(body, e.getClassName()) && e.getLineNumber() >= 0;
  }

  private static boolean isActivation(StackTraceElement e) {
    return ColdBody.isActivation(e.getClassName(), e.getMethodName());
  }

  /// Where the Java methods end that belong to the same Python frame as the one at `at`; see [#lines].
  private static int pastFrame(StackTraceElement[] stack, int at) {
    int next = at + 1;
    while (next < stack.length && stack[next].getClassName().equals(stack[at].getClassName())) {
      String inner = stack[next - 1].getMethodName();
      if (!inner.startsWith("part") && !(stack[next].getMethodName().equals("run") && inner.startsWith("call"))) {
        break;
      }
      next++;
    }
    return next;
  }

  /// The present line of the frame at depth `d` of a thread.
  public static int lineOf(ThreadState ts, int d) {
    int[] lines = stack(ts).lines();
    int fromTop = lines.length - d;
    return fromTop >= 0 && fromTop < lines.length ? lines[fromTop] : ts.functionAt(d).code.firstlineno;
  }

  /// The present line of the frame at depth `d` of the calling thread, from the Java stack.
  public static int currentLine(ThreadState ts, int d) {
    List<Integer> lines = WALKER.walk(frames -> lines(frames, ts.cold));
    int fromTop = ts.depth - d;
    return fromTop < lines.size() ? lines.get(fromTop) : ts.functionAt(d).code.firstlineno;
  }

  /// The line of each Python frame on the Java stack, innermost first. Methods that hold a part of a body, and those that
  /// only spread an argument array, belong to the frame of their class beside them. `innermost` is the innermost call that
  /// is carried out without a class.
  private static List<Integer> lines(Stream<StackWalker.StackFrame> frames, ColdBody.Activation innermost) {
    ColdBody.Activation cold = innermost;
    List<Integer> lines = new ArrayList<>();
    Class<?> innerClass = null;
    String innerMethod = "";
    for (StackWalker.StackFrame frame : (Iterable<StackWalker.StackFrame>) frames::iterator) {
      Class<?> c = frame.getDeclaringClass();
      if (cold != null && ColdBody.isActivation(c, frame.getMethodName())) {
        if (!cold.left) {
          lines.add(cold.line);
        }
        cold = cold.outer;
        innerClass = null;
        continue;
      }
      if (c.getSuperclass() != CodeBody.class || c.getPackage() == CodeBody.class.getPackage()) {
        innerClass = null;
        continue;
      }
      String method = frame.getMethodName();
      boolean samePythonFrame = c == innerClass && (innerMethod.startsWith("part") || method.equals("run") && innerMethod.startsWith("call"));
      // What makes a generator runs no Python code, and has no line numbers.
      if (!samePythonFrame && !method.equals("<clinit>") && frame.getLineNumber() >= 0) {
        lines.add(frame.getLineNumber());
      }
      innerClass = c;
      innerMethod = method;
    }
    return lines;
  }
}
