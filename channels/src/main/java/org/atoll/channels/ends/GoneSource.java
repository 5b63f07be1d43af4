package org.atoll.channels.ends;

import org.atoll.runtime.interp.ThreadState;

/// A source that will never have anything.
final class GoneSource implements Source {
  @Override
  public Object take(ThreadState ts) {
    return CLOSED;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void watch(Watcher w) {
    // There is nothing to tell.
  }

  @Override
  public void unwatch(Watcher w) {
    // As for #watch.
  }
}
