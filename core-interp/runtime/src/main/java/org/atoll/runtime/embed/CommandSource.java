package org.atoll.runtime.embed;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;

/// The text of the command that a program was started with (`-c`), for tracebacks to show. One per interpreter, guarded
/// by its GIL.
final class CommandSource {
  private Object text;

  void set(Object source) {
    text = source;
  }

  /// Lets the module `linecache` know the lines of `<string>`, unless it knows better; nothing without a command.
  void tellLinecache(ThreadState ts) {
    if (text == null) {
      return;
    }
    Object source = text;
    text = null;
    try {
      Object cache = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "linecache"), "cache");
      Object lines = PyObjects.callMethod(ts, source, "splitlines", true);
      PyObjects.callMethod(ts, cache, "setdefault", "<string>", PyTuple.of(PyObjects.len(ts, source), PyNone.NONE, lines, "<string>"));
    } catch (PyException unavailable) {
      // The traceback is printed without its source lines then.
      return;
    }
  }
}
