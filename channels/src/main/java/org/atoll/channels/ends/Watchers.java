package org.atoll.channels.ends;

import java.util.Arrays;

/// Those who are told when it may be worth while to look. Thread-safe.
public final class Watchers {
  static final Watcher[] NONE = {};

  private volatile Watcher[] all = NONE;

  /// Tells all of them. With no lock held.
  public void tell() {
    for (Watcher w : all) {
      w.ready();
    }
  }

  /// Tells all of them of what concerns all that wait by them. With no lock held.
  public void tellAll() {
    for (Watcher w : all) {
      w.readyForAll();
    }
  }

  /// One more is told from now on.
  public synchronized void add(Watcher w) {
    Watcher[] more = Arrays.copyOf(all, all.length + 1);
    more[more.length - 1] = w;
    all = more;
  }

  /// One is told no more.
  public synchronized void remove(Watcher w) {
    Watcher[] before = all;
    for (int i = 0; i < before.length; i++) {
      if (before[i] == w) {
        Watcher[] fewer = before.length == 1 ? NONE : new Watcher[before.length - 1];
        System.arraycopy(before, 0, fewer, 0, i);
        System.arraycopy(before, i + 1, fewer, i, fewer.length - i);
        all = fewer;
        return;
      }
    }
  }

  /// Those who are told now.
  Watcher[] now() {
    return all;
  }
}
