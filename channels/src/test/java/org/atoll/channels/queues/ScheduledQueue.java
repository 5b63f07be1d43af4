package org.atoll.channels.queues;

import org.atoll.channels.ends.Source;
import org.atoll.channels.queues.QueuedItems.Item;
import org.atoll.channels.queues.QueuedItems.Origin;
import org.atoll.runtime.interp.ThreadState;

/// A queue between interpreters, for schedules of other packages: of numbers, which are removed when the interpreter ends that
/// has put them.
public final class ScheduledQueue {
  private final InterpQueue queue;

  public ScheduledQueue(long maxsize) {
    queue = new InterpQueue(1, 0, maxsize, InterpQueue.UNBOUND_REMOVE, 1);
  }

  public long maxsize() {
    return queue.maxsize;
  }

  public Source source() {
    return queue;
  }

  /// False where there was no room in time, or the queue is destroyed; negative `nanos` for no limit.
  public boolean put(ThreadState ts, long item, long nanos) {
    Origin origin = new Origin(ts.interpreter().id(), InterpQueue.UNBOUND_REMOVE, false);
    if (queue.offer(item, origin)) {
      return true;
    }
    InterpQueue.Putting putting = queue.new Putting(item, origin);
    if (nanos != 0) {
      putting.await(ts, nanos);
    }
    return putting.isDone();
  }

  /// Null where nothing has come in time, or the queue is destroyed.
  public Object get(ThreadState ts, long nanos) {
    Item item = queue.poll(ts, nanos);
    return item == null ? null : item.content();
  }

  public void destroy() {
    queue.destroy();
  }

  public void interpreterClosed(long id) {
    queue.unbind(id);
  }

  public boolean isDestroyed() {
    return queue.isDestroyed();
  }

  public boolean isFull() {
    return queue.isFull();
  }

  public long size() {
    return queue.size();
  }
}
