package org.atoll.actors.cell;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// `_atoll_actors`: what `atoll.actors` is made of. It needs no import system, so that an actor's interpreter has it for
/// next to nothing.
@PyModuleDef(value = "_atoll_actors", doc = "Actors; see atoll.actors.")
final class ActorsModule {
  @PyConstant(name = "ActorRef")
  static final PyType ACTOR_REF = PyActorRef.TYPE;
  @PyConstant(name = "Reply")
  static final PyType REPLY = PyReply.TYPE;
  @PyConstant(name = "Timer")
  static final PyType TIMER = Timer.TYPE;
  @PyConstant(name = "Terminated")
  static final PyType TERMINATED = Terminated.TYPE;
  @PyConstant(name = "DeadLetter")
  static final PyType DEAD_LETTER = DeadLetter.TYPE;
  @PyConstant(name = "Mailbox")
  static final PyType MAILBOX = MailboxOptions.TYPE;
  @PyConstant(name = "Group")
  static final PyType GROUP = Group.TYPE;
  @PyConstant(name = "Strategy")
  static final PyType STRATEGY = Strategy.TYPE;
  @PyConstant(name = "ActorError")
  static final PyType ACTOR_ERROR = ActorErrors.ACTOR_ERROR;
  @PyConstant(name = "ActorStopped")
  static final PyType ACTOR_STOPPED = ActorErrors.STOPPED;
  @PyConstant(name = "ActorExit")
  static final PyType ACTOR_EXIT = ActorErrors.EXIT;
  @PyConstant(name = "MailboxFull")
  static final PyType MAILBOX_FULL = ActorErrors.MAILBOX_FULL;
  @PyConstant(name = "NameTaken")
  static final PyType NAME_TAKEN = ActorErrors.NAME_TAKEN;
  @PyConstant(name = "RemoteError")
  static final PyType REMOTE_ERROR = ActorErrors.REMOTE;
  @PyConstant(name = "RemoteTraceback")
  static final PyType REMOTE_TRACEBACK = ActorErrors.TRACEBACK;

  private static final long SECOND = 1_000_000_000L;
  static final Strategy DEFAULT_RESTART = new Strategy(Strategy.Directive.RESTART, 3, 10 * SECOND, 0, 60 * SECOND);

  /// The actor whose code is running.
  ///
  /// @throws org.atoll.runtime.types.PyException ActorError outside any
  private static Incarnation here(ThreadState ts, String what) {
    Incarnation i = Incarnation.of(ts);
    if (i == null) {
      throw ActorErrors.error("%s is for the code of an actor", what);
    }
    return i;
  }

  static Incarnation function(ThreadState ts, String what) {
    Incarnation i = here(ts, what);
    if (!i.isFunction()) {
      throw ActorErrors.error("%s is for function actors: the methods of %s are called with its messages", what, i.cell.blueprint.title());
    }
    return i;
  }

  private static Cell cell(Object ref, String what) {
    if (!(ref instanceof PyActorRef r)) {
      throw PyErr.typeError("%s takes an ActorRef, not %s", what, PyObject.typeOf(ref).name());
    }
    return r.cell;
  }

  @PyFunction(sig = "(cls, /)", doc = "Class decorator: instances of the class live as actors, made by spawn().")
  Object actor(ThreadState ts, Object cls) {
    if (!(cls instanceof PyType t) || !t.isHeapType()) {
      throw PyErr.typeError("@actor decorates a class, not %s", PyObject.typeOf(cls).name());
    }
    PyObjects.setAttr(ts, t, Spawning.MARK, true);
    return cls;
  }

  @PyFunction(sig = "(cls, /, *args, name=None, supervise=None, mailbox=None, limits=None, capabilities=None, **kwargs)", doc = """
      Start an actor and give its ActorRef.

      cls is a class decorated with @actor, which the other arguments are for, or a function that takes its messages by
      receive(). The actor has an interpreter of its own, with copies of the globals that its code names.

      name: by which lookup() finds it; NameTaken where another has it.
      supervise: what is done where it fails: Resume(), Restart(), Stop() or Escalate(). An instance of a class resumes
      unless told otherwise, a function stops.
      mailbox: a Mailbox, or how many messages may wait; 10000 unless told otherwise.
      limits, capabilities: what its interpreter may use and do, as atoll.interpreters.create() takes them. It may do no
      more than that of the spawner.""")
  Object spawn(ThreadState ts, Object cls, PyTuple args, Object name, Object supervise, Object mailbox, Object limits, Object capabilities,
      PyDict kwargs) {
    return Spawning.spawn(ts, cls, args, kwargs, name, Spawning.strategy(ts, supervise, null), mailbox, limits, capabilities, null).ref;
  }

  @PyFunction(sig = "(name, /)", doc = "The actor that was spawned by that name, or None.")
  Object lookup(ThreadState ts, String name) {
    Cell found = Actors.of(ts).lookup(name);
    return found == null || !found.isUnder(ts) ? PyNone.NONE : found.ref;
  }

  @PyFunction(sig = "()", doc = "The refs of all actors that live, the oldest first.")
  Object all_actors(ThreadState ts) {
    PyList all = new PyList();
    for (Cell c : Actors.of(ts).all()) {
      if (c.isUnder(ts)) {
        all.append(c.ref);
      }
    }
    return all;
  }

  // Supervision.

  @PyFunction(sig = "()", name = "Resume", doc = "The actor goes on with its next message, its state as it is.")
  Object resume() {
    return Strategy.RESUME;
  }

  @PyFunction(sig = "()", name = "Stop", doc = "The actor ends.")
  Object stop() {
    return Strategy.STOP;
  }

  @PyFunction(sig = "()", name = "Escalate", doc = "The actor ends, and the one that has spawned it counts as failed; without one, all actors end.")
  Object escalate() {
    return Strategy.ESCALATE;
  }

  @PyFunction(sig = "(times=3, within=10, backoff=0, max_backoff=60)", name = "Restart", doc = """
      The actor begins anew: its constructor makes its state, and it goes on with the messages that wait.

      times: how many restarts are allowed within that many seconds before it ends; None for any number.
      backoff: seconds before the first restart; twice as many before each further one, up to max_backoff.""")
  Object restart(ThreadState ts, Object times, Object within, Object backoff, Object max_backoff) {
    long count = Strategy.FOREVER;
    if (times != PyNone.NONE) {
      if (!(times instanceof Long n)) {
        throw PyErr.typeError("times must be an int or None, not %s", PyObject.typeOf(times).name());
      }
      if (n < 0) {
        throw PyErr.valueError("times must not be negative: %d", n);
      }
      count = n;
    }
    long window = Durations.optional(ts, within, "within");
    return new Strategy(Strategy.Directive.RESTART, count, window < 0 ? Strategy.FOREVER : window, Durations.required(ts, backoff, "backoff"),
        Durations.required(ts, max_backoff, "max_backoff"));
  }

  @PyFunction(sig = "(ref, /)", doc = "Have a Terminated message sent to the calling actor when the other ends; at once if it has ended.")
  void watch(ThreadState ts, Object ref) {
    Incarnation i = here(ts, "watch()");
    Cell other = cell(ref, "watch()");
    if (!i.hasMessageHook(ts)) {
      throw ActorErrors.error("watch() needs a method on_message(self, message) in %s, which the Terminated message goes to", i.cell.blueprint.title());
    }
    i.cell.actors.guardian().tell(new Lifecycle.Watch(other, i.cell));
  }

  @PyFunction(sig = "(ref, /)", doc = "Take a watch() back.")
  void unwatch(ThreadState ts, Object ref) {
    Incarnation i = here(ts, "unwatch()");
    i.cell.actors.guardian().tell(new Lifecycle.Unwatch(cell(ref, "unwatch()"), i.cell));
  }

  @PyFunction(sig = "(ref, /)", doc = "Have the calling actor and the other end together, whichever ends first.")
  void link(ThreadState ts, Object ref) {
    Incarnation i = here(ts, "link()");
    Cell other = cell(ref, "link()");
    other.requireUnder(ts, "link()");
    i.cell.actors.guardian().tell(new Lifecycle.Link(i.cell, other));
  }

  @PyFunction(sig = "(ref, /)", doc = "Take a link() back.")
  void unlink(ThreadState ts, Object ref) {
    Incarnation i = here(ts, "unlink()");
    i.cell.actors.guardian().tell(new Lifecycle.Unlink(i.cell, cell(ref, "unlink()")));
  }

  // Inside an actor.

  @PyFunction(sig = "()", doc = "The ref of the actor whose code is running.")
  Object self_ref(ThreadState ts) {
    return here(ts, "self_ref()").cell.ref;
  }

  @PyFunction(sig = "()", doc = "The actor that has sent the present message; None where it came from elsewhere.")
  Object sender(ThreadState ts) {
    Envelope e = here(ts, "sender()").current(ts);
    return e == null || e.sender == null ? PyNone.NONE : e.sender.ref;
  }

  @PyFunction(sig = "()", doc = "The actor that has spawned this one; None where the program has.")
  Object parent(ThreadState ts) {
    Cell up = here(ts, "parent()").cell.parent;
    return up == null ? PyNone.NONE : up.ref;
  }

  @PyFunction(sig = "()", doc = "The actors that this one has spawned and that live.")
  Object children(ThreadState ts) {
    PyList all = new PyList();
    here(ts, "children()").cell.children.forEach(c -> all.append(c.ref));
    return all;
  }

  @PyFunction(sig = "(timeout=None, *, match=None)", doc = """
      The messages of a function actor, to be iterated over: for message in receive(): ..., and by async for in a
      coroutine function.

      It ends when the actor is to end, or when no message has come for timeout seconds. match is a class, a tuple of
      classes or a function: only messages that it takes are given, the others wait in their order.""")
  Object receive(ThreadState ts, Object timeout, Object match) {
    function(ts, "receive()");
    return new Receiver(Durations.optional(ts, timeout, "timeout"), matcher(match));
  }

  @PyFunction(sig = "(timeout=None, *, match=None, default=<absent>)", doc = """
      The next message of a function actor.

      When none has come for timeout seconds, default, or TimeoutError where there is no default. match is as for
      receive(). Raises ActorExit when the actor is to end. In a coroutine function it is to be awaited.""")
  Object receive_one(ThreadState ts, Object timeout, Object match, Object default_) {
    Incarnation i = function(ts, "receive_one()");
    long nanos = Durations.optional(ts, timeout, "timeout");
    if (i.coroutine() != null) {
      return i.coroutine().one(ts, new Receiver(nanos, matcher(match)), default_);
    }
    Object got = i.reception().receive(ts, nanos, matcher(match));
    if (got == Reception.EXIT) {
      throw PyErr.format(ActorErrors.EXIT, "%s is to end", i.cell.path);
    }
    if (got == null) {
      if (default_ != null) {
        return default_;
      }
      throw PyErr.format(PyExc.TimeoutError, "no message came for %s s", Double.toString(nanos / 1e9));
    }
    return got;
  }

  private static Object matcher(Object match) {
    if (match == PyNone.NONE) {
      return null;
    }
    if (!(match instanceof PyTuple) && !PyObjects.isCallable(match)) {
      throw PyErr.typeError("match must be a class, a tuple of classes or a function, not %s", PyObject.typeOf(match).name());
    }
    return match;
  }

  @PyFunction(sig = "(value, /)", doc = "Answer the present message, in a function actor: the result of the request() that has sent it.")
  void reply(ThreadState ts, Object value) {
    here(ts, "reply()").reply(ts, value);
  }

  @PyFunction(sig = "(behaviour, /)", doc = "Have another object's methods handle the messages from now on, or a function the plain ones; None for the actor's own again.")
  void become(ThreadState ts, Object behaviour) {
    Incarnation i = here(ts, "become()");
    if (i.isFunction()) {
      throw ActorErrors.error("become() is for class actors; a function goes on as its code says");
    }
    i.become(behaviour == PyNone.NONE ? null : behaviour);
  }

  @PyFunction(sig = "()", doc = "Put the present message aside until unstash_all(); it is not answered meanwhile.")
  void stash(ThreadState ts) {
    Incarnation i = here(ts, "stash()");
    if (i.isFunction()) {
      throw ActorErrors.error("stash() is for class actors; receive(match=...) leaves other messages where they are");
    }
    i.stash(ts);
  }

  @PyFunction(sig = "()", doc = "Handle what was stashed, before everything else.")
  void unstash_all(ThreadState ts) {
    here(ts, "unstash_all()").cell.unstash();
  }

  // The system.

  @PyFunction(sig = "(*, clear=False)", doc = "The messages that nobody has handled, the oldest first; the newest 10000 are kept.")
  Object dead_letters(ThreadState ts, boolean clear) {
    DeadLetters all = Actors.of(ts).deadLetters();
    PyList list = new PyList();
    all.of(ts, clear).forEach(list::append);
    return list;
  }

  @PyFunction(sig = "(timeout=None)", doc = "Take out the oldest dead letter, and wait for it; TimeoutError after timeout seconds.")
  Object next_dead_letter(ThreadState ts, Object timeout) {
    requireAll(ts, "next_dead_letter()");
    DeadLetter got = Actors.of(ts).deadLetters().take(ts, Durations.optional(ts, timeout, "timeout"));
    if (got == null) {
      throw PyErr.format(PyExc.TimeoutError, "there was no dead letter in time");
    }
    return got;
  }

  /// Refuses what is about all actors to who may not know of all.
  private static void requireAll(ThreadState ts, String what) {
    if (!ts.access().permissions().unlimited()) {
      throw ActorErrors.notPermitted(what + " is about all actors");
    }
  }

  @PyFunction(sig = "(reason='shut down', *, timeout=None)", doc = "End all actors, those spawned last first, and wait for that; tells whether they have within the time.")
  boolean shutdown(ThreadState ts, String reason, Object timeout) {
    requireAll(ts, "shutdown()");
    long nanos = Durations.optional(ts, timeout, "timeout");
    if (Cell.of(ts) != null) {
      Actors.of(ts).stopAll(reason);
      return false;
    }
    Actors all = Actors.of(ts);
    all.stopAll(reason);
    return all.awaitEnd(ts, nanos);
  }

  @PyFunction(sig = "(timeout=None)", doc = "Wait until all actors have ended; tells whether they have within the time.")
  boolean wait_all(ThreadState ts, Object timeout) {
    if (Cell.of(ts) != null) {
      throw ActorErrors.error("an actor cannot wait for the end of all");
    }
    return Actors.of(ts).awaitEnd(ts, Durations.optional(ts, timeout, "timeout"));
  }

  @PyFunction(sig = "()", doc = "Why the actors have failed as a whole, by an escalated failure; None where they have not.")
  Object system_failure(ThreadState ts) {
    requireAll(ts, "system_failure()");
    String why = Actors.of(ts).failure();
    return why == null ? PyNone.NONE : why;
  }
}
