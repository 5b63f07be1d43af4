package org.atoll.channels.codec;

import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.Movable;

/// A message with containers that were given away, until it is certain that somebody gets it; see [Sending#moved]. Of one
/// thread, under the sender's GIL.
public final class Moving {
  private record Taken(Movable container, PyObject contents) {}

  private final List<Taken> taken = new ArrayList<>(1);
  private Message message;

  /// Whether a container's contents have been taken.
  boolean has(Object container) {
    return taken.stream().anyMatch(t -> t.container == container);
  }

  /// Takes the contents of a container, once: it is the sender's no more.
  ///
  /// @throws org.atoll.runtime.types.PyException BufferError where somebody holds a view on the memory
  PyObject take(ThreadState ts, Movable container) {
    for (Taken t : taken) {
      if (t.container == container) {
        return t.contents;
      }
    }
    PyObject contents = container.moveOut(ts);
    taken.add(new Taken(container, contents));
    return contents;
  }

  void have(Message made) {
    message = made;
  }

  public Message message() {
    return message;
  }

  /// The message was not sent, and nobody else has it: the containers are the sender's again, as they were.
  public void takeBack() {
    if (message != null) {
      message.release();
    }
    taken.forEach(t -> t.container.moveBack(t.contents));
    taken.clear();
  }
}
