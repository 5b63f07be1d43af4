package org.atoll.arena.when;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atoll.arena.lock.Access;
import org.atoll.arena.objects.SharedArena;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;

/// The behaviours of a runtime that have not ended, and whose turn it is. Thread-safe.
public final class Behaviours implements BetweenInterpreters {
  // Both guarded by this object's lock, as the fields of Behaviour that say so.

  private final Map<SharedArena, Turns> queues = new IdentityHashMap<>();
  /// Those whose turn it is while somebody else holds the arena.
  private final Map<SharedArena, Set<Behaviour>> aside = new IdentityHashMap<>();

  private Behaviours() {}

  public static Behaviours of(PyRuntime runtime) {
    return runtime.state(Behaviours.class, Behaviours::new);
  }

  /// Has a job done by the workers of the calling thread's interpreter, when all those arenas are free; [Workers#next] gives it to one.
  /// Requires the GIL.
  public Behaviour schedule(ThreadState ts, List<Behaviour.Want> wants, Object job) {
    Workers workers = Workers.of(ts.interpreter());
    Behaviour made = new Behaviour(this, workers, wants, job);
    workers.begun(made);
    if (enqueue(made)) {
      workers.ready(made);
    }
    return made;
  }

  /// Puts one into all its queues, in one step; answers whether it has nothing to wait for.
  private synchronized boolean enqueue(Behaviour made) {
    for (Behaviour.Want w : made.wants) {
      if (w.access() == Access.FREE) {
        continue;
      }
      Turns turns = queues.computeIfAbsent(w.arena(), a -> new Turns());
      if (!turns.add(made, w.access() == Access.READ)) {
        made.turnsAwaited++;
      }
    }
    return made.turnsAwaited == 0;
  }

  /// One has run, or will not: to be called once.
  void ended(Behaviour b) {
    for (Behaviour next : dequeue(b)) {
      next.ready();
    }
  }

  /// Takes one out of all its queues; gives those that wait for no other one now.
  private synchronized List<Behaviour> dequeue(Behaviour b) {
    takeBack(b);
    List<Behaviour> turned = new ArrayList<>();
    for (Behaviour.Want w : b.wants) {
      Turns turns = queues.get(w.arena());
      if (turns == null) {
        continue;
      }
      turns.remove(b, turned);
      if (turns.isEmpty()) {
        queues.remove(w.arena());
      }
    }
    turned.removeIf(t -> --t.turnsAwaited > 0);
    return turned;
  }

  /// From here on it is told when the arena is left, until it is put aside at another one or taken back: null for that. One that has ended is
  /// told nothing.
  synchronized void putAside(Behaviour b, SharedArena arena) {
    takeBack(b);
    if (arena != null && !b.isOver()) {
      b.aside = arena;
      aside.computeIfAbsent(arena, a -> new LinkedHashSet<>()).add(b);
      arena.lock.whenReleased(() -> released(arena));
    }
  }

  private void takeBack(Behaviour b) {
    SharedArena arena = b.aside;
    if (arena == null) {
      return;
    }
    b.aside = null;
    Set<Behaviour> there = aside.get(arena);
    there.remove(b);
    if (there.isEmpty()) {
      aside.remove(arena);
      arena.lock.whenReleased(null);
    }
  }

  private void released(SharedArena arena) {
    for (Behaviour b : putAsideAt(arena)) {
      b.released();
    }
  }

  private synchronized List<Behaviour> putAsideAt(SharedArena arena) {
    Set<Behaviour> found = aside.get(arena);
    return found == null ? List.of() : List.copyOf(found);
  }

  /// An interpreter is gone: what it has scheduled is not run any more, and keeps nobody waiting.
  public static void interpreterClosed(Interpreter interpreter) {
    Workers workers = interpreter.stateIfMade(Workers.class);
    if (workers != null) {
      workers.closed();
    }
  }
}
