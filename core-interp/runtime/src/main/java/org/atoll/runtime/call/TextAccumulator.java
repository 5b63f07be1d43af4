package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;

/// A str that is being built by `s += t` in a loop, so that every step costs what it appends and not what is there
/// already (`unicode_concatenate` in CPython's `ceval.c`). It lives in one local variable of one frame: compiled code
/// takes it out by [#settled] wherever it reads the variable, so no other code ever meets one. Not thread-safe.
public final class TextAccumulator {
  /// Shorter strs are copied faster than built.
  private static final int SHORTEST = 200;

  private final StringBuilder text;
  private String settled;

  private TextAccumulator(String first, String second) {
    text = new StringBuilder(2 * (first.length() + second.length())).append(first).append(second);
  }

  /// `old += value`, of which `old` may be an accumulator.
  public static Object add(ThreadState ts, Object old, Object value) {
    if (old instanceof TextAccumulator a) {
      if (value instanceof String s && a.text.length() + s.length() > 0) {
        a.text.append(s);
        a.settled = null;
        return a;
      }
      return Arithmetic.inPlaceAdd(ts, a.string(), value);
    }
    if (old instanceof String x && value instanceof String y && x.length() > SHORTEST) {
      return new TextAccumulator(x, y);
    }
    return Arithmetic.inPlaceAdd(ts, old, value);
  }

  /// The value of a variable that may hold an accumulator; null where it is unbound.
  public static Object settled(Object variable) {
    return variable instanceof TextAccumulator a ? a.string() : variable;
  }

  private String string() {
    if (settled == null) {
      settled = text.toString();
    }
    return settled;
  }
}
