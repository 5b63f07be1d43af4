package org.atoll.channels.ends;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;

/// What goes to several receivers, each of which gets every item that is sent while it is there. Each subscriber has a
/// channel of its own, a [Subscription], and its receivers are receivers as all others. Thread-safe.
///
/// Those who publish have this as senders have a channel; at the other side are the topics, by which one subscribes.
///
/// # Invariants
/// 1. Items are added to all subscriptions with the lock of this broadcast's senders held: so all subscribers get the items
///    of all publishers in the same order, and who finds no publisher left, and then no item, will not miss one.
/// 2. Nobody but who holds that lock adds to a subscription: where there is room for those whom publishers wait for, there
///    still is when the item is added. So an item goes to all of them or to none.
/// 3. A subscription is in the list while a receiver of it counts, unless it was cut off. The list changes with its lock held,
///    a lock in which nothing else is taken.
///
/// The locks of this one's sides are taken before those of a subscription.
final class Broadcast extends Exchange implements Outlet, Watcher {
  private static final Subscription[] NONE = {};

  final long maxsize;
  final Slow slow;
  private final Rates rates = new Rates(System.nanoTime());
  private final Object listLock = new Object();
  private volatile Subscription[] subscriptions = NONE;
  /// The subscription that was found without room last: nobody needs to be woken before it has some.
  private volatile Subscription crowded;
  /// How many items were sent. Written with the lock of the senders.
  private volatile long published;

  Broadcast(long id, long maxsize, Slow slow) {
    super(id, false);
    this.maxsize = maxsize;
    this.slow = slow;
  }

  @Override
  long available(Side side) {
    return side == Side.RECEIVERS ? 0 : hasRoom() ? 1 : 0;
  }

  long published() {
    return published;
  }

  @Override
  public String toString() {
    return "broadcast " + id;
  }

  // Sending.

  @Override
  public void requirePriority(long priority) {
    if (priority != 0) {
      throw PyErr.valueError("a broadcast has no priorities");
    }
  }

  @Override
  public Object packed(Object item) {
    return Circular.of(item);
  }

  @Override
  public Sent offer(Handle by, Object item, long priority) {
    Subscription[] to;
    List<Object> displaced = new ArrayList<>(0);
    synchronized (sendLock) {
      if (!by.use()) {
        return Sent.END_CLOSED;
      }
      if (isForNobody()) {
        return Sent.NOBODY;
      }
      to = thoseWithRoom();
      if (to == null) {
        return Sent.FULL;
      }
      for (Subscription s : to) {
        Object left = s.add(item, by.ledger());
        if (left instanceof Parcel) {
          displaced.add(left);
        }
      }
      published = published + 1;
    }
    for (Subscription s : to) {
      s.added();
    }
    displaced.forEach(Parcel::release);
    Circular.sent(item);
    return Sent.DONE;
  }

  /// All who are there when all that are waited for have room; null where one has none. So who had subscribed before there was
  /// room gets what was sent into it.
  private Subscription[] thoseWithRoom() {
    while (true) {
      Subscription[] to = subscriptions;
      if (!hasRoom(to)) {
        return null;
      }
      if (to == subscriptions) {
        return to;
      }
    }
  }

  /// Whether nobody is there, and nobody can come. The topics first: who has subscribed by the last one is in the list before
  /// that is closed.
  private boolean isForNobody() {
    if (receivers() > 0) {
      return false;
    }
    for (Subscription s : subscriptions) {
      if (s.receivers() > 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean hasRoom() {
    return hasRoom(subscriptions);
  }

  private boolean hasRoom(Subscription[] to) {
    Subscription known = crowded;
    if (known != null && known.keepsWaiting()) {
      return false;
    }
    for (Subscription s : to) {
      if (s.keepsWaiting()) {
        crowded = s;
        return false;
      }
    }
    if (known != null) {
      crowded = null;
    }
    return true;
  }

  @Override
  public boolean hasSendersWait() {
    return true;
  }

  @Override
  public PyException full() {
    return PyErr.format(ChannelErrors.FULL, "a subscriber has no room for more items");
  }

  @Override
  public PyException noRoomInTime() {
    return ChannelErrors.timeout("a subscriber had no room");
  }

  @Override
  public PyException nobodyReceives() {
    return PyErr.format(ChannelErrors.CLOSED, "all subscribers and topics are closed or gone");
  }

  /// A subscriber has taken something, or has gone.
  @Override
  public void ready() {
    if (hasRoom()) {
      senders.signal();
    }
  }

  // Subscribers.

  /// What a subscription is told of: it gets the items from now on.
  void join(Subscription s) {
    synchronized (listLock) {
      Subscription[] before = subscriptions;
      if (Arrays.asList(before).contains(s)) {
        return;
      }
      Subscription[] more = Arrays.copyOf(before, before.length + 1);
      more[before.length] = s;
      subscriptions = more;
    }
  }

  /// Takes a subscription out that nobody receives from, or that was cut off.
  void leave(Subscription s) {
    synchronized (listLock) {
      int i = Arrays.asList(subscriptions).indexOf(s);
      if (i < 0 || s.receivers() > 0 && !s.isCutOff()) {
        return;
      }
      Subscription[] before = subscriptions;
      Subscription[] fewer = new Subscription[before.length - 1];
      System.arraycopy(before, 0, fewer, 0, i);
      System.arraycopy(before, i + 1, fewer, i, fewer.length - i);
      subscriptions = fewer;
    }
    if (crowded == s) {
      crowded = null;
    }
    ready();
  }

  /// The last publisher has gone, or the last topic: subscribers learn of the one, publishers of the other.
  @Override
  void sideGone(Side side) {
    super.sideGone(side);
    if (side == Side.SENDERS) {
      for (Subscription s : subscriptions) {
        s.arrivals(Side.RECEIVERS).signalAll();
      }
    }
  }

  // Figures.

  /// @param depth how many items the subscriber who is farthest behind has before it
  /// @param missed how many items were missed, by those who are there
  record Figures(long subscribers, long depth, long published, long missed, int publishers, int topics, long waitingToSend, double rate) {}

  Figures figures() {
    long depth = 0;
    long missed = 0;
    Subscription[] all = subscriptions;
    for (Subscription s : all) {
      depth = Math.max(depth, s.size());
      missed += s.missed();
    }
    long sent = published;
    return new Figures(all.length, depth, sent, missed, senders(), receivers(), senders.waiting(), rates.look(System.nanoTime(), sent, 0).sent());
  }
}
