package org.atoll.runtime.modules.thread;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyUnicode;

/// What `threading.excepthook` prints by default.
final class ThreadErrors {
  private ThreadErrors() {}

  static void report(ThreadState ts, PyStructSequence args) {
    if (args.items[0] == PyExc.SystemExit) {
      return;
    }
    Object thread = args.items[3];
    Object file = ts.interpreter().sysAttribute(ts, "stderr");
    if (file == null || file == PyNone.NONE) {
      file = thread == PyNone.NONE ? PyNone.NONE : PyObjects.getOptionalAttr(ts, thread, "_stderr");
      if (file == null || file == PyNone.NONE) {
        return;
      }
    }
    Object name = thread == PyNone.NONE ? null : PyObjects.getOptionalAttr(ts, thread, "name");
    Object shown = name == null ? PyUnicode.fromUtf16(Long.toString(ts.ident)) : PyObjects.str(ts, name);
    PyObjects.callMethod(ts, file, "write", PyUnicode.concat("Exception in thread ", shown, ":\n"));
    Object traceback = ts.interpreter().importModule(ts, "traceback");
    PyDict keywords = new PyDict();
    keywords.put("file", file);
    Call.withDict(ts, PyObjects.getAttr(ts, traceback, "print_exception"), new Object[] {args.items[0], args.items[1], args.items[2]}, keywords);
    PyObjects.callMethod(ts, file, "flush");
  }
}
