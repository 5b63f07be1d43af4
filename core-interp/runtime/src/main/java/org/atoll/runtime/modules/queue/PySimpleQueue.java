package org.atoll.runtime.modules.queue;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.Timeouts;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyGenericAlias;

/// An unbounded queue between threads (`simplequeueobject` of `Modules/_queuemodule.c`). Putting may be done anywhere,
/// finalizers and signal handlers included. Thread-safe.
@PyTypeDef(name = "SimpleQueue", module = "_queue", doc = "Simple, unbounded, reentrant FIFO queue.")
public class PySimpleQueue extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PySimpleQueueBinder());

  private final ConcurrentLinkedQueue<Object> items = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final WaitQueue getters = new WaitQueue();
  /// How many threads look for an item again and again instead of sleeping.
  private final AtomicInteger looking = new AtomicInteger();

  private PySimpleQueue(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "()")
  static Object create(PyType cls) {
    return new PySimpleQueue(cls);
  }

  @PyMethod(sig = "(item, block=True, timeout=None)", doc = """
      Put the item on the queue.

      The optional 'block' and 'timeout' arguments are ignored, as this method
      never blocks.  They are provided for compatibility with the Queue class.""")
  public void put(Object item, boolean block, Object timeout) {
    size.incrementAndGet();
    items.add(item);
    // One that looks comes back to the queue after it has said that it does so no more.
    if (looking.get() == 0) {
      getters.signal();
    }
  }

  @PyMethod(sig = "(item)", doc = """
      Put an item into the queue without blocking.

      This is exactly equivalent to `put(item)` and is only provided
      for compatibility with the Queue class.""")
  void put_nowait(Object item) {
    put(item, false, PyNone.NONE);
  }

  /// The next item, or null where there is none. No GIL needed.
  public Object poll() {
    Object item = items.poll();
    if (item != null) {
      size.decrementAndGet();
    }
    return item;
  }

  /// The next item; waits for it. Requires the GIL, and has it again at the end.
  ///
  /// @throws org.atoll.runtime.types.PyException what a signal handler or pending call raised
  public Object take(ThreadState ts) {
    Object[] got = {null};
    getters.awaitSoon(ts, -1, () -> (got[0] = poll()) != null, () -> !items.isEmpty());
    return got[0];
  }

  /// The next item; waits for it, or until the thread has something to see to for which it needs its GIL: then the answer is
  /// null. For a thread that has given up its GIL, and does not get it here.
  public Object takeReleased(ThreadState ts) {
    Object[] got = {null};
    BooleanSupplier attempt = () -> (got[0] = poll()) != null;
    boolean found;
    looking.incrementAndGet();
    try {
      found = ts.spin(attempt);
    } finally {
      looking.decrementAndGet();
    }
    if (!found) {
      getters.awaitReleased(ts, attempt, () -> !items.isEmpty());
    } else if (!items.isEmpty()) {
      // What was put meanwhile woke nobody.
      getters.signal();
    }
    return got[0];
  }

  @PyMethod(sig = "(block=True, timeout=None)", doc = """
      Remove and return an item from the queue.

      If optional args 'block' is true and 'timeout' is None (the default),
      block if necessary until an item is available. If 'timeout' is
      a non-negative number, it blocks at most 'timeout' seconds and raises
      the Empty exception if no item was available within that time.
      Otherwise ('block' is false), return an item if one is immediately
      available, else raise the Empty exception ('timeout' is ignored
      in that case).""")
  Object get(ThreadState ts, boolean block, Object timeout) {
    long nanos = block ? -1 : 0;
    if (block && timeout != PyNone.NONE) {
      nanos = Timeouts.nanos(ts, timeout);
      if (nanos < 0) {
        throw PyErr.valueError("'timeout' must be a non-negative number");
      }
    }
    Object[] got = {poll()};
    if (got[0] == null && (nanos == 0 || !getters.await(ts, nanos, () -> (got[0] = poll()) != null))) {
      throw PyErr.create(QueueModule.EMPTY);
    }
    return got[0];
  }

  @PyMethod(sig = "()", doc = """
      Remove and return an item from the queue without blocking.

      Only get an item if one is immediately available. Otherwise
      raise the Empty exception.""")
  Object get_nowait(ThreadState ts) {
    return get(ts, false, PyNone.NONE);
  }

  @PyMethod(sig = "()", doc = "Return True if the queue is empty, False otherwise (not reliable!).")
  boolean empty() {
    return items.isEmpty();
  }

  @PyMethod(sig = "()", doc = "Return the approximate size of the queue (not reliable!).")
  long qsize() {
    return Math.max(0, size.get());
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
