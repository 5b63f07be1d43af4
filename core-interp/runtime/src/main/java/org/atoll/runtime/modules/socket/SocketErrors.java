package org.atoll.runtime.modules.socket;

import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.NameService;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// The exceptions of `_socket`. Stateless.
final class SocketErrors {
  static final PyType HERROR = ExceptionType.define("socket", "herror", PyExc.OSError, null);
  static final PyType GAIERROR = ExceptionType.define("socket", "gaierror", PyExc.OSError, null);
  private static final String[] HOST_ERRORS = {"Resolver Error 0 (no error)", "Unknown host", "Host name lookup failure", "Unknown server error",
      "No address associated with name"};

  private SocketErrors() {}

  /// A failure of the resolver; one of the system beneath it is an OSError like others.
  static PyException resolver(int error, int errno) {
    return error == -11 ? PyErr.osError(errno) : PyErr.create(GAIERROR, (long) error, NameService.message(error));
  }

  /// A failure of one of the old functions for hosts.
  static PyException host(int error) {
    String message = error >= 0 && error < HOST_ERRORS.length ? HOST_ERRORS[error] : "Unknown resolver error";
    return error == -1 ? PyErr.osError(Errno.EIO) : PyErr.create(HERROR, (long) error, message);
  }

  static PyException timedOut() {
    return PyErr.format(PyExc.TimeoutError, "timed out");
  }

  /// The result of a call, or the OSError for a negated errno.
  static int check(int result) {
    if (result < 0) {
      throw PyErr.osError(-result);
    }
    return result;
  }
}
