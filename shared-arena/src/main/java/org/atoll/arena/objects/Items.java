package org.atoll.arena.objects;

import org.atoll.runtime.interp.ThreadState;

/// A view of a sequence, as iterators know it.
interface Items {
  /// How many items there are now.
  ///
  /// @throws org.atoll.runtime.types.PyException ArenaNotHeld
  int count(ThreadState ts);

  /// An item that there is; only just after [#count].
  Object itemAt(int i);

  /// An item; null where there is none of this number, from 0 on.
  ///
  /// @throws org.atoll.runtime.types.PyException ArenaNotHeld
  default Object itemOrNull(ThreadState ts, int i) {
    return i < count(ts) ? itemAt(i) : null;
  }
}
