package org.atoll.channels.queues;

import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.atoll.channels.codec.Message;
import org.atoll.channels.ends.Source;
import org.atoll.channels.ends.Watcher;
import org.atoll.channels.ends.Watchers;
import org.atoll.channels.items.ChannelView;
import org.atoll.channels.queues.QueuedItems.Item;
import org.atoll.channels.queues.QueuedItems.Origin;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;

/// A queue between interpreters: what CPython's `_interpqueues` keeps in C. Holds values that stand for themselves, and
/// messages; thread-safe. Who waits for an item or for room looks for it for a moment, then sleeps until it is woken.
final class InterpQueue implements BetweenInterpreters, Source {
  /// What an item of an interpreter that is gone becomes; see `_crossinterp`.
  static final int UNBOUND_REMOVE = 1;
  static final int UNBOUND_ERROR = 2;
  static final int UNBOUND_REPLACE = 3;

  /// About what one takes that is empty.
  private static final long BYTES = 900;

  final long id;
  private final long creatorId;
  final long maxsize;
  final int unboundOp;
  final int fallback;
  private final QueuedItems items = new QueuedItems();
  private final WaitQueue getters = new WaitQueue();
  private final WaitQueue putters = new WaitQueue();
  /// Those who select from several queues or the like.
  private final Watchers watchers = new Watchers();
  private long references;

  InterpQueue(long id, long creatorId, long maxsize, int unboundOp, int fallback) {
    this.id = id;
    this.creatorId = creatorId;
    this.maxsize = maxsize;
    this.unboundOp = unboundOp;
    this.fallback = fallback;
  }

  synchronized void bind() {
    references++;
  }

  /// Takes a reference back; false if there was none.
  synchronized boolean release() {
    if (references == 0) {
      return false;
    }
    references--;
    return true;
  }

  synchronized boolean isReferenced() {
    return references > 0;
  }

  /// Adds what stands for itself, or a [Message]; false where the queue is full or destroyed.
  boolean offer(Object content, Origin origin) {
    boolean done = items.put(content, origin, maxsize);
    if (done) {
      getters.signal();
      watchers.tell();
    }
    return done;
  }

  /// One that waits for room, to do what [#offer] could not do.
  final class Putting implements BooleanSupplier {
    private final Object content;
    private final Origin origin;
    private boolean done;

    Putting(Object content, Origin origin) {
      this.content = content;
      this.origin = origin;
    }

    /// Waits for room; negative `nanos` for no limit. Returns where the time is over or the queue destroyed, too.
    void await(ThreadState ts, long nanos) {
      putters.awaitSoon(ts, nanos, this, () -> !isFull());
    }

    /// Whether it has been put.
    boolean isDone() {
      return done;
    }

    @Override
    public boolean getAsBoolean() {
      return isDestroyed() || (done = offer(content, origin));
    }
  }

  /// The first item, or null.
  Item poll() {
    Item item = items.take();
    if (item != null && maxsize > 0) {
      putters.signal();
    }
    return item;
  }

  /// As [#poll], but waits for an item; negative `nanos` for no limit. Null if the time is over or the queue destroyed.
  Item poll(ThreadState ts, long nanos) {
    Item item = poll();
    return item != null || nanos == 0 ? item : new Getting().await(ts, nanos);
  }

  /// One that waits for an item.
  private final class Getting implements BooleanSupplier {
    private Item got;

    Item await(ThreadState ts, long nanos) {
      getters.awaitSoon(ts, nanos, this, () -> !items.isEmpty());
      return got;
    }

    @Override
    public boolean getAsBoolean() {
      return !items.isEmpty() && (got = poll()) != null || isDestroyed();
    }
  }

  /// The queue is gone: who waits shall know.
  void destroy() {
    items.close().forEach(InterpQueue::drop);
    getters.signalAll();
    putters.signalAll();
    watchers.tellAll();
  }

  // For those who select.

  @Override
  public Object take(ThreadState ts) {
    Item item = poll();
    return item != null ? QueueMethods.given(ts, item) : isDestroyed() ? CLOSED : null;
  }

  @Override
  public boolean isReady() {
    return !items.isEmpty() || isDestroyed();
  }

  @Override
  public void watch(Watcher w) {
    watchers.add(w);
  }

  @Override
  public void unwatch(Watcher w) {
    watchers.remove(w);
  }

  /// Lets go of what a message that nobody will open holds; not under a queue's lock, as it may be another queue.
  private static void drop(Item i) {
    drop(i.content());
  }

  /// As [#drop], of what has not been put.
  static void drop(Object content) {
    if (content instanceof Message m) {
      m.release();
    }
  }

  /// What an interpreter has put and nobody has taken; see [org.atoll.runtime.heap.InFlight].
  long ofSender(long interpreterId, Consumer<Object> sink) {
    return (creatorId == interpreterId ? BYTES : 0) + items.ofSender(interpreterId, sink);
  }

  /// As it is seen from outside.
  ChannelView view() {
    return new ChannelView(ChannelView.Kind.QUEUE, id, size(), maxsize > 0 ? maxsize : -1, items.bytes(), putters.size(), getters.size(), Set.of(creatorId),
        Set.of(creatorId));
  }

  boolean isDestroyed() {
    return items.isClosed();
  }

  long size() {
    return items.size();
  }

  boolean isFull() {
    return maxsize > 0 && items.size() >= maxsize;
  }

  /// An interpreter is gone: its items are removed or lose their values.
  void unbind(long interpreterId) {
    items.unbind(interpreterId, UNBOUND_REMOVE).forEach(InterpQueue::drop);
    putters.signalAll();
  }
}
