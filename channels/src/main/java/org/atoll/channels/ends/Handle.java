package org.atoll.channels.ends;

import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.ThreadState;

/// What an interpreter has of one side of a channel: it is behind an end, and lives until that is closed, collected, or its
/// interpreter ends. Thread-safe: its state is guarded by the lock of its side.
final class Handle implements Source, BetweenInterpreters {
  /// How it stands.
  private enum State {
    /// It is one of those for whose sake the channel is open.
    COUNTS,
    /// It was sent on, and not used.
    GIVEN_AWAY,
    CLOSED
  }

  final Channel channel;
  final Side side;
  private final Handles registry;
  private State state = State.COUNTS;
  private boolean used;
  /// Whether it is closed, for those who look without the lock.
  private volatile boolean closed;

  /// A handle for an interpreter; counted by [Channel#open].
  Handle(Channel channel, Side side, Handles registry) {
    this.channel = channel;
    this.side = side;
    this.registry = registry;
  }

  static Handle open(ThreadState ts, Channel channel, Side side) {
    Handle made = new Handle(channel, side, Handles.of(ts));
    channel.count(side);
    made.registry.add(made);
    return made;
  }

  boolean isClosed() {
    return closed;
  }

  /// Notes that it is used, with the lock of its side held; false where it is closed.
  boolean use() {
    if (used) {
      return state != State.CLOSED;
    }
    if (state == State.CLOSED) {
      return false;
    }
    used = true;
    if (state == State.GIVEN_AWAY) {
      state = State.COUNTS;
      channel.countLocked(side);
    }
    return true;
  }

  // A receiver's, as a source.

  @Override
  public Object take(ThreadState ts) {
    Object got = channel.poll(this);
    return got == Channel.END_CLOSED ? CLOSED : got == null || got == CLOSED ? got : Parcel.unpack(ts, got);
  }

  @Override
  public boolean isReady() {
    return closed || channel.hasNews();
  }

  @Override
  public void watch(Watcher w) {
    synchronized (channel.lock(side)) {
      use();
    }
    channel.arrivals(side).add(w);
  }

  @Override
  public void unwatch(Watcher w) {
    channel.arrivals(side).remove(w);
  }

  // Its end.

  /// It has come to another interpreter, which uses it from now on.
  void givenAway() {
    boolean last = false;
    synchronized (channel.lock(side)) {
      if (state == State.COUNTS && !used) {
        state = State.GIVEN_AWAY;
        last = channel.uncountLocked(side);
      }
    }
    if (last) {
      channel.sideGone(side);
    }
  }

  /// Closes it; to be called again is harmless.
  void close() {
    boolean last;
    synchronized (channel.lock(side)) {
      if (state == State.CLOSED) {
        return;
      }
      last = state == State.COUNTS && channel.uncountLocked(side);
      state = State.CLOSED;
      closed = true;
    }
    registry.remove(this);
    // Those who wait by this very handle.
    channel.arrivals(side).signalAll();
    if (last) {
      channel.sideGone(side);
    }
  }
}
