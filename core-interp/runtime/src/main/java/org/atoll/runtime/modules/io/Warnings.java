package org.atoll.runtime.modules.io;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// Warnings of the stream types (`PyErr_WarnEx`).
final class Warnings {
  private Warnings() {}

  static void warn(ThreadState ts, PyType category, Object message) {
    warn(ts, category, message, 1);
  }

  /// A warning of an object that was left open.
  static void warnAbout(ThreadState ts, PyType category, Object message, Object source) {
    PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "_warnings"), "warn", message, category, 1L, source);
  }

  static void warn(ThreadState ts, PyType category, Object message, long stackLevel) {
    PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "_warnings"), "warn", message, category, stackLevel);
  }
}
