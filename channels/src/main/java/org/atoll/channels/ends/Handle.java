package org.atoll.channels.ends;

import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.ThreadState;

/// What an interpreter has of one side of a channel or broadcast: it is behind an end, and lives until that is closed,
/// collected, or its interpreter ends. Thread-safe: its state is guarded by the lock of its side.
final class Handle implements Source, BetweenInterpreters {
  /// How it stands.
  private enum State {
    /// It is one of those for whose sake the channel is open.
    COUNTS,
    /// It was sent on, and not used.
    GIVEN_AWAY,
    CLOSED
  }

  final Exchange exchange;
  final Side side;
  private final Handles registry;
  private State state = State.COUNTS;
  private boolean used;
  /// Whether those who select by it know that the subscriber was cut off. Guarded by the GIL.
  private boolean told;
  /// Whether it is closed, for those who look without the lock.
  private volatile boolean closed;

  /// A handle for an interpreter; counted by [#open].
  Handle(Exchange exchange, Side side, Handles registry) {
    this.exchange = exchange;
    this.side = side;
    this.registry = registry;
  }

  static Handle open(ThreadState ts, Exchange exchange, Side side) {
    Handle made = new Handle(exchange, side, Handles.of(ts));
    exchange.count(side);
    made.registry.add(made);
    return made;
  }

  /// That of its interpreter, if that has one.
  Ledger ledger() {
    return registry.ledger();
  }

  boolean isClosed() {
    return closed;
  }

  /// Whether it is one of those for whose sake the channel is open.
  boolean counts() {
    synchronized (exchange.lock(side)) {
      return state == State.COUNTS;
    }
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
      exchange.countLocked(side);
    }
    return true;
  }

  // A receiver's, as a source.

  @Override
  public Object take(ThreadState ts) {
    Channel channel = (Channel) exchange;
    Object got = channel.poll(this);
    if (got == CLOSED && channel.isCutOff() && !told) {
      // Once: it is passed over from then on.
      told = true;
      throw channel.over();
    }
    return got == Channel.END_CLOSED ? CLOSED : got == null || got == CLOSED ? got : Parcel.unpack(ts, got);
  }

  @Override
  public boolean isReady() {
    return closed || ((Channel) exchange).hasNews();
  }

  @Override
  public void watch(Watcher w) {
    synchronized (exchange.lock(side)) {
      use();
    }
    exchange.arrivals(side).add(w);
  }

  @Override
  public void unwatch(Watcher w) {
    exchange.arrivals(side).remove(w);
  }

  // Its end.

  /// It has come to another interpreter, which uses it from now on.
  void givenAway() {
    boolean last = false;
    synchronized (exchange.lock(side)) {
      if (state == State.COUNTS && !used) {
        state = State.GIVEN_AWAY;
        last = exchange.uncountLocked(side);
      }
    }
    if (last) {
      exchange.sideGone(side);
    }
  }

  /// Closes it; to be called again is harmless.
  void close() {
    boolean last;
    synchronized (exchange.lock(side)) {
      if (state == State.CLOSED) {
        return;
      }
      last = state == State.COUNTS && exchange.uncountLocked(side);
      state = State.CLOSED;
      closed = true;
    }
    registry.remove(this);
    // Those who wait by this very handle.
    exchange.arrivals(side).signalAll();
    if (last) {
      exchange.sideGone(side);
    }
  }
}
