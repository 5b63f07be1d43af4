package org.atoll.channels.ends;

import org.atoll.runtime.interp.ThreadState;

/// Something that a [Selection] takes items from.
public interface Source {
  /// In place of an item: there will be none any more.
  Object CLOSED = Channel.CLOSED;
  /// In place of an item: whoever selects is to end, whatever its other sources have.
  Object END = new Object();

  /// One that is closed for good.
  Source GONE = new GoneSource();

  /// The next item as an object of the calling thread's interpreter; null where there is none now. Requires the GIL.
  ///
  /// @throws org.atoll.runtime.types.PyException where the item cannot be opened; it is gone then
  Object take(ThreadState ts);

  /// Whether [#take] may give something, CLOSED and END included. Requires the GIL of whoever selects.
  boolean isReady();

  /// Has a watcher told of what comes from now on; thread-safe.
  void watch(Watcher w);

  /// The reverse.
  void unwatch(Watcher w);
}
