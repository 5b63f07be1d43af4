package org.atoll.channels.ends;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.channels.codec.ShareableTypes;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyStructSequence.Field;
import org.atoll.runtime.types.PyTuple;

/// `_atoll_channels`: what `atoll.channels` is made of. It needs no import system, so that an actor's interpreter has it for
/// next to nothing.
@PyModuleDef(value = "_atoll_channels", doc = "Channels; see atoll.channels.")
final class ChannelsModule {
  static final String NAME = "_atoll_channels";
  static final String ASYNC = "atoll._channel_async";
  /// How many items a channel takes that was made without saying so.
  private static final long DEFAULT_MAXSIZE = 1024;

  @PyConstant(name = "Sender")
  static final PyType SENDER = PySender.TYPE;
  @PyConstant(name = "Receiver")
  static final PyType RECEIVER = PyReceiver.TYPE;
  @PyConstant(name = "Selector")
  static final PyType SELECTOR = PySelector.TYPE;
  @PyConstant(name = "Timer")
  static final PyType TIMER = PyTimer.TYPE;
  @PyConstant(name = "Publisher")
  static final PyType PUBLISHER = PyPublisher.TYPE;
  @PyConstant(name = "Topic")
  static final PyType TOPIC = PyTopic.TYPE;
  @PyConstant(name = "ChannelError")
  static final PyType ERROR = ChannelErrors.ERROR;
  @PyConstant(name = "ChannelClosed")
  static final PyType CLOSED = ChannelErrors.CLOSED;
  @PyConstant(name = "ChannelFull")
  static final PyType FULL = ChannelErrors.FULL;
  @PyConstant(name = "ChannelEmpty")
  static final PyType EMPTY = ChannelErrors.EMPTY;
  @PyConstant(name = "TooSlow")
  static final PyType TOO_SLOW = ChannelErrors.TOO_SLOW;
  @PyConstant(name = "_PENDING")
  static final PyObject PENDING = PyPending.PENDING;
  @PyConstant(name = "ChannelStats")
  static final PyType STATS = PyStructSequence.defineSealed("atoll.channels.ChannelStats", """
      Figures of a channel at one moment, as Sender.stats() and Receiver.stats() give them.

      tx, rx = channel()
      tx.send("item")
      print(rx.stats().depth)""",
      new Field("depth", "how many items are in it"),
      new Field("maxsize", "how many there may be; None for any number"),
      new Field("bytes", "what the items in it take, about"),
      new Field("sent", "how many items were sent, those that were dropped included"),
      new Field("received", "how many items were received"),
      new Field("dropped", "how many items the overflow policy has dropped"),
      new Field("senders", "how many open senders there are, those included that are on their way to an interpreter"),
      new Field("receivers", "how many open receivers there are, those included that are on their way to an interpreter"),
      new Field("waiting_to_send", "how many threads and tasks wait for room"),
      new Field("waiting_to_receive", "how many threads and tasks wait for an item"),
      new Field("send_rate", "items sent a second, since the last look, or the one before where that is less than a second ago"),
      new Field("receive_rate", "items received a second, over the same time as send_rate"));

  @PyConstant(name = "BroadcastStats")
  static final PyType BROADCAST_STATS = PyStructSequence.defineSealed("atoll.channels.BroadcastStats", """
      Figures of a broadcast at one moment, as Publisher.stats() and Topic.stats() give them.

      tx, topic = broadcast()
      topic.subscribe()
      print(topic.stats().subscribers)""",
      new Field("subscribers", "how many there are"),
      new Field("depth", "how many items wait for the subscriber that is farthest behind"),
      new Field("sent", "how many items were sent"),
      new Field("missed", "how many items the present subscribers have missed, all together"),
      new Field("publishers", "how many open publishers there are, those included that are on their way to an interpreter"),
      new Field("topics", "how many open topics there are, those included that are on their way to an interpreter"),
      new Field("waiting_to_send", "how many threads and tasks wait for room"),
      new Field("send_rate", "items sent a second, since the last look, or the one before where that is less than a second ago"));

  /// Numbers for the channels of a runtime.
  private static final class Numbers {
    final AtomicLong next = new AtomicLong(1);
  }

  void exec(ThreadState ts, PyModule module) {
    for (PyType end : new PyType[] {PySender.TYPE, PyReceiver.TYPE, PyPublisher.TYPE, PyTopic.TYPE}) {
      ShareableTypes.of(ts).add(end, PyEnd::hold, PyEnd::portable);
    }
  }

  @PyFunction(sig = "(maxsize=0, overflow='block', *, priorities=False)", doc = """
      Make a channel and give its two ends: sender, receiver.

      maxsize: how many items may be in it; 1024 unless told otherwise, None for any number.
      overflow: what sending does when it is full: 'block' waits for room, 'fail' raises ChannelFull, 'drop_oldest' makes
      room, 'drop_newest' drops what was to be sent.
      priorities: items are sent with a priority, and those with the highest are received first.
      Raises ValueError and TypeError for other arguments.

      tx, rx = channel(maxsize=100)
      tx.send("hello")
      rx.recv()""")
  Object channel(ThreadState ts, Object maxsize, String overflow, boolean priorities) {
    Channel made = new Channel(nextNumber(ts), maxsize(ts, maxsize, DEFAULT_MAXSIZE), Overflow.named(overflow), priorities);
    return PyTuple.of(PyEnd.of(Handle.open(ts, made, Side.SENDERS)), PyEnd.of(Handle.open(ts, made, Side.RECEIVERS)));
  }

  @PyFunction(sig = "(maxsize=0, slow='block')", doc = """
      Make a broadcast, whose subscribers each get every item, and give its two ends: publisher, topic.

      topic.subscribe() gives a Receiver of what is sent from then on, with room of its own.
      maxsize: for how many items each subscriber has room; 1024 unless told otherwise, None for any number.
      slow: what happens when a subscriber has none: 'block' has publishers wait for it, 'close' cuts it off (it gets what it
      has, and then TooSlow), 'drop_oldest' makes room, 'drop_newest' leaves out the new item; receiver.missed tells a
      subscriber how many items it has missed.
      subscribe() may say otherwise for one subscriber. Raises ValueError and TypeError for other arguments.

      tx, topic = broadcast()
      rx = topic.subscribe()
      tx.send("hello")
      rx.recv()""")
  Object broadcast(ThreadState ts, Object maxsize, String slow) {
    Broadcast made = new Broadcast(nextNumber(ts), maxsize(ts, maxsize, DEFAULT_MAXSIZE), Slow.named(slow));
    return PyTuple.of(PyEnd.of(Handle.open(ts, made, Side.SENDERS)), PyEnd.of(Handle.open(ts, made, Side.RECEIVERS)));
  }

  static long nextNumber(ThreadState ts) {
    return ts.interpreter().runtime().state(Numbers.class, Numbers::new).next.getAndIncrement();
  }

  /// How many items there may be.
  ///
  /// @param otherwise the number for 0
  static long maxsize(ThreadState ts, Object given, long otherwise) {
    if (given == PyNone.NONE) {
      return Long.MAX_VALUE;
    }
    if (PyObjects.lookupSpecial(ts, given, "__index__") == null) {
      throw PyErr.typeError("maxsize must be an int or None, not %s", PyObject.typeOf(given).name());
    }
    Object whole = PyLong.value(PyNumber.index(ts, given));
    long n = whole instanceof Long l ? l : ((BigInteger) whole).signum() * Long.MAX_VALUE;
    if (n < 0) {
      throw PyErr.valueError("maxsize must not be negative; None is for any number of items");
    }
    return n == 0 ? otherwise : n;
  }

  @PyFunction(sig = "(ends, /, timeout=None)", doc = """
      Wait until one of several ends has something, and give it: end, item.

      ends: receivers, and timers as after() and every() make them; queues of concurrent.interpreters; in a function that is
      an actor, what receive() gives, for its messages; answers of actors.
      Ends that have something are served in turn, also over several calls with the same ends. Closed channels are passed
      over; ChannelClosed is raised when all are closed, TimeoutError when nothing came within timeout seconds.

      end, item = select([orders, news, after(10)])""")
  Object select(ThreadState ts, Object ends, Object timeout) {
    return Selections.select(ts, ends, ChannelErrors.nanos(ts, timeout));
  }

  @PyFunction(sig = "(ends, /, timeout=None)", doc = "As select(), with the same arguments and errors, for coroutines: `end, item = await select_async(ends)`.")
  Object select_async(ThreadState ts, Object ends, Object timeout) {
    Selections.requireSeveral(ends);
    return PyObjects.callMethod(ts, ts.interpreter().importModule(ts, ASYNC), "select_once", ends, timeout);
  }

  @PyFunction(sig = "(seconds, /)", doc = """
      A Timer for select() that is due once, so many seconds from now; ValueError for a negative number.

      end, item = select([receiver, after(0.5)])""")
  Object after(ThreadState ts, Object seconds) {
    return new PyTimer(ChannelErrors.seconds(ts, seconds, "the time"), 0);
  }

  @PyFunction(sig = "(seconds, /)", doc = """
      A Timer for select() that is due every so many seconds, the first time that many from now; ValueError where that is not
      more than 0.

      tick = every(60)
      end, item = select([receiver, tick])""")
  Object every(ThreadState ts, Object seconds) {
    long period = ChannelErrors.seconds(ts, seconds, "the interval");
    if (period == 0) {
      throw PyErr.valueError("the interval must be more than 0 seconds");
    }
    return new PyTimer(period, period);
  }

  @PyFunction(sig = "(timeout, /)", doc = "A timeout as send() and recv() take it, as a float; None for none.")
  Object _seconds(ThreadState ts, Object timeout) {
    long nanos = ChannelErrors.nanos(ts, timeout);
    return nanos < 0 ? PyNone.NONE : (Object) (nanos / 1e9);
  }

  static Object stats(Channel c) {
    Channel.Figures f = c.figures();
    return PyStructSequence.of(STATS, f.depth(), c.maxsize == Long.MAX_VALUE ? PyNone.NONE : (Object) c.maxsize, f.bytes(), f.sent(), f.received(),
        f.dropped(), (long) f.senders(), (long) f.receivers(), f.waitingToSend(), f.waitingToReceive(), f.sendRate(), f.receiveRate());
  }

  static Object stats(Broadcast b) {
    Broadcast.Figures f = b.figures();
    return PyStructSequence.of(BROADCAST_STATS, f.subscribers(), f.depth(), f.published(), f.missed(), (long) f.publishers(), (long) f.topics(),
        f.waitingToSend(), f.rate());
  }
}
