package org.atoll.actors.interpreters;

import org.atoll.runtime.call.Frames;
import org.atoll.runtime.interp.ThreadState;

/// The Python stack of a thread as text. Any thread may ask, with a GIL or without.
final class StackText {
  private StackText() {}

  /// A line `File "...", line 3, in f` for each call, the innermost last.
  static String of(ThreadState ts) {
    Frames.Stack stack = Frames.stack(ts);
    StringBuilder b = new StringBuilder();
    for (int i = stack.codes().length - 1; i >= 0; i--) {
      b.append("File \"").append(stack.codes()[i].filename()).append("\", line ").append(stack.lines()[i]).append(", in ")
          .append(stack.codes()[i].name()).append('\n');
    }
    return b.toString();
  }
}
