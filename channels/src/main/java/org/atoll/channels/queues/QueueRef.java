package org.atoll.channels.queues;

import org.atoll.channels.codec.Given;
import org.atoll.channels.codec.Portable;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;

/// A queue in a message, from whose number the receiver has an object of its own class `Queue`. Immutable.
record QueueRef(InterpQueue queue) implements Portable {
  @Override
  public String typeName() {
    return "concurrent.interpreters.Queue";
  }

  @Override
  public Object make(ThreadState ts) {
    Object type = QueueUser.of(ts).queueType;
    if (type == null) {
      type = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "concurrent.interpreters._queues"), "Queue");
    }
    Given.add(ts, queue);
    return Call.call1(ts, type, queue.id);
  }
}
