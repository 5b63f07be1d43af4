package org.atoll.channels.ends;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.channels.codec.Moving;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// What a coroutine is about to send. Belongs to its interpreter.
@PyTypeDef(name = "Outgoing", module = "_atoll_channels", basetype = false, instantiable = false)
final class PyOutgoing extends PyObject {
  static final PyType TYPE = PyType.builtin(new PyOutgoingBinder());

  private final PySendingEnd sender;
  private final Object item;
  private final Moving moving;
  private final long priority;
  private boolean over;

  /// @param moving null unless the item is given away
  PyOutgoing(PySendingEnd sender, Object item, Moving moving, long priority) {
    super(TYPE);
    this.sender = sender;
    this.item = item;
    this.moving = moving;
    this.priority = priority;
  }

  @PyMethod(sig = "()", doc = "Send it if there is room; PENDING where there is none yet.")
  Object attempt() {
    boolean threw = true;
    try {
      boolean sent = sender.trySend(item, moving, priority);
      over |= sent;
      threw = false;
      return sent ? PyNone.NONE : PyPending.PENDING;
    } finally {
      over |= threw;
    }
  }

  @PyMethod(sig = "()", doc = "It will not be sent, unless it has been.")
  void drop() {
    if (!over) {
      over = true;
      PySendingEnd.letGo(item, moving);
    }
  }
}
