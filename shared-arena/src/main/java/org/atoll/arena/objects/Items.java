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
}
