package org.atoll.arena.shared;

import java.util.concurrent.ConcurrentHashMap;
import org.atoll.arena.objects.ObjectPlace;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.ThreadState;

/// The locks of objects in arenas that are free for all, as long as anybody is in or waits. Thread-safe.
final class ArenaObjectLocks implements BetweenInterpreters {
  private static final class Shared {
    final ReadWrite lock;
    /// Guarded by the map's lock of the key.
    int users;

    Shared(String what) {
      lock = new ReadWrite(what, false);
    }
  }

  private final ConcurrentHashMap<ObjectPlace, Shared> locks = new ConcurrentHashMap<>();

  static ArenaObjectLocks of(ThreadState ts) {
    return ts.interpreter().runtime().state(ArenaObjectLocks.class, ArenaObjectLocks::new);
  }

  /// The lock of an object, for one that gives it back by [#leave].
  ReadWrite use(ObjectPlace place) {
    return locks.compute(place, (p, known) -> {
      Shared found = known == null ? new Shared("an object of " + p.arena().name) : known;
      found.users++;
      return found;
    }).lock;
  }

  void leave(ObjectPlace place) {
    locks.computeIfPresent(place, (p, known) -> --known.users == 0 ? null : known);
  }
}
