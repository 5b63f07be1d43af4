package org.atoll.channels.queues;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.Timeouts;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyMethodDescr;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;

/// Methods that each interpreter's class `concurrent.interpreters.Queue` gets in the place of CPython's own. They wait
/// until they are woken, and for fractions of a second; CPython's look every hundredth of a second, and take whole seconds.
@PyTypeDef(name = "Queue", module = "concurrent.interpreters", accepts = PyInstance.class, instantiable = false,
    basetype = false, doc = "A cross-interpreter queue.")
final class QueueMethods {
  static final PyType TYPE = PyType.builtin(new QueueMethodsBinder());
  private static final String LIBRARY = "concurrent.interpreters._queues";

  private QueueMethods() {}

  /// Gives them to a class.
  static void addTo(ThreadState ts, PyType queueType) {
    for (String name : new String[] {"put", "put_nowait", "get"}) {
      PyMethodDescr method = (PyMethodDescr) TYPE.dict().get(name);
      PyObjects.setAttr(ts, queueType, name, new PyMethodDescr(queueType, method.binder, method.id));
    }
  }

  @PyMethod(sig = "(obj, block=True, timeout=None, *, unbounditems=None, move=False, _delay=0.01)", doc = """
      Add the object to the queue.

      While the queue is full, wait for room, if need be for 'timeout' seconds;
      with block=False, or when the time is over, raise QueueFull.

      The receiver gets an equal object that shares nothing with this one,
      unless it is immutable, a queue or the like, or a memoryview.

      'unbounditems' says what becomes of the item once this interpreter is
      destroyed: get() returns UNBOUND in its place (UNBOUND), raises
      ItemInterpreterDestroyed (UNBOUND_ERROR), or the item is removed
      (UNBOUND_REMOVE).  By default the queue decides.

      With 'move' a list, dict, set, deque, bytearray or array is given away
      instead of copied: the sender cannot use it any more, unless an exception
      says that it was not put.

      '_delay' is of no use: nobody looks again and again.""")
  static void put(ThreadState ts, Object self, Object obj, boolean block, Object timeout, Object unbounditems,
      boolean move, Object _delay) {
    put(ts, self, obj, unbounditems, move, nanos(ts, block, timeout));
  }

  @PyMethod(sig = "(obj, *, unbounditems=None, move=False)", doc = """
      As put(), but raise QueueFull instead of waiting.""")
  static void put_nowait(ThreadState ts, Object self, Object obj, Object unbounditems, boolean move) {
    put(ts, self, obj, unbounditems, move, 0);
  }

  private static void put(ThreadState ts, Object self, Object obj, Object unbounditems, boolean move, long nanos) {
    QueueUser user = QueueUser.of(ts);
    InterpQueue q = user.queueOf(ts, self);
    int op = unbounditems == PyNone.NONE ? q.unboundOp : unboundOp(ts, unbounditems);
    user.put(ts, q, obj, op, q.fallback == InterpQueuesModule.FULL_FALLBACK, move, nanos);
  }

  @PyMethod(sig = "(block=True, timeout=None, *, _delay=0.01)", doc = """
      Return the next object of the queue.

      While the queue is empty, wait for one, if need be for 'timeout' seconds;
      with block=False, or when the time is over, raise QueueEmpty.

      If the interpreter that put the object has been destroyed, what that
      one's put() said of 'unbounditems' decides.

      '_delay' is of no use: nobody looks again and again.""")
  static Object get(ThreadState ts, Object self, boolean block, Object timeout, Object _delay) {
    long nanos = nanos(ts, block, timeout);
    QueueUser user = QueueUser.of(ts);
    return given(ts, user.get(ts, user.queueOf(ts, self), nanos));
  }

  /// What whoever receives gets for an item.
  ///
  /// @throws org.atoll.runtime.types.PyException ItemInterpreterDestroyed where its sender has wanted that
  static Object given(ThreadState ts, QueuedItems.Item item) {
    return item.isUnbound() ? unbound(ts, item.origin().unboundOp()) : QueueUser.opened(ts, item);
  }

  private static long nanos(ThreadState ts, boolean block, Object timeout) {
    if (!block) {
      return 0;
    }
    if (timeout == PyNone.NONE) {
      return -1;
    }
    long nanos = Timeouts.nanos(ts, timeout);
    if (nanos < 0) {
      throw PyErr.valueError("timeout value must be non-negative");
    }
    return nanos;
  }

  private static int unboundOp(ThreadState ts, Object unbounditems) {
    Object flags = Call.call1(ts, library(ts, "_serialize_unbound"), unbounditems);
    return ((Long) PyObjects.getItem(ts, flags, 0L)).intValue();
  }

  private static Object unbound(ThreadState ts, int op) {
    return Call.call1(ts, library(ts, "_resolve_unbound"), (long) op);
  }

  private static Object library(ThreadState ts, String name) {
    return PyObjects.getAttr(ts, ts.interpreter().importModule(ts, LIBRARY), name);
  }
}
