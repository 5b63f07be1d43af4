package org.atoll.actors.interpreters;

/// Why an interpreter has ended. Immutable.
public sealed interface Termination {
  /// It was closed: its threads were waited for, its `atexit` functions have run.
  record Closed() implements Termination {
    @Override
    public String reason() {
      return "it was closed";
    }
  }

  /// Somebody has killed it.
  ///
  /// @param why what for; empty where nobody said
  record Killed(String why) implements Termination {
    @Override
    public String reason() {
      return why.isEmpty() ? "it was killed" : "it was killed: " + why;
    }
  }

  /// What it was to do has failed, and that was to be its end.
  record Failed(ExceptionSnapshot exception) implements Termination {
    @Override
    public String reason() {
      return "it failed: " + exception.formatted();
    }
  }

  /// It has used more than it may.
  ///
  /// @param limit which limit: the name of the field of `atoll.interpreters.Limits`
  /// @param used what it has used, and `allowed` what it may, with their units
  record LimitExceeded(String limit, String used, String allowed) implements Termination {
    @Override
    public String reason() {
      return "it has used " + used + " of " + limit + ", " + allowed + " allowed";
    }
  }

  /// The reason in words, as in "interpreter 3 has ended: ...".
  String reason();
}
