package org.atoll.channels.ends;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.heap.InFlight;
import org.atoll.runtime.interp.Interpreter;

/// Where an interpreter whose memory is limited has sent something, so that what nobody has received yet counts as its memory.
/// Noted with each item that it sends. Thread-safe; its lock is taken within that of a channel's senders, and nothing within it.
final class Ledger implements BetweenInterpreters {
  /// About what an end takes that an interpreter has, and its part of the channel.
  private static final long END_BYTES = 600;
  /// About what an item takes besides its message.
  private static final long ITEM_BYTES = 24;

  private final Handles handles;
  /// A channel that nobody has any more is no memory.
  private final Set<Channel> channels = Collections.newSetFromMap(new WeakHashMap<>());

  private Ledger(Handles handles) {
    this.handles = handles;
  }

  /// The ledgers of a runtime, by the ids of the interpreters.
  private static final class All implements InFlight, BetweenInterpreters {
    final Map<Long, Ledger> ledgers = new ConcurrentHashMap<>();

    static All of(Interpreter interpreter) {
      return interpreter.runtime().state(All.class, All::new);
    }

    @Override
    public long ofSender(long interpreterId, Consumer<Object> sink) {
      Ledger ledger = ledgers.get(interpreterId);
      return ledger == null ? 0 : ledger.sent(sink);
    }
  }

  /// That of an interpreter, which has none yet; null if its memory is not limited.
  static Ledger make(Interpreter interpreter, Handles handles) {
    if (interpreter.memory() == null) {
      return null;
    }
    Ledger made = new Ledger(handles);
    All.of(interpreter).ledgers.put(interpreter.id(), made);
    return made;
  }

  /// The interpreter is gone, and what it has sent is nobody's.
  void close(Interpreter interpreter) {
    All.of(interpreter).ledgers.remove(interpreter.id());
  }

  /// Notes that something has been sent by a channel.
  synchronized void add(Channel channel) {
    channels.add(channel);
  }

  private long sent(Consumer<Object> sink) {
    List<Channel> all;
    synchronized (this) {
      all = new ArrayList<>(channels);
    }
    List<Object> found = new ArrayList<>();
    all.forEach(c -> c.forEachOf(this, found::add));
    found.forEach(sink);
    return ITEM_BYTES * found.size() + END_BYTES * handles.count();
  }
}
