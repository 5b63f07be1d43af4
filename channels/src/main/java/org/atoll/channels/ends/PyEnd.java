package org.atoll.channels.ends;

import java.lang.ref.Reference;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.channels.codec.Portable;
import org.atoll.runtime.host.Cleanup;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// What all ends of channels and broadcasts have in common: a [Handle], which is closed when the end is collected. So whoever uses the
/// handle keeps the end reachable meanwhile ([#keep]).
///
/// An end belongs to one interpreter. Sent to another one, it becomes an end there with a handle of its own.
abstract class PyEnd extends PyObject {
  final Handle handle;

  PyEnd(PyType type, Handle handle) {
    super(type);
    this.handle = handle;
    Cleanup.register(this, handle::close);
  }

  /// To be called, in a `finally`, after the last use of the handle.
  final void keep() {
    Reference.reachabilityFence(this);
  }

  /// `Sender` or `Receiver`.
  final String name() {
    return type.name();
  }

  /// The end for a handle.
  static PyEnd of(Handle handle) {
    if (handle.exchange instanceof Broadcast b) {
      return handle.side == Side.SENDERS ? new PyPublisher(handle, b) : new PyTopic(handle, b);
    }
    Channel c = (Channel) handle.exchange;
    return handle.side == Side.SENDERS ? new PySender(handle, c) : new PyReceiver(handle, c);
  }

  PyEnd makeClone(ThreadState ts) {
    try {
      if (handle.isClosed()) {
        throw closed();
      }
      return of(Handle.open(ts, handle.exchange, handle.side));
    } finally {
      keep();
    }
  }

  PyException closed() {
    return ChannelErrors.endClosed(name().toLowerCase(java.util.Locale.ROOT));
  }

  // On the way to another interpreter.

  /// A message has the end: its side of the channel has one more meanwhile.
  static Runnable hold(ThreadState ts, Object end) {
    return new Transit((PyEnd) end);
  }

  static Portable portable(ThreadState ts, Object end) {
    PyEnd sent = (PyEnd) end;
    return new OnItsWay(sent.handle, ts.interpreter(), sent.type.fullName());
  }

  /// An end in a message.
  ///
  /// @param home the interpreter that has sent it
  private record OnItsWay(Handle handle, Interpreter home, String typeName) implements Portable {
    @Override
    public Object make(ThreadState receiver) {
      receiver.interpreter().importModule(receiver, ChannelsModule.NAME);
      PyEnd made = of(Handle.open(receiver, handle.exchange, handle.side));
      if (receiver.interpreter() != home) {
        handle.givenAway();
      }
      return made;
    }
  }

  /// Counts as a handle from when it is made until it is run for the first time.
  private static final class Transit implements Runnable {
    private final Exchange exchange;
    private final Side side;
    private boolean over;

    Transit(PyEnd end) {
      try {
        if (end.handle.isClosed()) {
          throw end.closed();
        }
        exchange = end.handle.exchange;
        side = end.handle.side;
        exchange.count(side);
      } finally {
        end.keep();
      }
    }

    @Override
    public void run() {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
      }
      exchange.uncount(side);
    }
  }

  /// What those are told who look at a thread that waits.
  ///
  /// @param of what it waits at
  record Wait(String before, Exchange of) implements Awaited {
    @Override
    public String what() {
      return before + of;
    }

    @Override
    public String relation() {
      return "";
    }

    @Override
    public Holder holder(ThreadState waiter) {
      return null;
    }
  }

  // What scripts see of all kinds; the derived classes declare what each documents in its own way.

  abstract void close();

  @PyGetter(name = "closed", doc = "whether this end is closed")
  boolean isClosed() {
    return handle.isClosed();
  }

  @PyMethod
  boolean __bool__() {
    return true;
  }

  @PyMethod
  Object __enter__() {
    return this;
  }

  @PyMethod(sig = "(*exc_info)")
  void __exit__(PyTuple exc_info) {
    close();
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    throw PyErr.typeError("a %s cannot be pickled: it means something in this process only", name());
  }

  @PyMethod
  String __repr__() {
    return "<" + name() + " of " + handle.exchange + (handle.isClosed() ? ", closed>" : ">");
  }
}
