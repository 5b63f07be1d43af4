package org.atoll.channels.queues;

import org.atoll.channels.codec.Given;
import org.atoll.channels.codec.Portable;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// A queue in a message, from whose number the receiver has an object of its own class `Queue`. Immutable.
record QueueRef(InterpQueue queue) implements Portable {
  /// The class of one interpreter, once it has been told of. Guarded by the GIL.
  static final class QueueClass {
    PyType type;

    static QueueClass of(ThreadState ts) {
      return ts.interpreter().state(QueueClass.class, QueueClass::new);
    }
  }

  @Override
  public Object make(ThreadState ts) {
    Object type = QueueClass.of(ts).type;
    if (type == null) {
      type = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "concurrent.interpreters._queues"), "Queue");
    }
    Given.add(ts, queue);
    return Call.call1(ts, type, queue.id);
  }
}
