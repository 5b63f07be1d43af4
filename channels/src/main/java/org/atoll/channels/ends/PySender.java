package org.atoll.channels.ends;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;

/// The end of a channel that items are sent by. Threads of its interpreter may use it at the same time.
@PyTypeDef(name = "Sender", module = "atoll.channels", basetype = false, instantiable = false, doc = """
    The sending end of a channel, made by channel().

    It can be sent to other interpreters, where it is an end of its own. The channel is closed for receivers when all its
    senders are closed: by close(), by the end of their interpreters, or by being dropped. An interpreter that sends its
    end on, and has not used it itself, has given it away: that end counts again only if it is used after all.

    with sender: ... closes it in the end.""")
final class PySender extends PySendingEnd implements ChannelEnd {
  static final PyType TYPE = PyType.builtin(new PySenderBinder());

  private final Channel channel;

  PySender(Handle handle, Channel channel) {
    super(TYPE, handle, channel);
    this.channel = channel;
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @PyMethod(sig = "(item, /, timeout=None, *, priority=0, move=False)", doc = """
      Send an item; what can change is copied at once.

      If the channel is full, wait for room, if need be for timeout seconds (TimeoutError), or do what its overflow policy
      says. Raises ChannelClosed where nobody receives any more.
      priority: in a channel with priorities, an int; the highest is received first.
      move: give a list, dict, set, deque, bytearray or array away instead of copying it; the sender cannot use it any more,
      unless an exception says that it was not sent.""")
  void send(ThreadState ts, Object item, Object timeout, long priority, boolean move) {
    send(ts, item, priority, move, ChannelErrors.nanos(ts, timeout));
  }

  @PyMethod(sig = "(item, /, *, priority=0, move=False)", doc = "As send(), but raise ChannelFull instead of waiting.")
  void send_nowait(ThreadState ts, Object item, long priority, boolean move) {
    sendNow(ts, item, priority, move);
  }

  @PyMethod(sig = "(item, /, timeout=None, *, priority=0, move=False)", doc = """
      As send(), for coroutines: `await sender.send_async(item)`.

      A task that is cancelled has either sent the item or not; the coroutine returns if it has.""")
  Object send_async(ThreadState ts, Object item, Object timeout, long priority, boolean move) {
    return sendLater(ts, item, timeout, priority, move);
  }

  @PyMethod(sig = "()", doc = """
      The items that were sent and not received, now that nobody can receive them any more; they are taken out.

      If one of them cannot be rebuilt here, the exception has those before it as its attribute drained; it is gone, and
      those after it stay.""")
  Object unreceived(ThreadState ts) {
    PyList all = new PyList();
    try {
      for (Object item = channel.reclaim(); item != null; item = channel.reclaim()) {
        all.append(Parcel.unpack(ts, item));
      }
    } catch (PyException e) {
      throw ChannelErrors.withDrained(ts, e, all);
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
