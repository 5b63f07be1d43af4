package org.atoll.channels.queues;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.channels.codec.Given;
import org.atoll.channels.codec.ShareableTypes;
import org.atoll.channels.ends.SelectableTypes;
import org.atoll.channels.ends.Source;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// `_interpqueues` (`Modules/_interpqueuesmodule.c`): what `concurrent.interpreters.Queue` is made of.
@PyModuleDef(value = "_interpqueues", doc = "This module provides primitive operations to manage Python interpreters.\nThe 'interpreters' module provides a more convenient interface.")
final class InterpQueuesModule {
  @PyConstant(name = "QueueError")
  static final PyType QUEUE_ERROR = ExceptionType.define("concurrent.interpreters", "QueueError", PyExc.RuntimeError, "Indicates that a queue-related error happened.");
  @PyConstant(name = "QueueNotFoundError")
  static final PyType QUEUE_NOT_FOUND = ExceptionType.define("concurrent.interpreters", "QueueNotFoundError", QUEUE_ERROR, null);

  private static final int MAX_FALLBACK = 2;
  /// Values that are not shareable as they are may go in other ways.
  static final int FULL_FALLBACK = 1;

  /// Takes note of the classes of `concurrent.interpreters._queues`. CPython's `Queue` looks for an item, or for room,
  /// every hundredth of a second; here it gets methods that wait ([QueueMethods]).
  @PyFunction(sig = "(queuetype, emptyerror, fullerror)")
  void _register_heap_types(ThreadState ts, Object queuetype, Object emptyerror, Object fullerror) {
    if (!(queuetype instanceof PyType type)) {
      throw PyErr.typeError("expected a type for 'queuetype'");
    }
    QueueUser user = QueueUser.of(ts);
    user.emptyType = exception(emptyerror, "emptyerror");
    user.fullType = exception(fullerror, "fullerror");
    user.queueType = type;
    ts.interpreter().state(ShareableTypes.class, ShareableTypes::new).add(type, InterpQueuesModule::hold,
        (sender, instance) -> new QueueRef(QueueUser.of(sender).queueOf(sender, instance)));
    QueueMethods.addTo(ts, type);
    SelectableTypes.of(ts).add(type, InterpQueuesModule::source);
  }

  /// What is selected from where a queue is given; one that is there no more is closed.
  private static Source source(ThreadState ts, Object instance) {
    try {
      return QueueUser.of(ts).queueOf(ts, instance);
    } catch (PyException e) {
      if (e.value.type != QUEUE_NOT_FOUND) {
        throw e;
      }
      return Source.GONE;
    }
  }

  /// A queue on its way to another interpreter has a reference more.
  private static Runnable hold(ThreadState ts, Object instance) {
    InterpQueues queues = InterpQueues.of(ts);
    InterpQueue q = QueueUser.of(ts).queueOf(ts, instance);
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
    return QueueUser.of(ts).queue(ts, qid);
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
    int op = unboundOp(unboundop, InterpQueue.UNBOUND_REPLACE);
    InterpQueue made = InterpQueues.of(ts).create(ts.interpreter().id(), maxsize, op, fallback(fallback, FULL_FALLBACK));
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

  @PyFunction(sig = "(qid, obj, unboundop=-1, fallback=-1, *, move=False)", doc = "Add the object's data to the queue.")
  void put(ThreadState ts, Object qid, Object obj, int unboundop, int fallback, boolean move) {
    QueueUser user = QueueUser.of(ts);
    InterpQueue q = user.queue(ts, qid);
    user.put(ts, q, obj, unboundOp(unboundop, q.unboundOp), fallback(fallback, q.fallback) == FULL_FALLBACK, move, 0);
  }

  @PyFunction(sig = "(qid)", doc = "get(qid) -> (obj, unboundop)\n\nReturn a new object from the data at the front of the queue.\nThe unbound op is also returned.\n\nIf there is nothing to receive then raise QueueEmpty.")
  Object get(ThreadState ts, Object qid) {
    QueueUser user = QueueUser.of(ts);
    QueuedItems.Item item = user.get(ts, user.queue(ts, qid), 0);
    return item.isUnbound() ? PyTuple.of(PyNone.NONE, (long) item.origin().unboundOp())
        : PyTuple.of(QueueUser.opened(ts, item), PyNone.NONE);
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
