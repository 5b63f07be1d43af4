package org.atoll.arena.module;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.atoll.arena.lock.ArenaLock;
import org.atoll.arena.lock.Hold;
import org.atoll.arena.lock.Holdings;
import org.atoll.arena.objects.SharedArena;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;

/// An open arena as it is seen from outside, at one moment. Immutable.
///
/// @param name what messages call it
/// @param mode `exclusive`, `rw` or `free`
/// @param bytes what the objects in it take, those included that nothing leads to any more and no collection has found yet
/// @param limitBytes how much there may be
/// @param holders who is in it
/// @param waiting how many threads wait to enter
/// @param holds how often it was entered
/// @param waits how often somebody had to wait for that
/// @param poisoned whether a thread has ended within a hold, and nobody has looked at it since
public record ArenaView(String name, String mode, long bytes, long limitBytes, List<Holder> holders, long waiting, long holds, long waits, boolean poisoned) {
  /// A thread that is in an arena.
  ///
  /// @param nanos since when
  public record Holder(long interpreter, long thread, String threadName, boolean reads, long nanos) {}

  /// All arenas of a runtime that are open. Any thread may ask, at any time; nobody is stopped.
  public static List<ArenaView> all(PyRuntime runtime) {
    Map<ArenaLock, List<Holder>> holders = new HashMap<>();
    for (Hold hold : Holdings.everywhere(runtime)) {
      ThreadState ts = hold.owner();
      if (ts != null) {
        holders.computeIfAbsent(hold.lock, l -> new ArrayList<>())
            .add(new Holder(ts.interpreter().id(), ts.ident, ts.thread.getName(), !hold.mayWrite(), hold.nanos()));
      }
    }
    List<ArenaView> views = new ArrayList<>();
    for (PyArena a : Arenas.of(runtime).open()) {
      views.add(of(a.arena, holders.getOrDefault(a.arena.lock, List.of())));
    }
    return views;
  }

  private static ArenaView of(SharedArena a, List<Holder> holders) {
    SharedArena.Figures f = a.figures();
    return new ArenaView(a.name, a.mode.word, f.bytes(), f.limitBytes(), List.copyOf(holders), a.lock.waiting(), f.holds(), f.waits(), a.isPoisoned());
  }

  /// Whether an interpreter is in it.
  public boolean concerns(long interpreterId) {
    return holders.stream().anyMatch(h -> h.interpreter == interpreterId);
  }
}
