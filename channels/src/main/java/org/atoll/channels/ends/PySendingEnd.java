package org.atoll.channels.ends;

import java.util.function.BooleanSupplier;
import org.atoll.annotations.PyMethod;
import org.atoll.channels.codec.Moving;
import org.atoll.channels.codec.Sending;
import org.atoll.channels.ends.Outlet.Sent;
import org.atoll.runtime.interp.Awaited;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyException;

/// An end that items are sent by: at once, waiting for room, or from coroutines.
abstract class PySendingEnd extends PyEnd {
  private final Outlet outlet;

  PySendingEnd(PyType type, Handle handle, Outlet outlet) {
    super(type, handle);
    this.outlet = outlet;
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
  private PyException refused(Sent why, Object item, Moving moving) {
    letGo(item, moving);
    return switch (why) {
      case END_CLOSED -> closed();
      case NOBODY -> outlet.nobodyReceives();
      case FULL -> outlet.full();
      case DONE -> throw new IllegalStateException("sent");
    };
  }

  /// Sends an item, waiting for room where that is how it is sent; negative `nanos` for no limit.
  final void send(ThreadState ts, Object item, long priority, boolean move, long nanos) {
    try {
      outlet.requirePriority(priority);
      Moving moving = move ? Sending.moved(ts, item) : null;
      Object packed = pack(ts, item, moving);
      Sent sent = outlet.offer(handle, packed, priority);
      boolean waits = sent == Sent.FULL && outlet.hasSendersWait();
      if (waits) {
        sent = new Attempt(packed, moving, priority).await(ts, nanos);
      }
      if (sent != Sent.DONE) {
        PyException e = refused(sent, packed, moving);
        throw waits && sent == Sent.FULL ? outlet.noRoomInTime() : e;
      }
    } finally {
      keep();
    }
  }

  /// A thread's, to send an item for which there was no room.
  private final class Attempt implements BooleanSupplier {
    private final Object item;
    private final Moving moving;
    private final long priority;
    private Sent sent = Sent.FULL;

    Attempt(Object item, Moving moving, long priority) {
      this.item = item;
      this.moving = moving;
      this.priority = priority;
    }

    Sent await(ThreadState ts, long nanos) {
      if (nanos == 0) {
        return sent;
      }
      Awaited before = ts.awaits(new Wait("room in ", handle.exchange));
      boolean over = false;
      try {
        handle.exchange.arrivals(Side.SENDERS).threads().awaitSoon(ts, nanos, this, outlet::hasRoom);
        over = true;
      } finally {
        ts.awaits(before);
        if (!over && sent != Sent.DONE) {
          letGo(item, moving);
        }
      }
      return sent;
    }

    @Override
    public boolean getAsBoolean() {
      if (!outlet.hasRoom() && !handle.isClosed()) {
        return false;
      }
      sent = outlet.offer(handle, item, priority);
      return sent != Sent.FULL;
    }
  }

  /// As [#send], but where that would wait it raises ChannelFull.
  final void sendNow(ThreadState ts, Object item, long priority, boolean move) {
    try {
      outlet.requirePriority(priority);
      Moving moving = move ? Sending.moved(ts, item) : null;
      Object packed = pack(ts, item, moving);
      Sent sent = outlet.offer(handle, packed, priority);
      if (sent != Sent.DONE) {
        throw refused(sent, packed, moving);
      }
    } finally {
      keep();
    }
  }

  /// The coroutine that sends an item.
  final Object sendLater(ThreadState ts, Object item, Object timeout, long priority, boolean move) {
    return PyObjects.callMethod(ts, ts.interpreter().importModule(ts, ChannelsModule.ASYNC), "send", this, item, timeout, priority, move);
  }

  @PyMethod(sig = "(item, priority, move, /)", doc = "An item that is ready to be sent, for send_async().")
  PyObject _pack(ThreadState ts, Object item, long priority, boolean move) {
    outlet.requirePriority(priority);
    Moving moving = move ? Sending.moved(ts, item) : null;
    return new PyOutgoing(this, pack(ts, item, moving), moving, priority);
  }

  private Object pack(ThreadState ts, Object item, Moving moving) {
    return outlet.packed(moving == null ? Parcel.pack(ts, item) : Parcel.of(moving.message()));
  }

  /// Sends what [#_pack] has given; false where there is no room yet.
  final boolean trySend(Object packed, Moving moving, long priority) {
    try {
      Sent sent = outlet.offer(handle, packed, priority);
      if (sent == Sent.FULL && outlet.hasSendersWait()) {
        return false;
      }
      if (sent != Sent.DONE) {
        throw refused(sent, packed, moving);
      }
      return true;
    } finally {
      keep();
    }
  }

  @PyMethod(sig = "(loop, /)", doc = "Where tasks of an event loop wait for room.")
  Object _lobby(ThreadState ts, Object loop) {
    return handle.exchange.arrivals(Side.SENDERS).lobby(ts, loop);
  }
}
