package org.atoll.runtime.modules.io;

import org.atoll.runtime.call.TypeBinder;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// The errors of the module `_io`.
final class IoErrors {
  /// `io.UnsupportedOperation`, an OSError and a ValueError.
  static final PyType UNSUPPORTED_OPERATION = PyType.builtin(new UnsupportedOperation());

  private IoErrors() {}

  private static final class UnsupportedOperation extends TypeBinder {
    @Override
    public String name() {
      return "UnsupportedOperation";
    }

    @Override
    public String module() {
      return "io";
    }

    @Override
    public PyType base() {
      return PyExc.OSError;
    }

    @Override
    public PyType[] bases() {
      return new PyType[] {PyExc.OSError, PyExc.ValueError};
    }

    @Override
    public boolean solid() {
      return false;
    }

    @Override
    public boolean hasDict() {
      return true;
    }

    @Override
    public boolean accepts(Object o) {
      return o instanceof PyBaseException;
    }

    @Override
    public Object callBound(int id, ThreadState ts, Object self, Object[] bound) {
      throw new IllegalStateException("UnsupportedOperation has no methods of its own");
    }
  }

  static PyException unsupported(String message) {
    return PyErr.create(UNSUPPORTED_OPERATION, message);
  }

  static PyException closed() {
    return PyErr.valueError("I/O operation on closed file");
  }

  static PyException uninitialized() {
    return PyErr.valueError("I/O operation on uninitialized object");
  }

  /// BlockingIOError of a buffered object whose raw object takes no more.
  static PyException wouldBlock(String message, long written) {
    return PyErr.create(PyExc.BlockingIOError, (long) org.atoll.runtime.host.Errno.EAGAIN, message, written);
  }

  static PyException notBytesLike(Object o) {
    return PyErr.typeError("a bytes-like object is required, not '%s'", PyObject.typeOf(o).name());
  }
}
