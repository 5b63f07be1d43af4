package org.atoll.actors.cell;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Shared;

/// How calls are sent to an actor: its attributes are the actor's methods. Immutable.
@PyTypeDef(name = "Sender", module = "atoll.actors", basetype = false, instantiable = false,
    doc = "A way of sending calls to an actor; its attributes are the actor's methods.")
final class SendOptions extends PyObject implements Shared {
  static final PyType TYPE = PyType.builtin(new SendOptionsBinder());

  /// What is done with a call.
  private enum How {
    ASK, TELL, LATER
  }

  private final Cell cell;
  private final How how;
  private final int priority;
  /// Whether arguments are given away.
  private final boolean move;
  /// The ask's timeout, negative for none; or the delay.
  private final long nanos;
  private final long periodNanos;

  private SendOptions(Cell cell, How how, int priority, boolean move, long nanos, long periodNanos) {
    super(TYPE);
    this.cell = cell;
    this.how = how;
    this.priority = priority;
    this.move = move;
    this.nanos = nanos;
    this.periodNanos = periodNanos;
  }

  static SendOptions tell(Cell cell) {
    return new SendOptions(cell, How.TELL, 0, false, -1, 0);
  }

  static SendOptions ask(Cell cell) {
    return new SendOptions(cell, How.ASK, 0, false, -1, 0);
  }

  static SendOptions later(Cell cell, long delayNanos, long periodNanos, int priority) {
    return new SendOptions(cell, How.LATER, priority, false, delayNanos, periodNanos);
  }

  @PyMethod
  Object __getattr__(Object name) {
    return method(this, PyObjects.attributeName(name));
  }

  /// @throws org.atoll.runtime.types.PyException AttributeError where the actor has no such method
  RemoteMethod method(PyObject asked, String name) {
    String refusal = cell.refuses(name);
    if (refusal != null) {
      throw PyErr.attributeError(asked, name, "%s", refusal);
    }
    return new RemoteMethod(this, name);
  }

  @PyMethod
  Object __dir__() {
    return cell.methodNames();
  }

  @PyMethod(sig = "(*messages, timeout=None, priority=0, move=False)", doc = """
      The same way of sending, with a timeout (of asks) or a priority.

      move: give lists, dicts, sets, deques, bytearrays and arrays among the arguments away instead of copying them.""")
  Object __call__(ThreadState ts, PyTuple messages, Object timeout, int priority, boolean move) {
    if (messages.items.length > 0) {
      throw PyErr.typeError(how == How.LATER ? "name the method that is to be called later, as in ref.after(1).method()"
          : "name the method, as in ref.%s.method(...); a plain message is sent by ref.send(message) or ref.request(message)", how == How.TELL ? "tell" : "ask()");
    }
    if (how == How.LATER) {
      throw PyErr.typeError("name the method that is to be called later, as in ref.after(1).method()");
    }
    if (how == How.TELL && timeout != PyNone.NONE) {
      throw PyErr.typeError("tell() takes no timeout: it waits for no result");
    }
    return new SendOptions(cell, how, priority, move, Durations.optional(ts, timeout, "timeout"), 0);
  }

  private Envelope envelope(ThreadState ts, String method, Object[] args, PyDict kwargs, PyReply reply, Cell sender) {
    return move ? Envelope.moved(ts, method, args, kwargs, reply, sender, priority) : Envelope.call(ts, method, args, kwargs, reply, sender, priority);
  }

  /// Sends a call.
  Object send(ThreadState ts, String method, Object[] args, PyDict kwargs) {
    Cell sender = Cell.of(ts);
    switch (how) {
      case TELL -> {
        cell.tell(ts, envelope(ts, method, args, kwargs, null, sender));
        return PyNone.NONE;
      }
      case ASK -> {
        PyReply reply = new PyReply(ts, cell, method, nanos);
        cell.tell(ts, envelope(ts, method, args, kwargs, reply, sender));
        return reply;
      }
      default -> {
        return Timer.start(ts, cell, Envelope.call(ts, method, args, kwargs, null, sender, priority), nanos, periodNanos, sender);
      }
    }
  }

  @PyMethod
  String __repr__() {
    return "<" + (how == How.LATER ? "delayed" : how.name().toLowerCase(java.util.Locale.ROOT)) + " of " + cell.path + ">";
  }

  String title(String method) {
    return cell.path + "." + method;
  }
}
