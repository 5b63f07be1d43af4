package org.atoll.channels.ends;

import java.util.function.BooleanSupplier;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.channels.codec.Moving;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;

/// The end of a channel that items are sent by. Threads of its interpreter may use it at the same time.
@PyTypeDef(name = "Sender", module = "atoll.channels", basetype = false, instantiable = false, doc = """
    The sending end of a channel, made by channel().

    It can be sent to other interpreters, where it is an end of its own. The channel is closed for receivers when all its
    senders are closed: by close(), by the end of their interpreters, or by being dropped. An interpreter that sends its
    end on, and has not used it itself, has given it away: that end counts again only if it is used after all.

    with sender: ... closes it in the end.""")
final class PySender extends PyEnd {
  static final PyType TYPE = PyType.builtin(new PySenderBinder());
  private static final Awaited ROOM = new Wait("room in a channel");

  PySender(Handle handle) {
    super(TYPE, handle);
  }

  private void requirePriorities(int priority) {
    if (priority != 0 && !channel.priorities) {
      throw PyErr.valueError("the channel has no priorities: make it by channel(priorities=True)");
    }
  }

  /// What was not sent is let go, or given back to whoever wanted to give it away.
  static void letGo(Object item, Moving moving) {
    if (moving != null) {
      moving.takeBack();
    } else {
      Parcel.release(item);
    }
  }

  /// The exception for an item that was not sent, which is let go.
  private PyException refused(Channel.Sent why, Object item, Moving moving) {
    letGo(item, moving);
    return switch (why) {
      case END_CLOSED -> closed();
      case NOBODY -> ChannelErrors.nobodyReceives(channel.size());
      case FULL -> ChannelErrors.full(channel);
      case DONE -> throw new IllegalStateException("sent");
    };
  }

  @PyMethod(sig = "(item, /, timeout=None, *, priority=0, move=False)", doc = """
      Send an item; what can change is copied at once.

      If the channel is full, wait for room, if need be for timeout seconds (TimeoutError), or do what its overflow policy
      says. Raises ChannelClosed where nobody receives any more.
      priority: in a channel with priorities, an int; the highest is received first.
      move: give a list, dict, set, deque, bytearray or array away instead of copying it; the sender cannot use it any more,
      unless an exception says that it was not sent.""")
  void send(ThreadState ts, Object item, Object timeout, int priority, boolean move) {
    try {
      long nanos = ChannelErrors.nanos(ts, timeout);
      requirePriorities(priority);
      Moving moving = move ? Sending.moved(ts, item) : null;
      Object packed = move ? Parcel.of(moving.message()) : Parcel.pack(ts, item);
      Channel.Sent sent = channel.offer(handle, packed, priority);
      if (sent == Channel.Sent.FULL && channel.overflow == Overflow.BLOCK) {
        sent = new Attempt(packed, moving, priority).await(ts, nanos);
      }
      if (sent != Channel.Sent.DONE) {
        PyException e = refused(sent, packed, moving);
        throw sent == Channel.Sent.FULL && channel.overflow == Overflow.BLOCK ? ChannelErrors.timeout("there was no room in the channel") : e;
      }
    } finally {
      keep();
    }
  }

  /// A thread's, to send an item for which there was no room.
  private final class Attempt implements BooleanSupplier {
    private final Object item;
    private final Moving moving;
    private final int priority;
    private Channel.Sent sent = Channel.Sent.FULL;

    Attempt(Object item, Moving moving, int priority) {
      this.item = item;
      this.moving = moving;
      this.priority = priority;
    }

    Channel.Sent await(ThreadState ts, long nanos) {
      if (nanos == 0) {
        return sent;
      }
      Awaited before = ts.awaits(ROOM);
      boolean over = false;
      try {
        channel.arrivals(Side.SENDERS).threads().awaitSoon(ts, nanos, this, channel::hasRoom);
        over = true;
      } finally {
        ts.awaits(before);
        if (!over && sent != Channel.Sent.DONE) {
          letGo(item, moving);
        }
      }
      return sent;
    }

    @Override
    public boolean getAsBoolean() {
      if (!channel.hasRoom() && !handle.isClosed()) {
        return false;
      }
      sent = channel.offer(handle, item, priority);
      return sent != Channel.Sent.FULL;
    }
  }

  @PyMethod(sig = "(item, /, *, priority=0, move=False)", doc = "As send(), but raise ChannelFull instead of waiting.")
  void send_nowait(ThreadState ts, Object item, int priority, boolean move) {
    try {
      requirePriorities(priority);
      Moving moving = move ? Sending.moved(ts, item) : null;
      Object packed = move ? Parcel.of(moving.message()) : Parcel.pack(ts, item);
      Channel.Sent sent = channel.offer(handle, packed, priority);
      if (sent != Channel.Sent.DONE) {
        throw refused(sent, packed, moving);
      }
    } finally {
      keep();
    }
  }

  @PyMethod(sig = "(item, /, timeout=None, *, priority=0, move=False)", doc = """
      As send(), for coroutines: `await sender.send_async(item)`.

      A task that is cancelled has either sent the item or not; the coroutine returns if it has.""")
  Object send_async(ThreadState ts, Object item, Object timeout, int priority, boolean move) {
    return PyObjects.callMethod(ts, ts.interpreter().importModule(ts, ChannelsModule.ASYNC), "send", this, item, timeout, (long) priority, move);
  }

  @PyMethod(sig = "(item, priority, move, /)", doc = "An item that is ready to be sent, for send_async().")
  Object _pack(ThreadState ts, Object item, int priority, boolean move) {
    requirePriorities(priority);
    Moving moving = move ? Sending.moved(ts, item) : null;
    return new PyOutgoing(this, move ? Parcel.of(moving.message()) : Parcel.pack(ts, item), moving, priority);
  }

  /// Sends what [#_pack] has given; false where there is no room yet.
  boolean trySend(Object packed, Moving moving, int priority) {
    try {
      Channel.Sent sent = channel.offer(handle, packed, priority);
      if (sent == Channel.Sent.FULL && channel.overflow == Overflow.BLOCK) {
        return false;
      }
      if (sent != Channel.Sent.DONE) {
        throw refused(sent, packed, moving);
      }
      return true;
    } finally {
      keep();
    }
  }

  @PyMethod(sig = "(loop, /)", doc = "Where tasks of an event loop wait for room.")
  Object _lobby(ThreadState ts, Object loop) {
    return channel.arrivals(Side.SENDERS).lobby(ts, loop);
  }

  @PyMethod(sig = "()", doc = "The items that were sent and not received, now that nobody can receive them any more; they are taken out.")
  Object unreceived(ThreadState ts) {
    PyList all = new PyList();
    try {
      for (Object item = channel.reclaim(); item != null; item = channel.reclaim()) {
        all.append(Parcel.unpack(ts, item));
      }
    } finally {
      keep();
    }
    return all;
  }

  @PyMethod(sig = "()", doc = "Another sender of the same channel, to be closed by itself.")
  Object clone(ThreadState ts) {
    return makeClone(ts);
  }

  @PyMethod(sig = "()", doc = """
      Send nothing more by this end. What was sent can still be received, and when all senders are closed, receivers learn
      that there will be no more. To close it again does nothing.""")
  @Override
  void close() {
    handle.close();
    keep();
  }
}
