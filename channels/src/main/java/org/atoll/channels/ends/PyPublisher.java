package org.atoll.channels.ends;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// The end of a broadcast that items are sent by. Threads of its interpreter may use it at the same time.
@PyTypeDef(name = "Publisher", module = "atoll.channels", basetype = false, instantiable = false, doc = """
    The sending end of a broadcast, made by broadcast().

    What it sends goes to each subscriber that there is then. It can be sent to other interpreters, where it is an end of
    its own. Subscribers get what is left, and then ChannelClosed, when all publishers are closed, as those of a channel
    are: by close(), by the end of their interpreters, or by being dropped.

    with publisher: ... closes it in the end.""")
final class PyPublisher extends PySendingEnd {
  static final PyType TYPE = PyType.builtin(new PyPublisherBinder());

  private final Broadcast broadcast;

  PyPublisher(Handle handle, Broadcast broadcast) {
    super(TYPE, handle, broadcast);
    this.broadcast = broadcast;
  }

  @PyMethod(sig = "(item, /, timeout=None, *, move=False)", doc = """
      Send an item to all subscribers that there are, to each or to none; what can change is copied at once.

      If one that is to be waited for (slow='block') has no room, wait until all have, if need be for timeout seconds
      (TimeoutError). Raises ChannelClosed where nobody is there and nobody can subscribe any more.
      move: give a list, dict, set, deque, bytearray or array away instead of copying it; the last of the subscribers to
      receive it has the contents themselves, the others copies. The publisher cannot use it any more, unless an exception
      says that it was not sent.""")
  void send(ThreadState ts, Object item, Object timeout, boolean move) {
    send(ts, item, 0, move, ChannelErrors.nanos(ts, timeout));
  }

  @PyMethod(sig = "(item, /, *, move=False)", doc = "As send(), but raise ChannelFull instead of waiting.")
  void send_nowait(ThreadState ts, Object item, boolean move) {
    sendNow(ts, item, 0, move);
  }

  @PyMethod(sig = "(item, /, timeout=None, *, move=False)", doc = """
      As send(), for coroutines: `await publisher.send_async(item)`.

      A task that is cancelled has either sent the item to all or to none; the coroutine returns if it has.""")
  Object send_async(ThreadState ts, Object item, Object timeout, boolean move) {
    return sendLater(ts, item, timeout, 0, move);
  }

  @PyMethod(sig = "()", doc = "Figures of the broadcast, as a BroadcastStats.")
  Object stats() {
    return ChannelsModule.stats(broadcast);
  }

  @PyMethod(sig = "()", doc = "Another publisher of the same broadcast, to be closed by itself.")
  Object clone(ThreadState ts) {
    return makeClone(ts);
  }

  @PyMethod(sig = "()", doc = """
      Send nothing more by this end. When all publishers are closed, subscribers learn that there will be no more.
      To close it again does nothing.""")
  @Override
  void close() {
    handle.close();
    keep();
  }
}
