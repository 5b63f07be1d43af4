package org.atoll.channels.queues;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.atoll.channels.items.ChannelView;
import org.atoll.runtime.heap.BetweenInterpreters;
import org.atoll.runtime.heap.InFlight;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.interp.ThreadState;

/// The queues of one runtime. Thread-safe.
public final class InterpQueues implements BetweenInterpreters, InFlight {
  private final ConcurrentHashMap<Long, InterpQueue> queues = new ConcurrentHashMap<>();
  private final AtomicLong nextId = new AtomicLong(1);

  /// The queues of the runtime that an interpreter belongs to.
  public static InterpQueues of(ThreadState ts) {
    return of(ts.interpreter().runtime());
  }

  /// Those of a runtime.
  public static InterpQueues of(PyRuntime runtime) {
    return runtime.state(InterpQueues.class, InterpQueues::new);
  }

  InterpQueue create(long creatorId, long maxsize, int unboundOp, int fallback) {
    InterpQueue q = new InterpQueue(nextId.getAndIncrement(), creatorId, maxsize, unboundOp, fallback);
    queues.put(q.id, q);
    return q;
  }

  /// The queue, or null.
  InterpQueue get(long id) {
    return queues.get(id);
  }

  void remove(long id) {
    InterpQueue q = queues.remove(id);
    if (q != null) {
      q.destroy();
    }
  }

  /// Takes a reference back, and the queue away with the last one; false if there was none.
  boolean release(InterpQueue q) {
    if (!q.release()) {
      return false;
    }
    if (!q.isReferenced()) {
      remove(q.id);
    }
    return true;
  }

  List<InterpQueue> all() {
    List<InterpQueue> list = new ArrayList<>(queues.values());
    list.sort((a, b) -> Long.compare(a.id, b.id));
    return list;
  }

  /// All of them as they are now, by their numbers. Any thread may ask, at any time.
  public List<ChannelView> views() {
    return all().stream().map(InterpQueue::view).toList();
  }

  /// An interpreter is gone; see [InterpQueue#unbind].
  public void interpreterClosed(long interpreterId) {
    queues.values().forEach(q -> q.unbind(interpreterId));
  }

  @Override
  public long ofSender(long interpreterId, Consumer<Object> sink) {
    long bytes = 0;
    for (InterpQueue q : queues.values()) {
      bytes += q.ofSender(interpreterId, sink);
    }
    return bytes;
  }
}
