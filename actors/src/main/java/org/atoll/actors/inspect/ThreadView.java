package org.atoll.actors.inspect;

import java.util.List;

/// A Python thread at one moment. Immutable.
///
/// @param ident `threading.get_ident()`
/// @param waitsIn where it waits outside Python code, as far as that can be told: the name of a built-in function; for one
///     that is [State#LENT] the number of the other interpreter; else the empty string
/// @param blocker what it waits for, and who can end that; null where it is not known, or there is nothing
/// @param stack its calls, the innermost first
public record ThreadView(long ident, String name, State state, String waitsIn, BlockerView blocker, List<FrameView> stack) {
  /// What a thread is doing.
  public enum State {
    /// It holds the GIL of its interpreter.
    RUNS("runs"),
    /// It wants to run and waits for the GIL.
    WAITS_FOR_GIL("waits for the GIL"),
    /// It wants to run and waits for its turn on a processor.
    WAITS_FOR_PROCESSOR("waits for a processor"),
    /// It works for another interpreter meanwhile.
    LENT("works for interpreter"),
    /// It has released the GIL: it sleeps, waits for input, a lock or another interpreter, or computes without needing it.
    RELEASED("waits");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /// As a dump says it.
    public String words() {
      return words;
    }
  }
}
