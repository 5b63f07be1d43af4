package org.atoll.runtime.modules.io;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.BufferExporter;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyMemoryView;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyUnicode;

/// What the stream types share.
final class IoSupport {
  /// `io.DEFAULT_BUFFER_SIZE`.
  static final int DEFAULT_BUFFER_SIZE = 128 * 1024;

  private IoSupport() {}

  static boolean isTrueAttr(ThreadState ts, Object o, String name) {
    return PyObjects.isTrue(ts, PyObjects.getAttr(ts, o, name));
  }

  static boolean callBoolean(ThreadState ts, Object o, String name) {
    return PyObjects.isTrue(ts, PyObjects.callMethod(ts, o, name));
  }

  /// A size argument: None and negative mean everything (-1).
  static long optionalSize(ThreadState ts, Object size) {
    if (size instanceof Long n) {
      return n;
    }
    if (size == null || size == PyNone.NONE) {
      return -1;
    }
    if (!(size instanceof Boolean) && !PyLong.check(size) && PyObjects.lookupSpecial(ts, size, "__index__") == null) {
      throw PyErr.typeError("argument should be integer or None, not '%s'", PyObject.typeOf(size).name());
    }
    return PyNumber.asIndex(ts, size, PyExc.OverflowError);
  }

  /// An offset that a method of a Python class returned.
  static long offset(ThreadState ts, Object o) {
    return o instanceof Long n ? n : PyNumber.asIndex(ts, o, PyExc.ValueError);
  }

  /// `<_io.Kind name='x'>`, the repr of buffered objects and of those made of them.
  static Object reprWithName(ThreadState ts, PyInstance self, String more) {
    String head = "<" + self.type.fullName();
    Object name;
    try {
      name = PyObjects.getOptionalAttr(ts, self, "name");
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.ValueError)) {
        throw e;
      }
      name = null;
    }
    if (name == null) {
      return head + more + ">";
    }
    if (!ts.reprEnter(self)) {
      throw PyErr.runtimeError("reentrant call inside %s.__repr__", self.type.fullName());
    }
    try {
      return PyUnicode.concat(PyUnicode.concat(head + " name=", PyObjects.repr(ts, name)), more + ">");
    } finally {
      ts.reprLeave(self);
    }
  }

  /// The memory of an argument that is to be written to.
  static PyBuffer writable(ThreadState ts, Object o, String method) {
    try {
      return Buffers.get(ts, o, Buffers.WRITABLE);
    } catch (PyException e) {
      boolean readable = o instanceof PyBytes || o instanceof PyMemoryView;
      if (PyErr.matches(e, PyExc.BufferError) && o instanceof BufferExporter && !readable) {
        throw e;
      }
      throw PyErr.typeError("%s() argument must be read-write bytes-like object, not %s", method, PyObject.typeOf(o).name());
    }
  }

  static PyException cannotPickle(PyObject self) {
    return PyErr.typeError("cannot pickle '%s' instances", self.type.fullName());
  }
}
