package org.atoll.arena.shared;

import org.atoll.runtime.interp.ThreadState;

/// Something that one thread has taken, and is to give back.
interface Held {
  /// The thread has ended without doing so.
  void abandoned(ThreadState ts);
}
