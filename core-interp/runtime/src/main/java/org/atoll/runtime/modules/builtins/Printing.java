package org.atoll.runtime.modules.builtins;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PySlice;
import org.atoll.runtime.types.PyUnicode;

/// `print` and `input`.
final class Printing {
  private Printing() {}

  static void print(ThreadState ts, Object[] args, Object sep, Object end, Object file, Object flush) {
    Object out = file == PyNone.NONE ? stream(ts, "stdout") : file;
    if (out == PyNone.NONE) {
      return;
    }
    Object s = text(sep, "sep", " ");
    Object e = text(end, "end", "\n");
    Object write = PyObjects.getAttr(ts, out, "write");
    for (int i = 0; i < args.length; i++) {
      if (i > 0) {
        Call.call1(ts, write, s);
      }
      Call.call1(ts, write, PyObjects.str(ts, args[i]));
    }
    Call.call1(ts, write, e);
    if (PyObjects.isTrue(ts, flush)) {
      PyObjects.callMethod(ts, out, "flush");
    }
  }

  private static Object text(Object value, String name, String fallback) {
    if (value == PyNone.NONE) {
      return fallback;
    }
    if (!PyUnicode.check(value)) {
      throw PyErr.typeError("%s must be None or a string, not %s", name, PyObject.typeOf(value).name());
    }
    return value;
  }

  private static Object stream(ThreadState ts, String name) {
    Object s = PyObjects.getOptionalAttr(ts, ts.interpreter().sys(), name);
    if (s == null) {
      throw PyErr.runtimeError("lost sys.%s", name);
    }
    return s;
  }

  private static void flushQuietly(ThreadState ts, Object stream) {
    try {
      PyObjects.callMethod(ts, stream, "flush");
    } catch (PyException e) {
      // As on CPython: what stands in for a stream need not know how to flush.
    }
  }

  static Object input(ThreadState ts, Object prompt) {
    Object in = stream(ts, "stdin");
    Object out = stream(ts, "stdout");
    Object err = stream(ts, "stderr");
    if (in == PyNone.NONE || out == PyNone.NONE || err == PyNone.NONE) {
      throw PyErr.runtimeError("lost sys.std%s", in == PyNone.NONE ? "in" : out == PyNone.NONE ? "out" : "err");
    }
    flushQuietly(ts, err);
    Object shown = PyObjects.str(ts, prompt);
    if (PyUnicode.length(shown) > 0) {
      PyObjects.callMethod(ts, out, "write", shown);
    }
    flushQuietly(ts, out);
    Object line = PyObjects.callMethod(ts, in, "readline");
    if (!PyUnicode.check(line)) {
      throw PyErr.typeError("object.readline() returned non-string");
    }
    int n = PyUnicode.length(line);
    if (n == 0) {
      throw PyErr.eofError("EOF when reading a line");
    }
    return PyUnicode.codePointAt(line, n - 1) == 10 ? PyObjects.getItem(ts, line, new PySlice(PyNone.NONE, (long) n - 1, PyNone.NONE)) : line;
  }
}
