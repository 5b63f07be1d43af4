package org.atoll.actors.interpreters;

import org.atoll.arena.objects.MainClasses;
import org.atoll.channels.codec.MainNames;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Classes of a program, for the objects of arenas, come into other interpreters as they would with messages.
public final class MessagedClasses implements MainClasses {
  @Override
  public Object reference(ThreadState ts, PyType cls) {
    return MainNames.reference(ts, cls);
  }

  @Override
  public Object find(ThreadState ts, Object reference) {
    return MainNames.find(ts, reference);
  }
}
