package org.atoll.runtime.modules.futures;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.queue.PySimpleQueue;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;

/// The queue of a pool as one of its workers sees it: `get_nowait`, with which a worker asks for its next task, counts the
/// worker as idle and waits where there is none, instead of raising Empty for the worker to do so. Belongs to the worker's
/// thread.
@PyTypeDef(name = "WorkerQueue", module = "_atoll_futures", basetype = false, doc = "A pool's queue as one of its workers sees it.")
public class PyWorkerQueue extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyWorkerQueueBinder());

  /// The pool's queue.
  protected final PySimpleQueue queue;
  /// How many of its workers are idle.
  protected final PyIdleCount idle;

  protected PyWorkerQueue(PyType cls, PySimpleQueue queue, PyIdleCount idle) {
    super(cls);
    this.queue = queue;
    this.idle = idle;
  }

  @PyNew(sig = "(queue, idle, /)")
  static Object create(PyType cls, Object queue, Object idle) {
    if (!(queue instanceof PySimpleQueue q) || !(idle instanceof PyIdleCount i)) {
      throw PyErr.typeError("WorkerQueue() takes a SimpleQueue and an IdleCount");
    }
    return new PyWorkerQueue(cls, q, i);
  }

  /// The next task, or None; waits for it.
  protected Object next(ThreadState ts) {
    Object item = queue.poll();
    if (item != null) {
      return item;
    }
    idle.increment();
    return queue.take(ts);
  }

  @PyMethod(sig = "()", doc = "Return the next task; wait for it as an idle worker.")
  Object get_nowait(ThreadState ts) {
    return next(ts);
  }

  @PyMethod(sig = "(block=True, timeout=None)", doc = "Return the next task; wait for it as an idle worker.")
  Object get(ThreadState ts, boolean block, Object timeout) {
    return next(ts);
  }

  @PyMethod(sig = "(item)", doc = "Put something into the pool's queue.")
  void put(Object item) {
    queue.put(item, true, PyNone.NONE);
  }
}
