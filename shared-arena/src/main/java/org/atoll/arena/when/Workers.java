package org.atoll.arena.when;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.types.PyException;

/// The threads of one interpreter that run its behaviours, and what these are. Thread-safe, but for what requires the GIL.
public final class Workers implements BetweenInterpreters {
  /// As many as an executor of threads has that was told no number.
  private static final int THREADS_MAX = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);

  private static final Awaited WORK = new Awaited() {
    @Override
    public String what() {
      return "a function for arenas";
    }

    @Override
    public String relation() {
      return "";
    }

    @Override
    public Holder holder(ThreadState waiter) {
      return null;
    }
  };

  /// All that have not ended.
  private final Set<Behaviour> unfinished = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Behaviour> ready = new ConcurrentLinkedQueue<>();
  private final WaitQueue waiters = new WaitQueue();
  /// Guarded by the GIL.
  private int threads;
  private volatile boolean ending;

  private Workers() {}

  public static Workers of(Interpreter interpreter) {
    return interpreter.state(Workers.class, Workers::new);
  }

  void begun(Behaviour b) {
    unfinished.add(b);
  }

  void ready(Behaviour b) {
    ready.add(b);
    waiters.signal();
  }

  void ended(Behaviour b) {
    unfinished.remove(b);
    if (ending && unfinished.isEmpty()) {
      waiters.signalAll();
    }
  }

  /// Whether there should be one thread more: it is counted from now on. Requires the GIL.
  public boolean needsThread() {
    if (threads >= Math.min(THREADS_MAX, unfinished.size())) {
      return false;
    }
    threads++;
    return true;
  }

  /// A thread that was counted has ended, or could not be started; answers whether it was the last. Requires the GIL.
  public boolean threadEnded() {
    return --threads == 0;
  }

  /// The program ends: threads that find nothing to do any more end, too.
  public void finish() {
    ending = true;
    waiters.signalAll();
  }

  /// Waits for a behaviour whose turn it is; null where there is nothing left to do.
  public Behaviour next(ThreadState ts) {
    while (true) {
      awaitWork(ts);
      Behaviour b = ready.poll();
      if (b != null && !b.isOver()) {
        return b;
      }
      if (b == null && isFinished()) {
        return null;
      }
    }
  }

  private void awaitWork(ThreadState ts) {
    try {
      waiters.awaitNamed(ts, WORK, -1, () -> !ready.isEmpty() || isFinished());
    } catch (PyException e) {
      // Whoever interrupts the interpreter's threads means what they run; this one runs nothing.
      return;
    }
  }

  private boolean isFinished() {
    return ending && unfinished.isEmpty();
  }

  void closed() {
    List.copyOf(unfinished).forEach(Behaviour::end);
  }
}
