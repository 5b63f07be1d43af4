package org.atoll.actors.cell;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// What `receive()` gives: the messages of a function actor, as they come. Belongs to the actor's interpreter.
@PyTypeDef(name = "Receiver", module = "atoll.actors", basetype = false, instantiable = false,
    doc = "The iterator over an actor's messages; it ends with the actor, or when none comes within the timeout.")
final class Receiver extends PyObject {
  static final PyType TYPE = PyType.builtin(new ReceiverBinder());

  private final long nanos;
  private final Object accepts;

  Receiver(long nanos, Object accepts) {
    super(TYPE);
    this.nanos = nanos;
    this.accepts = accepts;
  }

  @PyMethod
  Object __iter__() {
    return this;
  }

  @PyMethod
  Object __next__(ThreadState ts) {
    Object got = ActorsModule.function(ts, "receive()").receive(ts, nanos, accepts);
    return got == Incarnation.EXIT ? null : got;
  }
}
