package org.atoll.channels.interpchannels;

import java.util.ArrayList;
import java.util.List;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.channels.codec.Given;
import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.channels.codec.ShareableTypes;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.modules.thread.Timeouts;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyTuple;

/// `_interpchannels` (`Modules/_interpchannelsmodule.c`).
@PyModuleDef(value = "_interpchannels", doc = """
    This module provides primitive operations to manage Python interpreters.
    The 'interpreters' module provides a more convenient interface.""")
final class InterpChannelsModule {
  @PyConstant(name = "ChannelError")
  static final PyType ERROR = ExceptionType.define("_interpchannels", "ChannelError", PyExc.RuntimeError, null);
  @PyConstant(name = "ChannelNotFoundError")
  static final PyType NOT_FOUND = ExceptionType.define("_interpchannels", "ChannelNotFoundError", ERROR, null);
  @PyConstant(name = "ChannelClosedError")
  static final PyType CLOSED = ExceptionType.define("_interpchannels", "ChannelClosedError", ERROR, null);
  @PyConstant(name = "ChannelEmptyError")
  static final PyType EMPTY = ExceptionType.define("_interpchannels", "ChannelEmptyError", ERROR, null);
  @PyConstant(name = "ChannelNotEmptyError")
  static final PyType NOT_EMPTY = ExceptionType.define("_interpchannels", "ChannelNotEmptyError", ERROR, null);
  @PyConstant(name = "ChannelID")
  static final PyType CHANNEL_ID = PyChannelId.TYPE;
  @PyConstant(name = "ChannelInfo")
  static final PyType INFO = PyStructSequence.define("_interpchannels.ChannelInfo",
      "ChannelInfo\n\nA named tuple of a channel's state.", 8, "open", "closing", "closed", "count",
      "num_interp_send", "num_interp_send_released", "num_interp_recv", "num_interp_recv_released",
      "num_interp_both", "num_interp_both_released", "num_interp_both_send_released", "num_interp_both_recv_released",
      "send_associated", "send_released", "recv_associated", "recv_released");
  private static final int FULL_FALLBACK = 1;

  void exec(ThreadState ts, PyModule module) {
    ShareableTypes.of(ts).add(PyChannelId.TYPE, (sender, o) -> hold(sender, ((PyChannelId) o).id),
        (sender, o) -> ((PyChannelId) o).portable(sender));
  }

  /// A channel whose id is on its way to another interpreter lives on.
  private static Runnable hold(ThreadState ts, long id) {
    InterpChannels channels = InterpChannels.of(ts);
    if (channels.get(id) != null) {
      find(ts, id);
    }
    return channels.bind(id) ? () -> channels.release(id) : () -> {};
  }

  @PyFunction(sig = "(send, recv)")
  void _register_end_types(ThreadState ts, Object send, Object recv) {
    for (Object type : new Object[] {send, recv}) {
      if (!(type instanceof PyType t)) {
        throw PyErr.typeError("expected a type for '%s'", type == send ? "send" : "recv");
      }
      ShareableTypes.of(ts).add(t, (sender, end) -> hold(sender, PyChannelId.number(sender, PyObjects.getAttr(sender, end, "_id"))));
    }
  }

  // Finding channels.

  private static PyException refused(long id, InterpChannel.Refusal why) {
    return switch (why) {
      case CLOSED -> PyErr.format(CLOSED, "channel %d is closed", id);
      case EMPTY -> PyErr.format(EMPTY, "channel %d is empty", id);
      case NOT_EMPTY -> PyErr.format(NOT_EMPTY, "channel %d may not be closed if not empty (try force=True)", id);
    };
  }

  private static InterpChannel find(ThreadState ts, Object cid) {
    long id = PyChannelId.number(ts, cid);
    InterpChannel c = InterpChannels.of(ts).get(id);
    if (c == null || !Given.includes(ts, c)) {
      throw PyErr.format(NOT_FOUND, "channel %d not found", id);
    }
    return c;
  }

  private static InterpChannel findOpen(ThreadState ts, Object cid) {
    InterpChannel c = find(ts, cid);
    if (!c.isOpen()) {
      throw refused(c.id, InterpChannel.Refusal.CLOSED);
    }
    return c;
  }

  private static int unboundOp(int given, int otherwise) {
    if (given < -1 || given == 0 || given > InterpChannel.UNBOUND_REPLACE) {
      throw PyErr.valueError("unsupported unboundop %d", given);
    }
    return given == -1 ? otherwise : given;
  }

  private static int fallback(int given, int otherwise) {
    if (given < -1 || given > FULL_FALLBACK) {
      throw PyErr.valueError("unsupported fallback %d", given);
    }
    return given == -1 ? otherwise : given;
  }

  // Functions.

  @PyFunction(sig = "(unboundop=-1, fallback=-1)", doc = """
      channel_create(unboundop) -> cid

      Create a new cross-interpreter channel and return a unique generated ID.""")
  Object create(ThreadState ts, int unboundop, int fallback) {
    int op = unboundOp(unboundop, InterpChannel.UNBOUND_REPLACE);
    InterpChannel made = InterpChannels.of(ts).create(op, fallback(fallback, FULL_FALLBACK));
    Given.add(ts, made);
    return PyChannelId.of(ts, made.id, PyChannelId.End.BOTH);
  }

  @PyFunction(sig = "(cid)", doc = """
      channel_destroy(cid)

      Close and finalize the channel.  Afterward attempts to use the channel
      will behave as though it never existed.""")
  void destroy(ThreadState ts, Object cid) {
    InterpChannels.of(ts).remove(find(ts, cid).id);
  }

  @PyFunction(sig = "()", doc = "channel_list_all() -> [cid]\n\nReturn the list of all IDs for active channels.")
  Object list_all(ThreadState ts) {
    PyList all = new PyList();
    for (InterpChannel c : InterpChannels.of(ts).all()) {
      if (Given.includes(ts, c)) {
        all.append(PyTuple.of(PyChannelId.of(ts, c.id, PyChannelId.End.BOTH), (long) c.unboundOp, (long) c.fallback));
      }
    }
    return all;
  }

  @PyFunction(sig = "(cid, send)", doc = """
      channel_list_interpreters(cid, *, send) -> [id]

      Return the list of all interpreter IDs associated with an end of the channel.

      The 'send' argument should be a boolean indicating whether to use the send or
      receive end.""")
  Object list_interpreters(ThreadState ts, Object cid, boolean send) {
    InterpChannel c = findOpen(ts, cid);
    if (send && c.isClosing()) {
      throw refused(c.id, InterpChannel.Refusal.CLOSED);
    }
    PyList ids = new PyList();
    c.ends(send).interpreters().forEach(ids::append);
    return ids;
  }

  @PyFunction(sig = "(cid, obj, unboundop=-1, fallback=-1, *, blocking=True, timeout=None)", doc = """
      channel_send(cid, obj, *, blocking=True, timeout=None)

      Add the object's data to the channel's queue.
      By default this waits for the object to be received.""")
  void send(ThreadState ts, Object cid, Object obj, int unboundop, int fallback, boolean blocking, Object timeout) {
    long id = PyChannelId.number(ts, cid);
    unboundOp(unboundop, 0);
    fallback(fallback, 0);
    long nanos = nanos(ts, blocking, timeout);
    InterpChannel c = findOpen(ts, id);
    InterpChannel.Delivery delivery = blocking ? new InterpChannel.Delivery() : null;
    boolean whole = fallback(fallback, c.fallback) == FULL_FALLBACK;
    Message message = whole ? Sending.snapshot(ts, obj) : Sending.shareable(ts, obj);
    int op = unboundOp(unboundop, c.unboundOp);
    InterpChannel.Refusal refusal = c.send(new InterpChannel.Item(message, ts.interpreter().id(), op, delivery));
    if (refusal != null) {
      message.release();
      throw refused(id, refusal);
    }
    if (blocking) {
      waitFor(ts, c, delivery, nanos);
    }
  }

  private static long nanos(ThreadState ts, boolean blocking, Object timeout) {
    if (timeout == PyNone.NONE) {
      return -1;
    }
    if (!blocking) {
      throw PyErr.valueError("can't specify a timeout for a non-blocking call");
    }
    long nanos = Timeouts.nanos(ts, timeout);
    if (nanos < 0) {
      throw PyErr.valueError("timeout value must be a non-negative number");
    }
    return nanos;
  }

  /// Waits until an item that was sent is received; negative `nanos` for no limit.
  ///
  /// @throws PyException TimeoutError, or ChannelClosedError where nobody will receive it; it is not in the channel any more
  static void waitFor(ThreadState ts, InterpChannel c, InterpChannel.Delivery delivery, long nanos) {
    boolean known = false;
    try {
      known = delivery.await(ts, nanos);
    } finally {
      if (!known) {
        c.retract(delivery);
      }
    }
    if (!known && !delivery.isReceived()) {
      throw PyErr.create(PyExc.TimeoutError, "timed out");
    }
    if (!delivery.isReceived()) {
      throw PyErr.format(CLOSED, "channel %d has closed", c.id);
    }
  }

  @PyFunction(sig = "(cid, obj, unboundop=-1, fallback=-1, *, blocking=True, timeout=None)", doc = """
      channel_send_buffer(cid, obj, *, blocking=True, timeout=None)

      Add the object's buffer to the channel's queue.
      By default this waits for the object to be received.""")
  void send_buffer(ThreadState ts, Object cid, Object obj, int unboundop, int fallback, boolean blocking, Object timeout) {
    Object view = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "builtins"), "memoryview");
    send(ts, cid, Call.call1(ts, view, obj), unboundop, fallback, blocking, timeout);
  }

  @PyFunction(sig = "(cid, default=<absent>)", doc = """
      channel_recv(cid, [default]) -> (obj, unboundop)

      Return a new object from the data at the front of the channel's queue.

      If there is nothing to receive then raise ChannelEmptyError, unless
      a default value is provided.  In that case return it.""")
  Object recv(ThreadState ts, Object cid, Object otherwise) {
    InterpChannel c = findOpen(ts, cid);
    InterpChannel.Received r = c.receive(ts.interpreter().id());
    if (r.refusal() == InterpChannel.Refusal.EMPTY && otherwise != null) {
      return PyTuple.of(otherwise, PyNone.NONE);
    }
    if (r.refusal() != null) {
      throw refused(c.id, r.refusal());
    }
    InterpChannel.Item item = r.item();
    return item.message() == null ? PyTuple.of(PyNone.NONE, (long) item.unboundOp())
        : PyTuple.of(Sending.open(ts, item.message()), PyNone.NONE);
  }

  private static boolean given(ThreadState ts, Object flag) {
    return flag != PyNone.NONE && PyObjects.isTrue(ts, flag);
  }

  @PyFunction(sig = "(cid, *, send=None, recv=None, force=False)", doc = """
      channel_close(cid, *, send=None, recv=None, force=False)

      Close the channel for all interpreters.

      An empty channel is closed at once, whatever ends are named; so is any with 'force', which
      drops what is in it.  Otherwise only send=True alone will do: nothing may be sent any more,
      and the channel closes when its items have been received.  All else raises
      ChannelNotEmptyError, and closing a closed channel ChannelClosedError.""")
  void close(ThreadState ts, Object cid, Object send, Object recv, boolean force) {
    InterpChannel c = find(ts, cid);
    InterpChannel.Refusal refusal = c.close(given(ts, send) && !given(ts, recv), force);
    if (refusal != null) {
      throw refused(c.id, refusal);
    }
  }

  @PyFunction(sig = "(cid, *, send=None, recv=None, force=True)", doc = """
      channel_release(cid, *, send=None, recv=None, force=True)

      Close the channel for the current interpreter.  'send' and 'recv'
      (bool) may be used to indicate the ends to close.  By default both
      ends are closed.  Closing an already closed end is a noop.""")
  void release(ThreadState ts, Object cid, Object send, Object recv, boolean force) {
    InterpChannel c = find(ts, cid);
    boolean both = given(ts, send) == given(ts, recv);
    InterpChannel.Refusal refusal = c.release(ts.interpreter().id(), both || given(ts, send), both || given(ts, recv));
    if (refusal != null) {
      throw refused(c.id, refusal);
    }
  }

  @PyFunction(sig = "(cid)", doc = "get_count(cid)\n\nReturn the number of items in the channel.")
  long get_count(ThreadState ts, Object cid) {
    return findOpen(ts, cid).size();
  }

  @PyFunction(sig = "(cid)", doc = "get_info(cid)\n\nReturn details about the channel.")
  Object get_info(ThreadState ts, Object cid) {
    InterpChannel c = find(ts, cid);
    boolean open = c.isOpen();
    boolean closing = c.isClosing();
    List<Object> fields = new ArrayList<>(List.of(open && !closing, closing, !open, (long) c.size()));
    for (long count : ChannelEnds.tally(c.ends(true), c.ends(false))) {
      fields.add(open ? count : 0L);
    }
    for (boolean send : new boolean[] {true, false}) {
      Boolean uses = c.ends(send).stateOf(ts.interpreter().id());
      fields.add(open && uses == Boolean.TRUE);
      fields.add(open && uses == Boolean.FALSE);
    }
    return PyStructSequence.of(INFO, fields.toArray());
  }

  @PyFunction(sig = "(cid)", doc = "get_channel_defaults(cid)\n\nReturn the channel's default values, set when it was created.")
  Object get_channel_defaults(ThreadState ts, Object cid) {
    InterpChannel c = findOpen(ts, cid);
    return PyTuple.of((long) c.unboundOp, (long) c.fallback);
  }

  @PyFunction(sig = "(id, *, send=None, recv=None, force=False, _resolve=False)")
  Object _channel_id(ThreadState ts, Object id, Object send, Object recv, boolean force, boolean _resolve) {
    long number = PyChannelId.number(ts, id);
    boolean toSend = given(ts, send);
    boolean toReceive = given(ts, recv);
    if (!toSend && !toReceive && send != PyNone.NONE && recv != PyNone.NONE) {
      throw PyErr.valueError("'send' and 'recv' cannot both be False");
    }
    if (!force) {
      find(ts, number);
    }
    PyChannelId.End end = id instanceof PyChannelId c ? c.end : PyChannelId.End.BOTH;
    if (toSend || toReceive) {
      end = toSend && toReceive ? PyChannelId.End.BOTH : toSend ? PyChannelId.End.SEND : PyChannelId.End.RECV;
    }
    return PyChannelId.of(ts, number, end);
  }
}
