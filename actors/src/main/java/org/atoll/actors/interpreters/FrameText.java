package org.atoll.actors.interpreters;

import org.atoll.runtime.call.Frames;
import org.atoll.runtime.interp.ThreadState;

/// How Python stacks are written, as in tracebacks. Stateless; any thread may ask, with a GIL or without.
public final class FrameText {
  private FrameText() {}

  /// Adds the line `File "...", line 3, in f`.
  public static void line(StringBuilder out, String indent, String filename, int line, String function) {
    out.append(indent).append("File \"").append(filename).append("\", line ").append(line).append(", in ").append(function).append('\n');
  }

  /// The stack of a thread: a line for each call, the innermost last.
  static String stack(ThreadState ts) {
    Frames.Stack stack = Frames.stack(ts);
    StringBuilder b = new StringBuilder();
    for (int i = stack.codes().length - 1; i >= 0; i--) {
      line(b, "", stack.codes()[i].filename(), stack.lines()[i], stack.codes()[i].name());
    }
    return b.toString();
  }
}
