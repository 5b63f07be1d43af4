package org.atoll.channels.interpchannels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.heap.InFlight;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;

/// The channels of one runtime. A channel lives until it is destroyed, or until no interpreter has an object with its id
/// any more. Thread-safe.
public final class InterpChannels implements BetweenInterpreters, InFlight {
  /// `references` counts the objects with the channel's id.
  private record Entry(InterpChannel channel, int references) {}

  private final ConcurrentSkipListMap<Long, Entry> channels = new ConcurrentSkipListMap<>();
  private final AtomicLong nextId = new AtomicLong();

  /// The channels of the runtime that an interpreter belongs to.
  public static InterpChannels of(ThreadState ts) {
    return of(ts.interpreter().runtime());
  }

  /// Those of a runtime.
  public static InterpChannels of(PyRuntime runtime) {
    return runtime.state(InterpChannels.class, InterpChannels::new);
  }

  InterpChannel create(int unboundOp, int fallback) {
    InterpChannel c = new InterpChannel(nextId.getAndIncrement(), unboundOp, fallback);
    channels.put(c.id, new Entry(c, 0));
    return c;
  }

  /// The channel, closed or not; null if there is none.
  InterpChannel get(long id) {
    Entry e = channels.get(id);
    return e == null ? null : e.channel;
  }

  /// Counts an object with the channel's id; false if there is no such channel.
  boolean bind(long id) {
    return channels.computeIfPresent(id, (key, e) -> new Entry(e.channel, e.references + 1)) != null;
  }

  /// Takes back what [#bind] has counted, and the channel away with the last one.
  void release(long id) {
    Entry left = channels.computeIfPresent(id, (key, e) -> new Entry(e.channel, e.references - 1));
    if (left != null && left.references == 0 && channels.remove(id, left)) {
      left.channel.close(false, true);
    }
  }

  /// Destroys a channel; false if there is none.
  boolean remove(long id) {
    Entry e = channels.remove(id);
    if (e != null) {
      e.channel.close(false, true);
    }
    return e != null;
  }

  /// All of them, the latest first.
  List<InterpChannel> all() {
    List<InterpChannel> all = new ArrayList<>();
    channels.values().forEach(e -> all.add(e.channel));
    Collections.reverse(all);
    return all;
  }

  /// An interpreter is gone; see [InterpChannel#unbind].
  public void interpreterClosed(long interpreterId) {
    channels.values().forEach(e -> e.channel.unbind(interpreterId));
  }

  @Override
  public long ofSender(long interpreterId, Consumer<Object> sink) {
    long bytes = 0;
    for (Entry e : channels.values()) {
      bytes += e.channel.ofSender(interpreterId, sink);
    }
    return bytes;
  }
}
