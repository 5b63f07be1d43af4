package org.atoll.arena.when;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.atoll.arena.lock.Access;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.objects.SharedArena;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyException;

/// Something that is to be run when arenas are free. Thread-safe, but for what is said to be for its worker: the thread that
/// [Workers#next] has given it to.
public final class Behaviour {
  /// An arena, and what for.
  public record Want(SharedArena arena, Access access) {}

  /// How far it is on its way from its turn to its arenas.
  private enum State {
    /// It waits for its turn, or for a worker.
    QUEUED,
    /// A worker tries to take the arenas.
    TRYING,
    /// The same, and the arena that it is put aside at has been left since the worker began.
    TRYING_AGAIN,
    /// It is put aside until somebody leaves an arena.
    ASIDE
  }

  /// How far it is altogether.
  private enum Stage {
    SCHEDULED, BEGUN, OVER
  }

  /// How often it has come too late until it waits.
  private static final int PATIENCE = 4;
  private static final long WAIT_MIN_NANOS = 1_000_000;
  private static final int WAIT_DOUBLINGS_MAX = 9;

  /// What is to be run; the interpreter's.
  public final Object job;
  /// In the order in which they are taken; each arena once, for what allows more.
  final List<Want> wants;
  /// In how many queues it is not yet its turn. Guarded by the lock of [Behaviours].
  int turnsAwaited;
  /// The arena at which it is put aside; null for none. Guarded by the lock of [Behaviours].
  SharedArena aside;
  private final Behaviours behaviours;
  private final Workers workers;
  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.SCHEDULED);
  /// The thread that tries to take the arenas at this moment.
  private volatile Thread trying;
  /// How often it has come too late. For its worker.
  private int failures;

  Behaviour(Behaviours behaviours, Workers workers, List<Want> wants, Object job) {
    this.job = job;
    this.behaviours = behaviours;
    this.workers = workers;
    this.wants = inOrder(wants);
  }

  private static List<Want> inOrder(List<Want> given) {
    List<Want> found = new ArrayList<>();
    for (Want w : given.stream().sorted(Comparator.comparingLong((Want w) -> w.arena.lock.number).thenComparing(Want::access)).toList()) {
      if (found.isEmpty() || found.getLast().arena != w.arena) {
        found.add(w);
      }
    }
    return found;
  }

  /// It is its turn in all queues.
  void ready() {
    workers.ready(this);
  }

  boolean isOver() {
    return stage.get() == Stage.OVER;
  }

  /// Its worker is about to see to it; false where it was cancelled before.
  public boolean begin() {
    return stage.compareAndSet(Stage.SCHEDULED, Stage.BEGUN);
  }

  /// Has it not run; false where it has begun.
  public boolean cancel() {
    boolean first = stage.compareAndSet(Stage.SCHEDULED, Stage.OVER);
    if (first) {
      tellEnd();
    }
    return first;
  }

  /// It has run, or will not: those behind it may have their turns. To be called again is harmless.
  public void end() {
    if (stage.getAndSet(Stage.OVER) != Stage.OVER) {
      tellEnd();
    }
  }

  private void tellEnd() {
    behaviours.ended(this);
    workers.ended(this);
  }

  // Taking the arenas; for its worker.

  /// Takes all arenas for the calling thread.
  ///
  /// @return false where one is held by others: it is put aside until that is left
  /// @throws PyException why they cannot be taken, and what came from outside meanwhile
  public boolean take(ThreadState ts) {
    state.set(State.TRYING);
    SharedArena told = null;
    while (true) {
      SharedArena busy = null;
      try {
        busy = tryAll(ts);
      } finally {
        if (busy == null) {
          behaviours.putAside(this, null);
        }
      }
      if (busy == null) {
        return true;
      }
      if (busy != told) {
        // It may have been left before this.
        behaviours.putAside(this, busy);
        told = busy;
        state.set(State.TRYING);
      } else if (state.compareAndSet(State.TRYING, State.ASIDE)) {
        return false;
      } else {
        state.set(State.TRYING);
      }
    }
  }

  /// The arena at which it is put aside has been left.
  void released() {
    if (trying == Thread.currentThread()) {
      // By this one, which has taken it and not got the others.
      return;
    }
    if (state.compareAndSet(State.ASIDE, State.QUEUED)) {
      workers.ready(this);
    } else {
      state.compareAndSet(State.TRYING, State.TRYING_AGAIN);
    }
  }

  /// The first arena that others hold; null where all are taken.
  private SharedArena tryAll(ThreadState ts) {
    int taken = 0;
    boolean all = false;
    trying = Thread.currentThread();
    try {
      for (Want want : wants) {
        if (want.arena.enter(ts, want.access, patience()) == null) {
          failures++;
          return want.arena;
        }
        taken++;
      }
      all = true;
      return null;
    } finally {
      if (!all) {
        leave(ts, taken, PyNone.NONE);
      }
      trying = null;
    }
  }

  /// How long to wait for an arena.
  private long patience() {
    return failures < PATIENCE ? 0 : WAIT_MIN_NANOS << Math.min(failures - PATIENCE, WAIT_DOUBLINGS_MAX);
  }

  /// Leaves the arenas.
  ///
  /// @param exceptionType what its function has raised; None for nothing
  public void leave(ThreadState ts, Object exceptionType) {
    leave(ts, wants.size(), exceptionType);
  }

  private void leave(ThreadState ts, int count, Object exceptionType) {
    for (int i = count - 1; i >= 0; i--) {
      SharedArena arena = wants.get(i).arena;
      Hold hold = arena.hold(ts);
      arena.leave(ts, hold, exceptionType);
    }
  }
}
