package org.atoll.runtime.importlib;

import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTraceback;

/// Takes the import system's own frames out of the traceback of a failed import, as `remove_importlib_frames` in
/// `Python/import.c` does: all of them for ImportError, otherwise the runs that end in running the module.
final class ImportTracebacks {
  private ImportTracebacks() {}

  static void trim(PyException e) {
    boolean all = PyErr.matches(e, PyExc.ImportError);
    PyTraceback head = new PyTraceback(e.value.traceback, null, 0, 0);
    PyTraceback before = head;
    PyTraceback chunk = null;
    PyTraceback last = head;
    for (PyTraceback tb = e.value.traceback; tb != null; tb = tb.next) {
      boolean importlib = isImportlib(tb);
      if (importlib && chunk == null) {
        chunk = tb;
        before = last;
      }
      if (!importlib) {
        chunk = null;
      } else if (all || isBoundary(tb)) {
        before.next = tb.next;
        last = before;
        chunk = null;
        continue;
      }
      last = tb;
    }
    e.value.traceback = head.next;
  }

  private static boolean isImportlib(PyTraceback tb) {
    String file = tb.frame.function().code.filename();
    return file.startsWith("<frozen importlib.") || file.startsWith("<frozen _frozen_importlib");
  }

  private static boolean isBoundary(PyTraceback tb) {
    return tb.frame.function().code.name().equals("_call_with_frames_removed");
  }
}
