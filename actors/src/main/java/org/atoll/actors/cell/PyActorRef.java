package org.atoll.actors.cell;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.Shared;

/// The address of an actor: what its messages are sent to, whichever incarnation of it takes them. All interpreters share
/// the one object, so that it can be sent in messages and compared by identity. Immutable.
@PyTypeDef(name = "ActorRef", module = "atoll.actors", basetype = false, instantiable = false, doc = """
    The address of an actor, made by spawn() and lookup(). It can be sent in messages, and stays valid when the actor
    is restarted.

    ref.method(...) asks: it gives a Future of the result, which can also be awaited.
    ref.tell.method(...) sends the call and gives nothing back.
    ref.ask(timeout=..., priority=...).method(...) and ref.tell(priority=...).method(...) say more.
    ref.after(seconds).method(...) and ref.every(seconds).method(...) send later; they give a Timer.
    ref.send(message) and ref.request(message) send a plain message, as receive() and on_message() take them.""")
final class PyActorRef extends PyObject implements Shared {
  static final PyType TYPE = PyType.builtin(new PyActorRefBinder());

  final Cell cell;
  private final SendOptions tell;
  private final SendOptions ask;

  PyActorRef(Cell cell) {
    super(TYPE);
    this.cell = cell;
    this.tell = SendOptions.tell(cell);
    this.ask = SendOptions.ask(cell);
  }

  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }

  /// A method that the actor has; what is called sends the message.
  @PyMethod
  Object __getattr__(Object name) {
    return ask.method(this, PyObjects.attributeName(name));
  }

  @PyMethod
  Object __dir__(ThreadState ts) {
    PyList names = cell.methodNames();
    for (Object own : TYPE.dict().keyArray()) {
      names.append(own);
    }
    return names;
  }

  @PyGetter(name = "name", doc = "the name it was given, or one that was made up")
  String name() {
    return cell.name;
  }

  @PyGetter(name = "path", doc = "the names of the actors that have spawned it, and its own")
  String path() {
    return cell.path;
  }

  @PyGetter(name = "alive", doc = "whether it takes messages: not once it has ended")
  boolean alive() {
    return cell.ended() == null;
  }

  @PyGetter(name = "reason", doc = "why it has ended, as text; None while it has not")
  Object reason() {
    Terminated.Reason why = cell.ended();
    return why == null ? PyNone.NONE : why.text();
  }

  @PyGetter(name = "pending", doc = "how many messages wait for it")
  long pending() {
    return cell.mailbox.size();
  }

  @PyGetter(name = "restarts", doc = "how often it was restarted")
  long restarts() {
    return cell.restarts();
  }

  @PyGetter(name = "tell", doc = "ref.tell.method(...) sends a call without asking for its result")
  Object tell() {
    return tell;
  }

  @PyGetter(name = "ask", doc = "ref.ask(timeout=...).method(...) asks for the result of a call")
  Object ask() {
    return ask;
  }

  @PyMethod(sig = "(message, /, *, priority=0, move=False)",
      doc = "Send a plain message, for receive() or on_message(); with move, give it away instead of copying it.")
  void send(ThreadState ts, Object message, int priority, boolean move) {
    cell.tell(ts, Envelope.message(ts, message, move, null, Cell.of(ts), priority));
  }

  @PyMethod(sig = "(message, /, *, timeout=None, priority=0, move=False)",
      doc = "Send a plain message and give a Future of the answer: what reply() is given, or what on_message() returns.")
  Object request(ThreadState ts, Object message, Object timeout, int priority, boolean move) {
    PyReply reply = new PyReply(ts, cell, "message", Durations.optional(ts, timeout, "timeout"));
    cell.tell(ts, Envelope.message(ts, message, move, reply, Cell.of(ts), priority));
    return reply;
  }

  @PyMethod(sig = "(seconds, /, *, priority=0)", doc = "ref.after(seconds).method(...) sends a call that much later and gives a Timer.")
  Object after(ThreadState ts, Object seconds, int priority) {
    return SendOptions.later(cell, Durations.required(ts, seconds, "the delay"), 0, priority);
  }

  @PyMethod(sig = "(seconds, /, *, first=None, priority=0)",
      doc = "ref.every(seconds).method(...) sends a call again and again, the first time after first seconds, and gives a Timer.")
  Object every(ThreadState ts, Object seconds, Object first, int priority) {
    long period = Durations.required(ts, seconds, "the interval");
    if (period == 0) {
      throw PyErr.valueError("the interval must be more than 0 seconds");
    }
    long delay = Durations.optional(ts, first, "first");
    return SendOptions.later(cell, delay < 0 ? period : delay, period, priority);
  }

  @PyMethod(sig = "(reason='stopped', *, after_pending=False)", doc = """
      Have the actor end after its present message, or, with after_pending, after those that wait for it now.

      What it does not handle any more becomes dead letters, and who has asked gets ActorStopped.""")
  void stop(ThreadState ts, String reason, boolean after_pending) {
    cell.requireUnder(ts, "stop()");
    cell.stop(Terminated.Reason.of(reason), after_pending);
  }

  @PyMethod(sig = "(reason='killed', *, grace=0)", doc = """
      End the actor whatever it is doing: its code is interrupted and has grace seconds to clean up, then it is cut off.""")
  void kill(ThreadState ts, String reason, Object grace) {
    cell.requireUnder(ts, "kill()");
    cell.kill(reason, Durations.required(ts, grace, "grace"));
  }

  @PyMethod(sig = "(reason='', /)", doc = "Raise Interrupted in what the actor is doing; tells whether it was doing anything.")
  boolean interrupt(ThreadState ts, String reason) {
    cell.requireUnder(ts, "interrupt()");
    return cell.interrupt(reason);
  }

  @PyMethod(sig = "(timeout=None)", doc = "Wait until the actor has ended; tells whether it has within the time.")
  boolean join(ThreadState ts, Object timeout) {
    long nanos = Durations.optional(ts, timeout, "timeout");
    if (Cell.of(ts) == cell) {
      throw ActorErrors.error("an actor cannot wait for its own end");
    }
    return cell.awaitEnd(ts, nanos);
  }

  @PyMethod(sig = "()")
  Object __copy__() {
    return this;
  }

  @PyMethod(sig = "(memo, /)")
  Object __deepcopy__(Object memo) {
    return this;
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    throw PyErr.typeError("an ActorRef cannot be pickled: it means something in this process only");
  }

  @PyMethod
  String __repr__() {
    return "<ActorRef " + cell.path + (cell.ended() == null ? ">" : " ended>");
  }
}
