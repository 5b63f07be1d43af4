package org.atoll.channels.ends;

import java.util.function.LongSupplier;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyObject;

/// Those who wait for something to come: threads, of which one is woken for each thing, and watchers, which are all told.
/// Thread-safe.
final class Arrivals {
  /// How many things there are now.
  private final LongSupplier available;
  private final WaitQueue threads = new WaitQueue();
  private final Watchers watchers = new Watchers();

  Arrivals(LongSupplier available) {
    this.available = available;
  }

  /// Something has come.
  void signal() {
    threads.signal();
    watchers.tell();
  }

  /// What has come concerns all.
  void signalAll() {
    threads.signalAll();
    watchers.tellAll();
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
    for (Watcher w : watchers.now()) {
      n += w instanceof PyLobby lobby ? lobby.waiting() : 0;
    }
    return n;
  }

  void add(Watcher w) {
    watchers.add(w);
  }

  void remove(Watcher w) {
    watchers.remove(w);
  }

  /// Where the tasks of an event loop wait; made where there is none. Requires the GIL of the loop's interpreter, as all that
  /// is done with a lobby does.
  PyObject lobby(ThreadState ts, Object loop) {
    for (Watcher w : watchers.now()) {
      if (w instanceof PyLobby lobby && lobby.isOf(ts, loop)) {
        return lobby;
      }
    }
    return new PyLobby(ts, this, loop);
  }
}
