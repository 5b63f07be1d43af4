package org.atoll.channels.interpchannels;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.channels.codec.Given;
import org.atoll.channels.codec.Portable;
import org.atoll.runtime.host.Cleanup;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyLong;

/// The id of a channel, and which of its ends is meant (`ChannelID` of `Modules/_interpchannelsmodule.c`). Immutable. The
/// channel lives as long as there is one of these.
@PyTypeDef(name = "ChannelID", module = "_interpchannels", basetype = false, instantiable = false,
    doc = "A channel ID identifies a channel and may be used as an int.")
final class PyChannelId extends PyObject implements RichComparison {
  static final PyType TYPE = PyType.builtin(new PyChannelIdBinder());

  /// Which end of the channel is meant.
  enum End {
    BOTH("both", ""), SEND("send", ", send=True"), RECV("recv", ", recv=True");

    private final String label;
    private final String argument;

    End(String label, String argument) {
      this.label = label;
      this.argument = argument;
    }
  }

  final long id;
  final End end;

  private PyChannelId(long id, End end) {
    super(TYPE);
    this.id = id;
    this.end = end;
  }

  /// An id that keeps its channel alive, if there is such a channel.
  static PyChannelId of(ThreadState ts, long id, End end) {
    InterpChannels channels = InterpChannels.of(ts);
    PyChannelId made = new PyChannelId(id, end);
    if (channels.bind(id)) {
      Cleanup.register(made, () -> channels.release(id));
    }
    return made;
  }

  /// The number that an argument stands for: one of these, or an int.
  static long number(ThreadState ts, Object given) {
    if (given instanceof PyChannelId c) {
      return c.id;
    }
    if (PyObjects.lookupSpecial(ts, given, "__index__") == null) {
      throw PyErr.typeError("channel ID must be an int, got %s", PyObject.typeOf(given).name());
    }
    if (!(PyLong.value(PyNumber.index(ts, given)) instanceof Long n)) {
      throw PyErr.overflowError("int too big to convert");
    }
    if (n < 0) {
      throw PyErr.valueError("channel ID must be a non-negative int, got %s", PyObjects.repr(ts, given));
    }
    return n;
  }

  /// What crosses to another interpreter.
  Portable portable(ThreadState sender) {
    long number = id;
    End which = end;
    // What has the number now: there may be another one when the message is opened.
    InterpChannel found = InterpChannels.of(sender).get(id);
    InterpChannel channel = found != null && Given.includes(sender, found) ? found : null;
    return ts -> {
      ts.interpreter().importModule(ts, "_interpchannels");
      if (channel != null) {
        Given.add(ts, channel);
      }
      return of(ts, number, which);
    };
  }

  @PyGetter(name = "send", doc = "the 'send' end of the channel")
  Object send(ThreadState ts) {
    return of(ts, id, End.SEND);
  }

  @PyGetter(name = "recv", doc = "the 'recv' end of the channel")
  Object recv(ThreadState ts) {
    return of(ts, id, End.RECV);
  }

  @PyGetter(name = "end", doc = "'send', 'recv', or 'both'")
  String end() {
    return end.label;
  }

  @PyMethod
  long __int__() {
    return id;
  }

  @PyMethod
  long __index__() {
    return id;
  }

  @PyMethod
  long __hash__() {
    return id;
  }

  @PyMethod
  String __repr__() {
    return "ChannelID(" + id + end.argument + ")";
  }

  @PyMethod
  String __str__() {
    return Long.toString(id);
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    if (op != PyObjects.EQ && op != PyObjects.NE) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    if (other instanceof PyChannelId c) {
      return (c.id == id && c.end == end) == (op == PyObjects.EQ);
    }
    boolean number = other instanceof Double || PyLong.check(other);
    return number ? PyObjects.richCompare(ts, id, other, op) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    throw PyErr.typeError("cannot pickle '_interpchannels.ChannelID' object");
  }
}
