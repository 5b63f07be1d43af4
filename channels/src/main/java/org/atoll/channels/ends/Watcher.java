package org.atoll.channels.ends;

/// Somebody who wants to know when it may be worth while to look again.
public interface Watcher {
  /// There may be something. Called by any thread, with or without a GIL, often, and with no lock held; runs no Python code
  /// and waits for nothing.
  void ready();

  /// As [#ready], where what has come concerns all that wait by this watcher, not only as many as there are things.
  default void readyForAll() {
    ready();
  }
}
