package org.atoll.channels.queues;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.channels.codec.Given;
import org.atoll.channels.codec.Sending;
import org.atoll.channels.codec.ShareableTypes;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.modules.thread.Timeouts;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `_interpqueues` (`Modules/_interpqueuesmodule.c`): what `concurrent.interpreters.Queue` is made of.
@PyModuleDef(value = "_interpqueues", doc = "This module provides primitive operations to manage Python interpreters.\nThe 'interpreters' module provides a more convenient interface.")
final class InterpQueuesModule {
  @PyConstant(name = "QueueError")
  static final PyType QUEUE_ERROR = ExceptionType.define("concurrent.interpreters", "QueueError", PyExc.RuntimeError, "Indicates that a queue-related error happened.");
  @PyConstant(name = "QueueNotFoundError")
  static final PyType QUEUE_NOT_FOUND = ExceptionType.define("concurrent.interpreters", "QueueNotFoundError", QUEUE_ERROR, null);

  private static final int MAX_FALLBACK = 2;
  private static final int FULL_FALLBACK = 1;

  private PyType emptyType;
  private PyType fullType;

  /// Takes note of the classes of `concurrent.interpreters._queues`. CPython's `Queue` looks for an item, or for room, every
  /// hundredth of a second; here it gets methods that wait.
  @PyFunction(sig = "(queuetype, emptyerror, fullerror)")
  void _register_heap_types(ThreadState ts, Object queuetype, Object emptyerror, Object fullerror) {
    if (!(queuetype instanceof PyType queue)) {
      throw PyErr.typeError("expected a type for 'queuetype'");
    }
    emptyType = exception(emptyerror, "emptyerror");
    fullType = exception(fullerror, "fullerror");
    ts.interpreter().state(ShareableTypes.class, ShareableTypes::new).add(queue, InterpQueuesModule::hold,
        (sender, instance) -> new QueueRef(queue(sender, PyObjects.getAttr(sender, instance, "_id"))));
    QueueRef.QueueClass.of(ts).type = queue;
    Object methods = ts.interpreter().importModule(ts, "_atoll_queues");
    for (String name : new String[] {"put", "get"}) {
      PyObjects.setAttr(ts, queue, name, PyObjects.getAttr(ts, methods, name));
    }
  }

  /// A queue on its way to another interpreter has a reference more.
  private static Runnable hold(ThreadState ts, Object instance) {
    InterpQueues queues = InterpQueues.of(ts);
    InterpQueue q = queue(ts, PyObjects.getAttr(ts, instance, "_id"));
    q.bind();
    return () -> queues.release(q);
  }

  private static PyType exception(Object given, String name) {
    if (!(given instanceof PyType t) || !t.isSubtype(PyExc.Exception)) {
      throw PyErr.typeError("expected an exception type for '%s'", name);
    }
    return t;
  }

  private static InterpQueue queue(ThreadState ts, Object qid) {
    long id = id(ts, qid);
    InterpQueue q = InterpQueues.of(ts).get(id);
    if (q == null || !Given.includes(ts, q)) {
      throw notFound(id);
    }
    return q;
  }

  private static PyException notFound(long id) {
    return PyErr.format(QUEUE_NOT_FOUND, "queue %d not found", id);
  }

  private static long id(ThreadState ts, Object qid) {
    if (!PyLong.check(qid)) {
      throw PyErr.typeError("queue ID must be an int, got %s", PyObject.typeOf(qid).name());
    }
    if (!(PyLong.value(qid) instanceof Long id)) {
      throw PyErr.overflowError("max queue ID is %d, got %s", Long.MAX_VALUE, PyUnicode.toJava(PyObjects.repr(ts, qid)));
    }
    if (id < 0) {
      throw PyErr.valueError("queue ID must be a non-negative int, got %d", id);
    }
    return id;
  }

  private static int unboundOp(int given, int otherwise) {
    if (given == -1) {
      return otherwise;
    }
    if (given < InterpQueue.UNBOUND_REMOVE || given > InterpQueue.UNBOUND_REPLACE) {
      throw PyErr.valueError("unsupported unboundop %d", given);
    }
    return given;
  }

  private static int fallback(int given, int otherwise) {
    if (given == -1) {
      return otherwise;
    }
    if (given < 0 || given > MAX_FALLBACK) {
      throw PyErr.valueError("unsupported fallback %d", given);
    }
    return given;
  }

  @PyFunction(sig = "(maxsize, unboundop=-1, fallback=-1)", doc = "create(maxsize, unboundop, fallback) -> qid\n\nCreate a new cross-interpreter queue and return its unique generated ID.")
  long create(ThreadState ts, long maxsize, int unboundop, int fallback) {
    InterpQueue made = InterpQueues.of(ts).create(maxsize, unboundOp(unboundop, InterpQueue.UNBOUND_REPLACE), fallback(fallback, FULL_FALLBACK));
    Given.add(ts, made);
    return made.id;
  }

  @PyFunction(sig = "(qid)", doc = "Clear and destroy the queue.  Afterward attempts to use the queue\nwill behave as though it never existed.")
  void destroy(ThreadState ts, Object qid) {
    InterpQueues.of(ts).remove(queue(ts, qid).id);
  }

  @PyFunction(sig = "()", doc = "Return the list of IDs for all queues.\nEach corresponding default unbound op and fallback is also included.")
  Object list_all(ThreadState ts) {
    PyList all = new PyList();
    for (InterpQueue q : InterpQueues.of(ts).all()) {
      if (Given.includes(ts, q)) {
        all.append(PyTuple.of(q.id, (long) q.unboundOp, (long) q.fallback));
      }
    }
    return all;
  }

  @PyFunction(sig = "(qid, obj, unboundop=-1, fallback=-1)", doc = "Add the object's data to the queue.")
  void put(ThreadState ts, Object qid, Object obj, int unboundop, int fallback) {
    InterpQueue q = queue(ts, qid);
    if (!q.offer(item(ts, q, obj, unboundop, fallback))) {
      throw full(q);
    }
  }

  @PyFunction(sig = "(qid, obj, unboundop, timeout)", doc = "Add the object's data to the queue, waiting for room, if need be for so many seconds;\nNone for no limit.")
  void wait_put(ThreadState ts, Object qid, Object obj, int unboundop, Object timeout) {
    long nanos = nanos(ts, timeout);
    InterpQueue q = queue(ts, qid);
    if (!q.offer(ts, item(ts, q, obj, unboundop, -1), nanos)) {
      throw q.isDestroyed() ? notFound(q.id) : full(q);
    }
  }

  private InterpQueue.Item item(ThreadState ts, InterpQueue q, Object obj, int unboundop, int fallback) {
    int op = unboundOp(unboundop, q.unboundOp);
    boolean whole = fallback(fallback, q.fallback) == FULL_FALLBACK;
    return new InterpQueue.Item(whole ? Sending.snapshot(ts, obj) : Sending.shareable(ts, obj), ts.interpreter().id(), op);
  }

  private static long nanos(ThreadState ts, Object timeout) {
    if (timeout == PyNone.NONE) {
      return -1;
    }
    long nanos = Timeouts.nanos(ts, timeout);
    if (nanos < 0) {
      throw PyErr.valueError("timeout value must be non-negative");
    }
    return nanos;
  }

  private PyException full(InterpQueue q) {
    return PyErr.format(fullType == null ? QUEUE_ERROR : fullType, "queue %d is full", q.id);
  }

  @PyFunction(sig = "(qid)", doc = "get(qid) -> (obj, unboundop)\n\nReturn a new object from the data at the front of the queue.\nThe unbound op is also returned.\n\nIf there is nothing to receive then raise QueueEmpty.")
  Object get(ThreadState ts, Object qid) {
    InterpQueue q = queue(ts, qid);
    return opened(ts, q, q.poll());
  }

  @PyFunction(sig = "(qid, timeout)", doc = "As get(), waiting for an item, if need be for so many seconds; None for no limit.")
  Object wait_get(ThreadState ts, Object qid, Object timeout) {
    long nanos = nanos(ts, timeout);
    InterpQueue q = queue(ts, qid);
    return opened(ts, q, q.poll(ts, nanos));
  }

  private Object opened(ThreadState ts, InterpQueue q, InterpQueue.Item item) {
    if (item == null) {
      throw q.isDestroyed() ? notFound(q.id) : PyErr.format(emptyType == null ? QUEUE_ERROR : emptyType, "queue %d is empty", q.id);
    }
    return item.message() == null ? PyTuple.of(PyNone.NONE, (long) item.unboundOp()) : PyTuple.of(Sending.open(ts, item.message()), PyNone.NONE);
  }

  @PyFunction(sig = "(qid)", doc = "Take a reference to the identified queue.\nThe queue is not destroyed until there are no references left.")
  void bind(ThreadState ts, Object qid) {
    queue(ts, qid).bind();
  }

  @PyFunction(sig = "(qid)", doc = "Release a reference to the queue.\nThe queue is destroyed once there are no references left.")
  void release(ThreadState ts, Object qid) {
    InterpQueue q = queue(ts, qid);
    if (!InterpQueues.of(ts).release(q)) {
      throw PyErr.format(QUEUE_ERROR, "queue %d never bound", q.id);
    }
  }

  @PyFunction(sig = "(qid)", doc = "Return the maximum number of items in the queue.")
  long get_maxsize(ThreadState ts, Object qid) {
    return queue(ts, qid).maxsize;
  }

  @PyFunction(sig = "(qid)", doc = "Return the queue's default values, set when it was created.")
  Object get_queue_defaults(ThreadState ts, Object qid) {
    InterpQueue q = queue(ts, qid);
    return PyTuple.of((long) q.unboundOp, (long) q.fallback);
  }

  @PyFunction(sig = "(qid)", doc = "Return true if the queue has a maxsize and has reached it.")
  boolean is_full(ThreadState ts, Object qid) {
    return queue(ts, qid).isFull();
  }

  @PyFunction(sig = "(qid)", doc = "Return the number of items in the queue.")
  long get_count(ThreadState ts, Object qid) {
    return queue(ts, qid).size();
  }
}
