package org.atoll.channels.ends;

import org.atoll.runtime.interp.ThreadState;

/// Something that a [Selection] takes items from.
public interface Source {
  /// In place of an item: there will be none any more.
  Object CLOSED = Channel.CLOSED;

  /// The next item as an object of the calling thread's interpreter; null where there is none now. Requires the GIL.
  ///
  /// @throws org.atoll.runtime.types.PyException where the item cannot be opened; it is gone then
  Object take(ThreadState ts);

  /// Whether [#take] would give something, CLOSED included. Any thread may ask.
  boolean isReady();

  /// Has a watcher told of what comes from now on; thread-safe.
  void watch(Watcher w);

  /// The reverse.
  void unwatch(Watcher w);
}
