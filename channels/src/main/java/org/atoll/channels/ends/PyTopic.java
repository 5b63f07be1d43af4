package org.atoll.channels.ends;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;

/// The end of a broadcast by which one subscribes. Threads of its interpreter may use it at the same time.
@PyTypeDef(name = "Topic", module = "atoll.channels", basetype = false, instantiable = false, doc = """
    The end of a broadcast by which one subscribes, made by broadcast().

    It can be sent to other interpreters, where it is an end of its own. Publishers learn that nobody will ever get what
    they send when all topics and all receivers of subscribers are closed.

    with topic: ... closes it in the end.""")
final class PyTopic extends PyEnd {
  static final PyType TYPE = PyType.builtin(new PyTopicBinder());

  private final Broadcast broadcast;

  PyTopic(Handle handle, Broadcast broadcast) {
    super(TYPE, handle);
    this.broadcast = broadcast;
  }

  @PyMethod(sig = "(maxsize=0, slow=None)", doc = """
      Subscribe: a Receiver that gets each item that is sent from now on. To close it is to leave.

      maxsize: how many items may wait for this subscriber; None for any number.
      slow: what happens when they are as many: 'block', 'close', 'drop_oldest' or 'drop_newest', see broadcast().
      Both are those of the broadcast unless told otherwise. Raises ChannelClosed where all publishers are closed.""")
  Object subscribe(ThreadState ts, Object maxsize, Object slow) {
    try {
      Slow policy = slow == PyNone.NONE ? broadcast.slow : Slow.named(name(slow));
      long most = ChannelsModule.maxsize(ts, maxsize, broadcast.maxsize);
      long id = ChannelsModule.nextNumber(ts);
      // The subscriber is there before this topic can be closed: publishers that find neither may say that nobody can come.
      synchronized (broadcast.lock(Side.RECEIVERS)) {
        if (!handle.use()) {
          throw closed();
        }
        if (broadcast.senders() == 0) {
          throw ChannelErrors.nobodyPublishes();
        }
        return of(Handle.open(ts, new Subscription(id, most, policy, broadcast), Side.RECEIVERS));
      }
    } finally {
      keep();
    }
  }

  private static String name(Object slow) {
    if (slow instanceof String s) {
      return s;
    }
    throw PyErr.typeError("slow must be a str or None, not %s", PyObject.typeOf(slow).name());
  }

  @PyMethod(sig = "()", doc = "Figures of the broadcast, as a BroadcastStats.")
  Object stats() {
    return ChannelsModule.stats(broadcast);
  }

  @PyMethod(sig = "()", doc = "Another topic of the same broadcast, to be closed by itself.")
  Object clone(ThreadState ts) {
    return makeClone(ts);
  }

  @PyMethod(sig = "()", doc = "Nobody subscribes by this end any more; its subscribers stay. To close it again does nothing.")
  @Override
  void close() {
    handle.close();
    keep();
  }
}
