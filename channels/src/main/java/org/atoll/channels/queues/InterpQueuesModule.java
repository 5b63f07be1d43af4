package org.atoll.channels.queues;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.channels.codec.ShareableTypes;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;

/// `_interpqueues` (`Modules/_interpqueuesmodule.c`): what `concurrent.interpreters.Queue` is made of.
@PyModuleDef(value = "_interpqueues", doc = "This module provides primitive operations to manage Python interpreters.\nThe 'interpreters' module provides a more convenient interface.")
final class InterpQueuesModule {
  @PyConstant(name = "QueueError")
  static final PyType QUEUE_ERROR = ExceptionType.define("concurrent.interpreters", "QueueError", PyExc.Exception, "Indicates that a queue-related error happened.");
  @PyConstant(name = "QueueNotFoundError")
  static final PyType QUEUE_NOT_FOUND = ExceptionType.define("concurrent.interpreters", "QueueNotFoundError", QUEUE_ERROR, null);

  private PyType emptyType;
  private PyType fullType;

  @PyFunction(sig = "(queuetype, emptyerror, fullerror)")
  void _register_heap_types(ThreadState ts, PyType queuetype, PyType emptyerror, PyType fullerror) {
    ts.interpreter().state(ShareableTypes.class, ShareableTypes::new).add(queuetype);
    emptyType = emptyerror;
    fullType = fullerror;
  }

  private static InterpQueue queue(ThreadState ts, Object qid) {
    long id = id(ts, qid);
    InterpQueue q = InterpQueues.of(ts).get(id);
    if (q == null) {
      throw PyErr.format(QUEUE_NOT_FOUND, "queue %d not found", id);
    }
    return q;
  }

  private static long id(ThreadState ts, Object qid) {
    if (!PyLong.check(qid)) {
      Object own = PyObjects.getOptionalAttr(ts, qid, "_id");
      if (own == null || !PyLong.check(own)) {
        throw PyErr.typeError("queue ID must be an int, got %s", PyObject.typeOf(qid).name());
      }
      return id(ts, own);
    }
    long id = PyNumber.asIndex(ts, qid, PyExc.OverflowError);
    if (id < 0) {
      throw PyErr.valueError("queue ID must be a non-negative int, got %d", id);
    }
    return id;
  }

  @PyFunction(sig = "(maxsize, unboundop, fallback)", doc = "create(maxsize, unboundop, fallback) -> qid\n\nCreate a new cross-interpreter queue and return its unique generated ID.")
  long create(ThreadState ts, long maxsize, int unboundop, int fallback) {
    return InterpQueues.of(ts).create(maxsize, unboundop, fallback).id;
  }

  @PyFunction(sig = "(qid)", doc = "Clear and destroy the queue.  Afterward attempts to use the queue\nwill behave as though it never existed.")
  void destroy(ThreadState ts, Object qid) {
    InterpQueues.of(ts).remove(queue(ts, qid).id);
  }

  @PyFunction(sig = "()", doc = "Return the list of IDs for all queues.\nEach corresponding default unbound op and fallback is also included.")
  Object list_all(ThreadState ts) {
    PyList all = new PyList();
    for (InterpQueue q : InterpQueues.of(ts).all()) {
      all.append(PyTuple.of(q.id, (long) q.unboundOp, (long) q.fallback));
    }
    return all;
  }

  @PyFunction(sig = "(qid, obj, unboundop=-1, fallback=-1)", doc = "Add the object's data to the queue.")
  void put(ThreadState ts, Object qid, Object obj, int unboundop, int fallback) {
    InterpQueue q = queue(ts, qid);
    if (unboundop != -1 && (unboundop < 1 || unboundop > 3)) {
      throw PyErr.valueError("unsupported unboundop %d", unboundop);
    }
    Message m = Sending.snapshot(ts, obj);
    if (!q.offer(new InterpQueue.Item(m, ts.interpreter().id(), unboundop < 0 ? q.unboundOp : unboundop))) {
      throw PyErr.format(fullType == null ? QUEUE_ERROR : fullType, "queue %d is full", q.id);
    }
  }

  @PyFunction(sig = "(qid)", doc = "get(qid) -> (obj, unboundop)\n\nReturn a new object from the data at the front of the queue.\nThe unbound op is also returned.\n\nIf there is nothing to receive then raise QueueEmpty.")
  Object get(ThreadState ts, Object qid) {
    InterpQueue q = queue(ts, qid);
    InterpQueue.Item item = q.poll();
    if (item == null) {
      throw PyErr.format(emptyType == null ? QUEUE_ERROR : emptyType, "queue %d is empty", q.id);
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
    if (q.release()) {
      InterpQueues.of(ts).remove(q.id);
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
