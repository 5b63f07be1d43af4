package org.atoll.actors.cell;

import java.util.Arrays;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// An exception that has left an actor's code, as the others are told of it: the exception itself where it can be sent, and
/// always its traceback as text. Immutable.
final class Failure {
  /// `type: message`.
  final String brief;
  /// The whole traceback; empty where the exception is not one of an actor's code.
  final String traceback;
  /// Whether it is a KeyboardInterrupt, as interrupts are.
  final boolean interrupt;
  private final Message exception;
  /// The built-in type of an exception that is made anew, and its arguments, none of which can change; null for others.
  private final PyType ownType;
  private final Object[] ownArgs;

  private Failure(String brief, String traceback, boolean interrupt, Message exception, PyType ownType, Object... ownArgs) {
    this.brief = brief;
    this.traceback = traceback;
    this.interrupt = interrupt;
    this.exception = exception;
    this.ownType = ownType;
    this.ownArgs = ownArgs;
  }

  /// Describes an exception, in its own interpreter.
  static Failure of(ThreadState ts, PyBaseException e) {
    Message sent = message(ts, e);
    boolean plain = sent == null && !e.type.isHeapType() && Arrays.stream(e.args.items).allMatch(Sending::isImmutable);
    return new Failure(TracebackText.brief(ts, e), TracebackText.of(ts, e), isInterrupt(e), sent, plain ? e.type : null, plain ? e.args.items : new Object[0]);
  }

  /// An exception that could not be described.
  static Failure undescribed(PyBaseException e) {
    boolean own = !e.type.isHeapType() && e.args.items.length == 0;
    return new Failure(e.type.name(), "", isInterrupt(e), null, own ? e.type : null);
  }

  /// The end of an actor, for those who wait for its answer.
  static Failure stopped(String text) {
    return stopped(text, null);
  }

  /// As [#stopped], by a failure, whose traceback is shown; null for none.
  static Failure stopped(String text, Failure by) {
    return new Failure("ActorStopped: " + text, by == null ? "" : by.traceback, false, null, ActorErrors.STOPPED, PyUnicode.fromUtf16(text));
  }

  /// An answer that did not come in time.
  static Failure timeout(String text) {
    return new Failure("TimeoutError: " + text, "", false, null, PyExc.TimeoutError, PyUnicode.fromUtf16(text));
  }

  private static boolean isInterrupt(PyBaseException e) {
    return e.type.isSubtype(PyExc.KeyboardInterrupt);
  }

  private static Message message(ThreadState ts, PyBaseException e) {
    try {
      Message m = Message.of(ts, e);
      // Some exceptions only tell that they cannot be made again when that is tried.
      m.openCopy(ts);
      return m;
    } catch (PyException | StackOverflowError refused) {
      return null;
    }
  }

  /// The exception as the calling interpreter raises it: of the same class where that can be sent, else RemoteError; its
  /// cause shows the traceback.
  PyBaseException toPython(ThreadState ts) {
    PyBaseException made = opened(ts);
    if (!traceback.isEmpty()) {
      made.cause = PyErr.create(ActorErrors.TRACEBACK, PyUnicode.fromUtf16("\n" + traceback.stripTrailing())).value;
      made.suppressContext = true;
    }
    return made;
  }

  private PyBaseException opened(ThreadState ts) {
    if (exception != null) {
      try {
        if (exception.openCopy(ts) instanceof PyBaseException e) {
          return e;
        }
      } catch (PyException refused) {
        // The class is not to be had here: what follows says at least what it was.
      }
    }
    return ownType != null ? PyErr.create(ownType, ownArgs).value : PyErr.create(ActorErrors.REMOTE, PyUnicode.fromUtf16(brief)).value;
  }

  /// Whether it is what [Incarnation#receive] ends a function with.
  boolean isExit() {
    return brief.startsWith("atoll.actors.ActorExit");
  }

  @Override
  public String toString() {
    return brief;
  }
}
