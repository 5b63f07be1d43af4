package org.atoll.actors.cell;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Shared;

/// The message by which an actor hears that one it watches has ended. Immutable.
@PyTypeDef(name = "Terminated", module = "atoll.actors", basetype = false, instantiable = false, matchArgs = "ref,reason",
    doc = "The message that tells of the end of an actor that was watched: its ref, and the reason as text.")
final class Terminated extends PyObject implements Shared {
  static final PyType TYPE = PyType.builtin(new TerminatedBinder());

  private final PyActorRef ref;
  private final Reason reason;

  /// Why an actor has ended.
  ///
  /// @param failure what it failed with, or null
  record Reason(String text, Failure failure) {
    static Reason of(String text) {
      return new Reason(text, null);
    }

    static Reason of(Failure failure) {
      return new Reason(failure.brief, failure);
    }
  }

  Terminated(PyActorRef ref, Reason reason) {
    super(TYPE);
    this.ref = ref;
    this.reason = reason;
  }

  @PyGetter(name = "ref", doc = "the actor that has ended")
  Object ref() {
    return ref;
  }

  @PyGetter(name = "reason", doc = "why: 'stopped', or what it failed with")
  String reason() {
    return reason.text;
  }

  @PyGetter(name = "exception", doc = "the exception that it failed with, or None")
  Object exception(ThreadState ts) {
    return reason.failure == null ? PyNone.NONE : reason.failure.toPython(ts);
  }

  @PyGetter(name = "traceback", doc = "the traceback of that exception as text; empty where there is none")
  String traceback() {
    return reason.failure == null ? "" : reason.failure.traceback;
  }

  @PyMethod
  String __repr__() {
    return "Terminated(" + ref.__repr__() + ", " + PyActorRef.quoted(reason.text) + ")";
  }
}
