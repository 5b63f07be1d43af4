package org.atoll.channels.ends;

import java.util.Arrays;
import java.util.function.LongSupplier;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyObject;

/// Those who wait for something to come: threads, of which one is woken for each thing, and watchers, which are all told.
/// Thread-safe.
final class Arrivals {
  private static final Watcher[] NONE = {};

  /// How many things there are now.
  private final LongSupplier available;
  private final WaitQueue threads = new WaitQueue();
  private volatile Watcher[] watchers = NONE;

  Arrivals(LongSupplier available) {
    this.available = available;
  }

  /// Something has come.
  void signal() {
    threads.signal();
    for (Watcher w : watchers) {
      w.ready();
    }
  }

  /// What has come concerns all.
  void signalAll() {
    threads.signalAll();
    for (Watcher w : watchers) {
      w.readyForAll();
    }
  }

  WaitQueue threads() {
    return threads;
  }

  long available() {
    return available.getAsLong();
  }

  /// How many threads wait, and how many tasks in event loops.
  long waiting() {
    long n = threads.size();
    for (Watcher w : watchers) {
      n += w instanceof PyLobby lobby ? lobby.waiting() : 0;
    }
    return n;
  }

  synchronized void add(Watcher w) {
    Watcher[] more = Arrays.copyOf(watchers, watchers.length + 1);
    more[more.length - 1] = w;
    watchers = more;
  }

  synchronized void remove(Watcher w) {
    for (int i = 0; i < watchers.length; i++) {
      if (watchers[i] == w) {
        Watcher[] fewer = watchers.length == 1 ? NONE : new Watcher[watchers.length - 1];
        System.arraycopy(watchers, 0, fewer, 0, i);
        System.arraycopy(watchers, i + 1, fewer, i, fewer.length - i);
        watchers = fewer;
        return;
      }
    }
  }

  /// Where the tasks of an event loop wait; made where there is none. Requires the GIL of the loop's interpreter, as all that
  /// is done with a lobby does.
  PyObject lobby(ThreadState ts, Object loop) {
    for (Watcher w : watchers) {
      if (w instanceof PyLobby lobby && lobby.isOf(ts, loop)) {
        return lobby;
      }
    }
    return new PyLobby(ts, this, loop);
  }
}
