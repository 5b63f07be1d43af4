package org.atoll.channels.codec;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyMemoryView;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// Sending with the errors of `concurrent.interpreters`.
public final class Sending {
  /// `concurrent.interpreters.NotShareableError`.
  public static final PyType NOT_SHAREABLE = ExceptionType.define("concurrent.interpreters", "NotShareableError", PyExc.TypeError, null);

  private Sending() {}

  /// The snapshot of a value; NotShareableError, with the reason as its cause, where it cannot be sent.
  public static Message snapshot(ThreadState ts, Object value) {
    try {
      return Message.of(ts, value);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.Exception) || PyErr.matches(e, PyExc.MemoryError) || PyErr.matches(e, PyExc.RecursionError)) {
        throw e;
      }
      PyException refused = PyErr.create(NOT_SHAREABLE, PyUnicode.concat(PyObjects.repr(ts, value), " does not support cross-interpreter data"));
      refused.value.cause = e.value;
      refused.value.suppressContext = true;
      throw refused;
    }
  }

  /// `concurrent.interpreters.is_shareable(o)`.
  public static boolean isShareable(ThreadState ts, Object o) {
    if (o == PyNone.NONE || o instanceof Boolean || o instanceof Long || o instanceof Double || o instanceof String || o instanceof PyUcs4
        || o instanceof PyMemoryView) {
      return true;
    }
    if (o instanceof PyBytes b) {
      return b.type == PyBytes.TYPE;
    }
    if (o instanceof PyTuple t && t.type == PyTuple.TYPE) {
      for (Object x : t.items) {
        if (!isShareable(ts, x)) {
          return false;
        }
      }
      return true;
    }
    return ts.interpreter().state(ShareableTypes.class, ShareableTypes::new).has(PyObject.typeOf(o));
  }
}
