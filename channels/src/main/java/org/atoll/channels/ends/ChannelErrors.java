package org.atoll.channels.ends;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.modules.thread.Timeouts;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// The exceptions of `atoll.channels`, and the timeouts that its functions take.
final class ChannelErrors {
  private static final String MODULE = "atoll.channels";

  static final PyType ERROR = ExceptionType.define(MODULE, "ChannelError", PyExc.RuntimeError, "What is wrong with the use of a channel.");
  static final PyType CLOSED = ExceptionType.define(MODULE, "ChannelClosed", ERROR,
      "Nothing more can be sent or received: this end is closed, or there is nobody left at the other.");
  static final PyType FULL = ExceptionType.define(MODULE, "ChannelFull", ERROR, "There is no room in the channel.");
  static final PyType EMPTY = ExceptionType.define(MODULE, "ChannelEmpty", ERROR, "There is nothing in the channel now.");

  static final PyType TOO_SLOW = ExceptionType.define(MODULE, "TooSlow", CLOSED,
      "This subscriber of a broadcast was cut off, since it had no room for an item.");

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

  static PyException nothingMore() {
    return PyErr.format(CLOSED, "nothing more will come: all that was to be selected from is closed or gone");
  }

  static PyException nobodyReceives(long left) {
    return PyErr.format(CLOSED, left == 0 ? "all receivers are closed or gone" : "all receivers are closed or gone; %d of the items were not received", left);
  }

  static PyException full(long maxsize) {
    return PyErr.format(FULL, "there are %d items in the channel, as many as may be", maxsize);
  }

  static PyException tooSlow(long missed) {
    return PyErr.format(TOO_SLOW, "this subscriber was too slow and was cut off; it has missed %d items so far", missed);
  }

  static PyException empty() {
    return PyErr.format(EMPTY, "there is nothing in the channel now");
  }

  static PyException timeout(String what) {
    return PyErr.format(PyExc.TimeoutError, "%s in time", what);
  }

  /// A timeout in nanoseconds; -1 for None, which is none.
  ///
  /// @throws PyException TypeError for what is no number, ValueError for negative numbers
  static long nanos(ThreadState ts, Object timeout) {
    return timeout == PyNone.NONE ? -1 : seconds(ts, timeout, "timeout");
  }

  /// A number of seconds in nanoseconds.
  static long seconds(ThreadState ts, Object given, String what) {
    long nanos = Timeouts.nanos(ts, given);
    if (nanos < 0) {
      throw PyErr.valueError("%s must not be negative", what);
    }
    return nanos;
  }
}
