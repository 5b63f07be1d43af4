package org.atoll.channels.ends;

import org.atoll.runtime.interp.ThreadState;

/// The messages of the actor that selects: it is done with the one before when it looks for another, and has nothing to do
/// while it waits. When the actor is to end, so is every selection with its mail ([Source#END]).
public interface Mail extends Source {
  /// Somebody begins to look for what comes next. Requires the GIL.
  void begin(ThreadState ts);

  /// Whether all there is to do is to wait. Any thread, any number of times.
  void rest(boolean idle);

  /// The object by which coroutines of the actor wait, with methods of which `_channel_async` knows; null where it has none.
  Object loop(ThreadState ts);
}
