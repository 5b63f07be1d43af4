package org.atoll.channels.ends;

import java.util.function.BooleanSupplier;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;

/// The end of a channel that items are received by. Threads of its interpreter may use it at the same time.
@PyTypeDef(name = "Receiver", module = "atoll.channels", basetype = false, instantiable = false, doc = """
    The receiving end of a channel, made by channel().

    It can be sent to other interpreters, where it is an end of its own; each item is received by one of them. Senders
    learn when all receivers are closed: by close(), by the end of their interpreters, or by being dropped. An interpreter
    that sends its end on, and has not used it itself, has given it away: that end counts again only if it is used after all.

    for item in receiver: ... and async for item in receiver: ... receive until all senders are closed.
    with receiver: ... closes it in the end.""")
final class PyReceiver extends PyEnd implements ChannelEnd {
  static final PyType TYPE = PyType.builtin(new PyReceiverBinder());

  private final Channel channel;

  PyReceiver(Handle handle, Channel channel) {
    super(TYPE, handle);
    this.channel = channel;
  }

  @Override
  public Channel channel() {
    return channel;
  }

  /// What a poll has found, for Python; null where it was nothing.
  private Object given(ThreadState ts, Object polled) {
    if (polled == Channel.CLOSED) {
      throw channel.over();
    }
    if (polled == Channel.END_CLOSED) {
      throw closed();
    }
    return polled == null ? null : Parcel.unpack(ts, polled);
  }

  /// The next item, or CLOSED or END_CLOSED; null where none came in time.
  private Object await(ThreadState ts, long nanos) {
    Object got = channel.poll(handle);
    return got != null || nanos == 0 ? got : new Attempt().await(ts, nanos);
  }

  /// A thread's, to receive an item when there was none.
  private final class Attempt implements BooleanSupplier {
    private Object got;

    Object await(ThreadState ts, long nanos) {
      Awaited before = ts.awaits(new Wait("an item of ", channel));
      try {
        channel.arrivals(Side.RECEIVERS).threads().awaitSoon(ts, nanos, this, channel::hasNews);
      } finally {
        ts.awaits(before);
      }
      return got;
    }

    @Override
    public boolean getAsBoolean() {
      return (channel.hasNews() || handle.isClosed()) && (got = channel.poll(handle)) != null;
    }
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      The next item, waited for as long as that takes or for timeout seconds (TimeoutError).

      Raises ChannelClosed once all senders are closed and everything is received.""")
  Object recv(ThreadState ts, Object timeout) {
    try {
      Object got = given(ts, await(ts, ChannelErrors.nanos(ts, timeout)));
      if (got == null) {
        throw ChannelErrors.timeout("nothing has come");
      }
      return got;
    } finally {
      keep();
    }
  }

  @PyMethod(sig = "()", doc = "As recv(), but raise ChannelEmpty instead of waiting.")
  Object recv_nowait(ThreadState ts) {
    try {
      Object got = given(ts, channel.poll(handle));
      if (got == null) {
        throw ChannelErrors.empty();
      }
      return got;
    } finally {
      keep();
    }
  }

  @PyMethod(sig = "()", doc = """
      A copy of the next item, which stays in the channel; ChannelEmpty where there is none now.

      Somebody else may receive it before this end does.""")
  Object peek(ThreadState ts) {
    try {
      Object got = given(ts, channel.peek(ts, handle));
      if (got == null) {
        throw ChannelErrors.empty();
      }
      return got;
    } finally {
      keep();
    }
  }

  @PyMethod(sig = "()", doc = """
      All items that are there now, as a list.

      If one of them cannot be rebuilt here, the exception has those before it as its attribute drained; it is gone, and
      those after it stay.""")
  Object drain(ThreadState ts) {
    PyList all = new PyList();
    try {
      for (Object item = channel.poll(handle); item != null && item != Channel.CLOSED; item = channel.poll(handle)) {
        if (item == Channel.END_CLOSED) {
          throw closed();
        }
        all.append(Parcel.unpack(ts, item));
      }
    } catch (PyException e) {
      throw ChannelErrors.withDrained(ts, e, all);
    } finally {
      keep();
    }
    return all;
  }

  @PyGetter(name = "missed", doc = "how many items it has not got, and will not: dropped since there was no room for them")
  long missed() {
    return channel.missed();
  }

  @PyMethod(sig = "(timeout=None)", doc = """
      As recv(), for coroutines: `await receiver.recv_async()`.

      A task that is cancelled has received nothing: the item is there for others.""")
  Object recv_async(ThreadState ts, Object timeout) {
    return PyObjects.callMethod(ts, ts.interpreter().importModule(ts, ChannelsModule.ASYNC), "recv", this, timeout);
  }

  @PyMethod(sig = "()", doc = "The next item, or PENDING; for recv_async().")
  Object _poll(ThreadState ts) {
    try {
      Object got = given(ts, channel.poll(handle));
      return got == null ? PyPending.PENDING : got;
    } finally {
      keep();
    }
  }

  @PyMethod(sig = "(loop, /)", doc = "Where tasks of an event loop wait for items.")
  Object _lobby(ThreadState ts, Object loop) {
    return channel.arrivals(Side.RECEIVERS).lobby(ts, loop);
  }

  @PyMethod
  Object __iter__() {
    return this;
  }

  @PyMethod
  Object __next__(ThreadState ts) {
    try {
      Object got = await(ts, -1);
      return got == Channel.CLOSED && !channel.isCutOff() ? null : given(ts, got);
    } finally {
      keep();
    }
  }

  @PyMethod
  Object __aiter__() {
    return this;
  }

  @PyMethod
  Object __anext__(ThreadState ts) {
    return PyObjects.callMethod(ts, ts.interpreter().importModule(ts, ChannelsModule.ASYNC), "next_of", this);
  }

  @PyMethod(sig = "()", doc = "Another receiver of the same channel, to be closed by itself; each item is received by one of them.")
  Object clone(ThreadState ts) {
    return makeClone(ts);
  }

  @PyMethod(sig = "()", doc = """
      Receive nothing more by this end. When all receivers are closed, senders learn that nobody receives what they send.
      To close it again does nothing.""")
  @Override
  void close() {
    handle.close();
    keep();
  }
}
