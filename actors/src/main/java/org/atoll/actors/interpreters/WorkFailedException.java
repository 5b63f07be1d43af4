package org.atoll.actors.interpreters;

import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyTraceback;

/// A Python exception that ended a piece of work, as those hear of it who asked for the work from Java: the text of it, since
/// the objects stay in their interpreter. An error of the JVM in the work (a stack overflow, exhausted memory, a class that
/// cannot be linked) is told as the Python exception it became. Immutable.
public final class WorkFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  /// Causes can go round in a circle.
  private static final int MAX_LINKS = 100;
  private final transient ExceptionSnapshot snapshot;
  private final transient List<StackTraceElement> calls;

  private WorkFailedException(ExceptionSnapshot snapshot, List<StackTraceElement> calls, Throwable host) {
    super(snapshot.line(), host, false, false);
    this.snapshot = snapshot;
    this.calls = calls;
  }

  /// What is told of an exception, in its own interpreter. Its cause is the Java exception behind it, where there is one.
  static WorkFailedException of(ThreadState ts, PyBaseException e) {
    List<StackTraceElement> calls = new ArrayList<>();
    for (PyTraceback t = e.traceback; t != null; t = t.next) {
      PyCode code = t.frame.function().code;
      calls.add(new StackTraceElement("python", code.qualname(), code.filename(), t.lineno));
    }
    Throwable host = null;
    int links = 0;
    for (PyBaseException each = e; each != null && host == null && links < MAX_LINKS; each = each.cause != null ? each.cause : each.context) {
      host = each.host;
      links++;
    }
    return new WorkFailedException(ExceptionSnapshot.of(ts, e), calls.reversed(), host);
  }

  /// The Python calls that led to the exception as a Java stack trace has them, the innermost first.
  public List<StackTraceElement> calls() {
    return calls;
  }

  /// What is known of the Python exception.
  public ExceptionSnapshot snapshot() {
    return snapshot;
  }
}
