package org.atoll.channels.queues;

import org.atoll.channels.codec.Given;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Moving;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.call.AttrSite;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyUnicode;

/// One interpreter as it uses queues: its classes for them, and what is quickest to have at hand. Guarded by the GIL.
final class QueueUser {
  /// The classes of its `concurrent.interpreters._queues`, once these have been told of.
  PyType queueType;
  PyType emptyType;
  PyType fullType;
  /// Those of the runtime; null until they are needed.
  private InterpQueues queues;
  /// The queue that was used last.
  private InterpQueue last;
  /// One for each way in which what the interpreter puts may end, once it has been needed.
  private final QueuedItems.Origin[] origins = new QueuedItems.Origin[InterpQueue.UNBOUND_REPLACE + 1];
  private final AttrSite idSite = new AttrSite("_id");

  /// That of the calling thread's interpreter.
  static QueueUser of(ThreadState ts) {
    return ts.interpreter().state(QueueUser.class, QueueUser::new);
  }

  /// The queue that an instance of the class `Queue` stands for.
  ///
  /// @throws PyException QueueNotFoundError if it is there no more
  InterpQueue queueOf(ThreadState ts, Object instance) {
    return queue(ts, idSite.load(instance, ts));
  }

  /// The queue with a number.
  ///
  /// @throws PyException QueueNotFoundError if there is none that the interpreter may use, TypeError and the like for what
  ///     is no such number
  InterpQueue queue(ThreadState ts, Object qid) {
    long id = qid instanceof Long number ? number : id(ts, qid);
    InterpQueue q = last;
    if (q == null || q.id != id || q.isDestroyed()) {
      last = q = find(ts, id);
    }
    if (!Given.includes(ts, q)) {
      throw notFound(id);
    }
    return q;
  }

  private InterpQueue find(ThreadState ts, long id) {
    if (queues == null) {
      queues = InterpQueues.of(ts);
    }
    InterpQueue q = queues.get(id);
    if (q == null) {
      throw id < 0 ? PyErr.valueError("queue ID must be a non-negative int, got %d", id) : notFound(id);
    }
    return q;
  }

  private static PyException notFound(long id) {
    return PyErr.format(InterpQueuesModule.QUEUE_NOT_FOUND, "queue %d not found", id);
  }

  private static long id(ThreadState ts, Object qid) {
    if (!PyLong.check(qid)) {
      throw PyErr.typeError("queue ID must be an int, got %s", PyObject.typeOf(qid).name());
    }
    if (!(PyLong.value(qid) instanceof Long id)) {
      String shown = PyUnicode.toJava(PyObjects.repr(ts, qid));
      throw PyErr.overflowError("max queue ID is %d, got %s", Long.MAX_VALUE, shown);
    }
    return id;
  }

  /// Puts a value into a queue, waiting for room, negative `nanos` for no limit.
  ///
  /// @param whole whether values may go that are not shareable as they are
  /// @param move whether the value is given away instead of copied; it is the sender's again where it was not put
  /// @throws PyException QueueFull, QueueNotFoundError if the queue is destroyed meanwhile, NotShareableError
  void put(ThreadState ts, InterpQueue q, Object value, int unboundOp, boolean whole, boolean move, long nanos) {
    QueuedItems.Origin origin = origin(ts, unboundOp);
    Moving moving = move && whole ? Sending.moved(ts, value) : null;
    Object content = moving != null ? moving.message() : content(ts, value, whole);
    if (!q.offer(content, origin) && !awaitRoom(ts, q, content, origin, moving, nanos)) {
      throw refused(q, fullType, "queue %d is full");
    }
  }

  private static boolean awaitRoom(ThreadState ts, InterpQueue q, Object content, QueuedItems.Origin origin, Moving moving, long nanos) {
    InterpQueue.Putting putting = q.new Putting(content, origin);
    try {
      if (nanos != 0) {
        putting.await(ts, nanos);
      }
    } finally {
      if (!putting.isDone()) {
        if (moving != null) {
          moving.takeBack();
        } else {
          InterpQueue.drop(content);
        }
      }
    }
    return putting.isDone();
  }

  private QueuedItems.Origin origin(ThreadState ts, int op) {
    QueuedItems.Origin known = origins[op];
    return known != null ? known : makeOrigin(ts, op);
  }

  private QueuedItems.Origin makeOrigin(ThreadState ts, int op) {
    return origins[op] = new QueuedItems.Origin(ts.interpreter().id(), op, ts.interpreter().memory() != null);
  }

  /// What stands for the value in the queue: what the receiver gets, or a message.
  private static Object content(ThreadState ts, Object value, boolean whole) {
    if (!whole) {
      return Sending.shareable(ts, value);
    }
    Object itself = Sending.asItself(value);
    return itself != null ? itself : Sending.snapshot(ts, value);
  }

  /// Takes the first item out of a queue, waiting for one, negative `nanos` for no limit.
  ///
  /// @throws PyException QueueEmpty, QueueNotFoundError if the queue is destroyed meanwhile
  QueuedItems.Item get(ThreadState ts, InterpQueue q, long nanos) {
    QueuedItems.Item item = q.poll(ts, nanos);
    if (item == null) {
      throw refused(q, emptyType, "queue %d is empty");
    }
    return item;
  }

  private static PyException refused(InterpQueue q, PyType type, String message) {
    return q.isDestroyed() ? notFound(q.id) : PyErr.format(type == null ? InterpQueuesModule.QUEUE_ERROR : type, message, q.id);
  }

  /// What the receiver gets of an item that is not unbound.
  static Object opened(ThreadState ts, QueuedItems.Item item) {
    return item.content() instanceof Message m ? Sending.open(ts, m) : item.content();
  }
}
