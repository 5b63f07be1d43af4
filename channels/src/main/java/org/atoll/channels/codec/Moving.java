package org.atoll.channels.codec;

import org.atoll.runtime.types.Movable;
import org.atoll.runtime.object.PyObject;

/// A message with a container that was given away, until it is certain that somebody gets it; see [Sending#moved]. Of one
/// thread, under the sender's GIL.
public final class Moving {
  private final Message message;
  private final Movable container;
  private final PyObject taken;

  Moving(Message message, Movable container, PyObject taken) {
    this.message = message;
    this.container = container;
    this.taken = taken;
  }

  public Message message() {
    return message;
  }

  /// The message was not sent, and nobody else has it: the container is the sender's again, as it was.
  public void takeBack() {
    message.release();
    if (container != null) {
      container.moveBack(taken);
    }
  }
}
