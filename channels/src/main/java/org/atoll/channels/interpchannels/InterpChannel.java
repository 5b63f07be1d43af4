package org.atoll.channels.interpchannels;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.atoll.channels.codec.Message;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;

/// A channel between interpreters (`_channel_state` of `Modules/_interpchannelsmodule.c`). Thread-safe.
final class InterpChannel implements BetweenInterpreters {
  /// What an item of an interpreter that is gone becomes; see `_crossinterp`.
  static final int UNBOUND_REMOVE = 1;
  static final int UNBOUND_REPLACE = 3;

  /// About what an item takes besides its message.
  private static final long ITEM_BYTES = 40;

  /// Why something cannot be done.
  enum Refusal { CLOSED, EMPTY, NOT_EMPTY }

  /// A value on its way: `message` is null once its interpreter is gone.
  record Item(Message message, long interpreterId, int unboundOp, Delivery delivery) {}

  /// What a sender waits for: that its item is received, or dropped.
  static final class Delivery {
    private enum State { UNDERWAY, RECEIVED, DROPPED }

    private final WaitQueue sender = new WaitQueue();
    private volatile State state = State.UNDERWAY;

    private void end(State how) {
      state = how;
      sender.signalAll();
    }

    /// Waits until there is news of the item, and tells whether there was within the time; negative `nanos` for no limit.
    boolean await(ThreadState ts, long nanos) {
      return sender.await(ts, nanos, () -> state != State.UNDERWAY);
    }

    boolean isReceived() {
      return state == State.RECEIVED;
    }
  }

  final long id;
  final int unboundOp;
  final int fallback;
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private final ChannelEnds senders = new ChannelEnds();
  private final ChannelEnds receivers = new ChannelEnds();
  private boolean open = true;
  /// Whether the sending end is closed and only what is left may still be received.
  private boolean closing;

  InterpChannel(long id, int unboundOp, int fallback) {
    this.id = id;
    this.unboundOp = unboundOp;
    this.fallback = fallback;
  }

  synchronized boolean isOpen() {
    return open;
  }

  synchronized boolean isClosing() {
    return open && closing;
  }

  synchronized int size() {
    return items.size();
  }

  ChannelEnds ends(boolean send) {
    return send ? senders : receivers;
  }

  /// Adds an item; null where that was possible.
  synchronized Refusal send(Item item) {
    if (!open || closing || !senders.use(item.interpreterId)) {
      return Refusal.CLOSED;
    }
    items.add(item);
    return null;
  }

  /// What [#receive] gives: an item, or why there is none.
  record Received(Item item, Refusal refusal) {}

  synchronized Received receive(long interpreterId) {
    if (!open || !receivers.use(interpreterId)) {
      return new Received(null, Refusal.CLOSED);
    }
    Item item = items.poll();
    if (items.isEmpty() && closing) {
      open = false;
    }
    if (item == null) {
      return new Received(null, Refusal.EMPTY);
    }
    if (item.delivery != null) {
      item.delivery.end(Delivery.State.RECEIVED);
    }
    return new Received(item, null);
  }

  /// Takes back an item that nobody has received yet, if that is still so.
  void retract(Delivery delivery) {
    drop(remove(i -> i.delivery == delivery));
  }

  /// Closes the channel for all. With items left and not by force, the sending end alone may be closed: what is left can
  /// be received then.
  ///
  /// @param sendOnly whether just the sending end is meant
  /// @return null where that was possible
  Refusal close(boolean sendOnly, boolean force) {
    synchronized (this) {
      if (!open || sendOnly && closing && !force) {
        return Refusal.CLOSED;
      }
      if (!items.isEmpty() && !force) {
        closing |= sendOnly;
        return sendOnly ? null : Refusal.NOT_EMPTY;
      }
      open = false;
    }
    drop(remove(i -> true));
    return null;
  }

  /// Ends an interpreter's use of one end or both; the channel closes when nobody is left who uses it.
  Refusal release(long interpreterId, boolean send, boolean receive) {
    List<Item> dropped;
    synchronized (this) {
      if (!open) {
        return Refusal.CLOSED;
      }
      if (send) {
        senders.release(interpreterId);
      }
      if (receive) {
        receivers.release(interpreterId);
      }
      dropped = closeUnlessUsed();
    }
    drop(dropped);
    return null;
  }

  /// Closes the channel where nobody is left who uses it; answers what is to be dropped then, for those who wait for it.
  private List<Item> closeUnlessUsed() {
    open &= isUsed();
    return open ? List.of() : remove(i -> true);
  }

  private boolean isUsed() {
    return senders.isEmpty() && receivers.isEmpty() || senders.isAnyOpen() || receivers.isAnyOpen();
  }

  /// An interpreter is gone: its items are removed or lose their values.
  void unbind(long interpreterId) {
    List<Item> dropped;
    synchronized (this) {
      List<Item> before = new ArrayList<>(items);
      dropped = remove(i -> i.interpreterId == interpreterId);
      items.clear();
      for (Item i : before) {
        if (i.interpreterId != interpreterId) {
          items.add(i);
        } else if (i.unboundOp != UNBOUND_REMOVE) {
          items.add(new Item(null, interpreterId, i.unboundOp, null));
        }
      }
      senders.close(interpreterId);
      receivers.close(interpreterId);
      dropped.addAll(closeUnlessUsed());
    }
    drop(dropped);
  }

  /// What an interpreter has sent and nobody has received; see [org.atoll.runtime.heap.InFlight].
  long ofSender(long interpreterId, Consumer<Object> sink) {
    List<Item> found;
    synchronized (this) {
      found = items.stream().filter(i -> i.interpreterId == interpreterId && i.message != null).toList();
    }
    found.forEach(i -> sink.accept(i.message));
    return ITEM_BYTES * found.size();
  }

  private synchronized List<Item> remove(Predicate<Item> which) {
    List<Item> removed = new ArrayList<>();
    items.removeIf(i -> which.test(i) && removed.add(i));
    return removed;
  }

  /// Lets go of what messages that nobody will open hold; not under this channel's own lock, as it may be another channel.
  private static void drop(List<Item> dropped) {
    for (Item i : dropped) {
      if (i.message != null) {
        i.message.release();
      }
      if (i.delivery != null) {
        i.delivery.end(Delivery.State.DROPPED);
      }
    }
  }
}
