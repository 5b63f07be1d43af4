package org.atoll.arena.objects;

import org.atoll.arena.ArenaErrors;
import org.atoll.runtime.interp.ThreadState;

/// Which object of which arena it is, for those who keep something for it. Equal for all views of one object.
///
/// @param reference 0 where that can only be told within a hold
public record ObjectPlace(SharedArena arena, long reference) {
  /// The place of what a view stands for, or a weak reference leads to; null for what is of no arena.
  ///
  /// @throws org.atoll.runtime.types.PyException ArenaNotHeld for a view that is dead or another thread's, ArenaClosed
  public static ObjectPlace of(ThreadState ts, Object value) {
    return switch (value) {
      case View v -> {
        v.reading(ts);
        yield new ObjectPlace(v.arena, v.reference());
      }
      case PyWeakReference r -> {
        if (r.arena == null) {
          throw ArenaErrors.gone();
        }
        r.arena.requireOpen();
        yield new ObjectPlace(r.arena, 0);
      }
      default -> null;
    };
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ObjectPlace p && p.arena == arena && p.reference == reference;
  }

  @Override
  public int hashCode() {
    return 31 * System.identityHashCode(arena) + Long.hashCode(reference);
  }
}
