package org.atoll.channels.ends;

import java.math.BigInteger;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.modules.thread.Timeouts;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;

/// The exceptions of `atoll.channels`, and the timeouts that its functions take.
final class ChannelErrors {
  private static final String MODULE = "atoll.channels";

  static final PyType ERROR = ExceptionType.define(MODULE, "ChannelError", PyExc.RuntimeError, "What is wrong with the use of a channel: the base of ChannelClosed, ChannelFull and ChannelEmpty.");
  static final PyType CLOSED = ExceptionType.define(MODULE, "ChannelClosed", ERROR,
      "Nothing more can be sent or received: this end is closed, or there is nobody left at the other.");
  static final PyType FULL = ExceptionType.define(MODULE, "ChannelFull", ERROR, "There is no room in the channel, and who has sent does not wait for any.");
  static final PyType EMPTY = ExceptionType.define(MODULE, "ChannelEmpty", ERROR, "There is nothing in the channel now; there may be later.");

  static final PyType TOO_SLOW = ExceptionType.define(MODULE, "TooSlow", CLOSED,
      "This subscriber of a broadcast was cut off, since it had no room for an item.");

  /// The longest time that is kept to: a hundred years. Twice as much could still be added to a point in time.
  private static final long MAX_NANOS = 100L * 365 * 24 * 3600 * 1_000_000_000;

  private ChannelErrors() {}

  static PyException endClosed(String what) {
    return PyErr.format(CLOSED, "this %s is closed", what);
  }

  static PyException nobodySends() {
    return PyErr.format(CLOSED, "all senders are closed or gone, and everything is received");
  }

  static PyException nobodyPublishes() {
    return PyErr.format(CLOSED, "all publishers are closed or gone");
  }

  static PyException nothingToSelectFrom() {
    return PyErr.format(CLOSED, "nothing will come: there are no ends to select from");
  }

  static PyException nothingMore() {
    return PyErr.format(CLOSED, "nothing more will come: all that was to be selected from is closed or gone");
  }

  static PyException nobodyReceives(long left) {
    String gone = "all receivers are closed or gone";
    return left == 0 ? PyErr.format(CLOSED, gone) : PyErr.format(CLOSED, "%s; items left for unreceived(): %d", gone, left);
  }

  static PyException full(long maxsize) {
    return PyErr.format(FULL, "the channel is full: its maxsize is %d", maxsize);
  }

  static PyException tooSlow(long missed) {
    return PyErr.format(TOO_SLOW, "this subscriber was too slow and was cut off; it has missed %d items so far", missed);
  }

  static PyException empty() {
    return PyErr.format(EMPTY, "there is nothing in the channel now");
  }

  /// An exception that has broken off the taking of several items, with those that had been taken before.
  static PyException withDrained(ThreadState ts, PyException broken, PyList drained) {
    PyObjects.setAttr(ts, broken.value, "drained", drained);
    return broken;
  }

  static PyException timeout(String what) {
    return PyErr.format(PyExc.TimeoutError, "%s in time", what);
  }

  /// A timeout in nanoseconds; -1 for none: for None, and for what would not be over in anybody's time, infinity among it.
  ///
  /// @throws PyException TypeError for what is no number, ValueError for negative numbers and NaN
  static long nanos(ThreadState ts, Object timeout) {
    long nanos = timeout == PyNone.NONE ? Long.MAX_VALUE : seconds(ts, timeout, "timeout");
    return nanos == Long.MAX_VALUE ? -1 : nanos;
  }

  /// A number of seconds in nanoseconds; Long.MAX_VALUE for all that are longer than [#MAX_NANOS].
  ///
  /// @throws PyException TypeError for what is no number, ValueError for negative numbers and NaN
  static long seconds(ThreadState ts, Object given, String what) {
    if (PyFloat.check(given)) {
      double seconds = PyNumber.asDouble(ts, given);
      if (Double.isNaN(seconds)) {
        throw PyErr.valueError("%s must be a number of seconds, not NaN", what);
      }
      if (seconds < 0) {
        throw negative(what);
      }
      return seconds * 1e9 > MAX_NANOS ? Long.MAX_VALUE : Timeouts.nanos(ts, seconds);
    }
    if (PyObjects.lookupSpecial(ts, given, "__index__") == null) {
      throw PyErr.typeError("%s must be a number of seconds, not %s", what, PyObject.typeOf(given).name());
    }
    Object whole = PyLong.value(PyNumber.index(ts, given));
    long seconds = whole instanceof Long n ? n : ((BigInteger) whole).signum() * Long.MAX_VALUE;
    if (seconds < 0) {
      throw negative(what);
    }
    return seconds > MAX_NANOS / 1_000_000_000 ? Long.MAX_VALUE : seconds * 1_000_000_000;
  }

  private static PyException negative(String what) {
    return PyErr.valueError("%s must not be negative", what);
  }
}
