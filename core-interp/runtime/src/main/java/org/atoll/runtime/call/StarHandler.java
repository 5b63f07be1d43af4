package org.atoll.runtime.call;

import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.ExceptStar;
import org.atoll.runtime.types.PyBaseException;

/// The state of one `try ... except*` while its clauses run; see [ExceptStar].
public final class StarHandler {
  private final PyBaseException original;
  private PyBaseException rest;
  private final List<PyBaseException> raised = new ArrayList<>();

  private StarHandler(PyBaseException original) {
    this.original = original;
    this.rest = original;
  }

  /// Begins with the exception that was caught.
  public static Object begin(ThreadState ts, Object exception) {
    return new StarHandler((PyBaseException) exception);
  }

  /// What `except* target:` takes, or null.
  public static Object match(ThreadState ts, Object state, Object target) {
    StarHandler h = (StarHandler) state;
    ExceptStar.Match m = ExceptStar.match(ts, h.rest, target);
    h.rest = m.rest();
    if (m.taken() != null) {
      ts.handled = m.taken();
    }
    return m.taken();
  }

  /// A clause has raised.
  public static void raised(Object state, Object exception) {
    ((StarHandler) state).raised.add((PyBaseException) exception);
  }

  /// What is to be raised after all clauses, or null.
  public static Object finish(ThreadState ts, Object state) {
    StarHandler h = (StarHandler) state;
    h.raised.add(h.rest);
    return ExceptStar.toReraise(ts, h.original, h.raised);
  }
}
