package org.atoll.actors.cell;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Shared;

/// A message that no actor has handled, or that its actor has failed with. Immutable.
@PyTypeDef(name = "DeadLetter", module = "atoll.actors", basetype = false, instantiable = false, matchArgs = "recipient,message,reason",
    doc = "A message that was not handled, with the reason.")
final class DeadLetter extends PyObject implements Shared {
  static final PyType TYPE = PyType.builtin(new DeadLetterBinder());

  private final Cell recipient;
  private final Envelope envelope;
  private final String reason;
  private final Failure failure;

  DeadLetter(Cell recipient, Envelope envelope, String reason, Failure failure) {
    super(TYPE);
    this.recipient = recipient;
    this.envelope = envelope;
    this.reason = reason;
    this.failure = failure;
  }

  boolean isUnder(ThreadState ts) {
    return recipient.isUnder(ts);
  }

  @PyGetter(name = "recipient", doc = "the actor it was for")
  Object recipient() {
    return recipient.ref;
  }

  @PyGetter(name = "sender", doc = "the actor that has sent it, or None")
  Object sender() {
    return envelope.sender == null ? PyNone.NONE : envelope.sender.ref;
  }

  @PyGetter(name = "method", doc = "the method that was to be called; None for a plain message")
  Object method() {
    return envelope.method == null ? PyNone.NONE : envelope.method;
  }

  @PyGetter(name = "args", doc = "the positional arguments of the call, as a tuple")
  Object args(ThreadState ts) {
    return PyTuple.of(envelope.arguments(ts, true));
  }

  @PyGetter(name = "kwargs", doc = "the keyword arguments of the call, as a dict")
  Object kwargs(ThreadState ts) {
    PyDict made = envelope.keywords(ts, true);
    return made == null ? new PyDict() : made;
  }

  @PyGetter(name = "message", doc = "the plain message; the tuple (method, args, kwargs) for a call")
  Object message(ThreadState ts) {
    return envelope.method == null ? envelope.arguments(ts, true)[0] : PyTuple.of(envelope.method, args(ts), kwargs(ts));
  }

  @PyGetter(name = "reason", doc = "why it was not handled")
  String reason() {
    return reason;
  }

  @PyGetter(name = "traceback", doc = "the traceback of the exception that its handling has failed with; else empty")
  String traceback() {
    return failure == null ? "" : failure.traceback;
  }

  @PyMethod
  String __repr__() {
    return "DeadLetter(" + recipient.ref.__repr__() + ", " + envelope.title() + ", reason=" + PyActorRef.quoted(reason) + ")";
  }
}
