package org.atoll.actors.cell;

import java.util.List;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Moving;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// One message on its way to an actor: a method call, or a plain message. Its content is a snapshot, or values that cannot
/// change. Handled once, by the actor; who drops it calls [#release].
final class Envelope {
  private static final Object[] NOTHING = {};
  /// In place of what only its receiver has.
  private static final Object[] TAKEN = {"(its actor had it)"};

  /// The method to call; null for a plain message, which is then the only argument.
  final String method;
  /// The arguments where all of them stand for themselves; null otherwise.
  private final Object[] plain;
  private final Message args;
  private final Message kwargs;
  /// Who is told the result, or null.
  final PyReply reply;
  /// The actor that has sent it, or null.
  final Cell sender;
  /// More urgent ones come first, where the mailbox keeps to that.
  final int priority;
  /// The place among those of the same priority.
  long order;
  /// Whether its content is wanted again, for the next one like it.
  private boolean repeated;
  /// Whether the receiver has made its own objects of the content, which nobody else may look at.
  private volatile boolean taken;
  /// What was given away with it, until it is sent.
  private List<Moving> moving = List.of();
  /// Something to be done in the actor's interpreter instead of a message; null for messages.
  final Errand errand;

  /// Something that is done in an actor's interpreter between two messages.
  interface Errand {
    void run(ThreadState ts);
  }

  private Envelope(String method, Object[] plain, Message args, Message kwargs, PyReply reply, Cell sender, int priority, Errand errand) {
    this.method = method;
    this.plain = plain;
    this.args = args;
    this.kwargs = kwargs;
    this.reply = reply;
    this.sender = sender;
    this.priority = priority;
    this.errand = errand;
  }

  private Envelope(String method, List<Moving> moving, Message kwargs, PyReply reply, Cell sender, int priority) {
    this(method, null, moving.getFirst().message(), kwargs, reply, sender, priority, null);
    this.moving = moving;
  }

  /// A call, with a snapshot of the arguments as they are now.
  ///
  /// @throws PyException NotShareableError where they cannot be sent
  static Envelope call(ThreadState ts, String method, Object[] args, PyDict kwargs, PyReply reply, Cell sender, int priority) {
    Message named = kwargs == null || kwargs.size() == 0 ? null : Sending.snapshot(ts, kwargs);
    for (Object a : args) {
      if (!Sending.isImmutable(a)) {
        return new Envelope(method, null, Sending.snapshot(ts, PyTuple.of(args)), named, reply, sender, priority, null);
      }
    }
    return new Envelope(method, args, null, named, reply, sender, priority, null);
  }

  /// As [#call], but lists and the like among the arguments are given away.
  ///
  /// @throws PyException as [#call]; BufferError where somebody holds a view on the memory of one
  static Envelope moved(ThreadState ts, String method, Object[] args, PyDict kwargs, PyReply reply, Cell sender, int priority) {
    Moving given = Sending.movedArguments(ts, PyTuple.of(args));
    if (kwargs == null || kwargs.size() == 0) {
      return new Envelope(method, List.of(given), null, reply, sender, priority);
    }
    try {
      Moving named = Sending.movedByName(ts, kwargs);
      return new Envelope(method, List.of(given, named), named.message(), reply, sender, priority);
    } catch (PyException e) {
      given.takeBack();
      throw e;
    }
  }

  /// A plain message.
  ///
  /// @param move whether it is given away
  /// @throws PyException as [#call] and [#moved]; TypeError for what cannot be given away
  static Envelope message(ThreadState ts, Object message, boolean move, PyReply reply, Cell sender, int priority) {
    if (move) {
      Sending.requireMovable(ts, message);
    }
    Object[] args = {message};
    return move ? moved(ts, null, args, null, reply, sender, priority) : call(ts, null, args, null, reply, sender, priority);
  }

  /// A plain message that every interpreter may have.
  static Envelope notice(Object shared, Cell sender) {
    return new Envelope(null, new Object[] {shared}, null, null, null, sender, 0, null);
  }

  /// Something to be done before all messages that wait, where urgent ones come first; else when its turn comes.
  static Envelope errand(Errand errand) {
    return new Envelope(null, NOTHING, null, null, null, null, Integer.MAX_VALUE, errand);
  }

  /// Something to be done after all messages that wait.
  static Envelope lastErrand(Errand errand) {
    return new Envelope(null, NOTHING, null, null, null, null, Integer.MIN_VALUE, errand);
  }

  /// The same message once more, for what is sent periodically.
  Envelope again() {
    Envelope copy = new Envelope(method, plain, args, kwargs, reply, sender, priority, null);
    copy.repeated = true;
    return copy;
  }

  /// The arguments as objects of the receiver; they can be taken out once, unless `keep` is set.
  Object[] arguments(ThreadState ts, boolean keep) {
    if (plain != null) {
      return plain.clone();
    }
    if (keep || repeated) {
      return taken ? TAKEN.clone() : ((PyTuple) args.openCopy(ts)).items;
    }
    taken = true;
    return ((PyTuple) Sending.open(ts, args)).items;
  }

  /// The keyword arguments, or null.
  PyDict keywords(ThreadState ts, boolean keep) {
    if (kwargs == null) {
      return null;
    }
    if (keep || repeated) {
      return taken ? null : (PyDict) kwargs.openCopy(ts);
    }
    taken = true;
    return (PyDict) Sending.open(ts, kwargs);
  }

  /// Whether its content is what it was, since it cannot change.
  boolean isConstant() {
    return plain != null && kwargs == null;
  }

  /// It has not been sent: what was to be given away is the sender's again.
  void takeBack() {
    moving.forEach(Moving::takeBack);
    release();
  }

  /// Somebody has it now, or will.
  void sent() {
    moving = List.of();
  }

  void release() {
    if (repeated) {
      return;
    }
    if (args != null) {
      args.release();
    }
    if (kwargs != null) {
      kwargs.release();
    }
  }

  /// What is said of it where its content need not be shown.
  String title() {
    return method != null ? method + "()" : "message";
  }
}
