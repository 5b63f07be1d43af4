package org.atoll.actors.interpreters;

import org.atoll.runtime.interp.Interruption;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;

/// The exceptions by which running work is ended from outside. Stateless.
public final class Interruptions {
  private Interruptions() {}

  /// `atoll.interpreters.Interrupted`.
  ///
  /// @param why what the exception says; empty for nothing
  public static Interruption interrupted(String why) {
    return ts -> why.isEmpty() ? ControlModule.INTERRUPTED : exception(ControlModule.INTERRUPTED, why);
  }

  /// `atoll.interpreters.DeadlineExceeded`.
  public static Interruption deadline(String why) {
    return ts -> exception(ControlModule.DEADLINE_EXCEEDED, why);
  }

  /// `atoll.interpreters.LimitExceeded`.
  public static Interruption limit(Termination.LimitExceeded exceeded) {
    return ts -> exception(ControlModule.LIMIT_EXCEEDED, exceeded.reason());
  }

  private static PyObject exception(PyType type, String why) {
    return PyErr.format(type, "%s", why).value;
  }
}
