package org.atoll.runtime.interp;

import java.util.concurrent.ConcurrentLinkedQueue;

/// What is to be run by the interpreter's threads at their next safepoint: signal handlers, weak reference callbacks,
/// finalizers (`Py_AddPendingCall`). Thread-safe.
public final class PendingCalls {
  /// One such call; runs with the GIL held and may throw a Python exception into the running code.
  public interface Action {
    void run(ThreadState ts);
  }

  private record Entry(Action action, ThreadState only) {}

  private final ConcurrentLinkedQueue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final Interpreter interpreter;

  PendingCalls(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /// Has `action` run by whichever thread of the interpreter comes to a safepoint first.
  public void add(Action action) {
    queue.add(new Entry(action, null));
    tell(interpreter.gil().holder());
  }

  /// A thread has ended, which may have been the one that was told: others are told then.
  void threadEnded() {
    if (!queue.isEmpty()) {
      tell(null);
    }
  }

  /// @param holder null for all threads
  private void tell(ThreadState holder) {
    for (ThreadState ts : interpreter.threads()) {
      if (holder == null || ts == holder) {
        ts.setPending(ThreadState.PENDING_CALLS);
      }
    }
  }

  /// Has `action` run by one thread.
  public void add(ThreadState only, Action action) {
    queue.add(new Entry(action, only));
    only.setPending(ThreadState.PENDING_CALLS);
  }

  public boolean isEmpty() {
    return queue.isEmpty();
  }

  /// Runs what is waiting; an exception leaves the rest for the next safepoint.
  public void run(ThreadState ts) {
    for (int n = queue.size(); n > 0; n--) {
      Entry e = queue.poll();
      if (e == null) {
        return;
      }
      if (e.only != null && e.only != ts) {
        queue.add(e);
        continue;
      }
      if (!queue.isEmpty()) {
        ts.setPending(ThreadState.PENDING_CALLS);
      }
      e.action.run(ts);
    }
  }
}
