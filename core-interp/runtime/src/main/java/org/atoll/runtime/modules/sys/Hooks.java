package org.atoll.runtime.modules.sys;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.importlib.Importer;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.warnings.Warnings;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyTraceback;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// The default hooks of `sys`.
final class Hooks {
  static final PyType UNRAISABLE_ARGS = PyStructSequence.define("sys.UnraisableHookArgs", "", 5, "exc_type", "exc_value", "exc_traceback", "err_msg", "object");

  private Hooks() {}

  /// Prints an uncaught exception as CPython does, by way of the module `traceback`.
  static void excepthook(ThreadState ts, Object type, Object value, Object traceback) {
    if (value instanceof PyBaseException e && traceback instanceof PyTraceback tb) {
      e.traceback = tb;
    }
    if (value instanceof PyBaseException e) {
      ExceptionDisplay.show(ts, e);
    } else {
      ExceptionDisplay.write(ts, "TypeError: print_exception(): Exception expected for value, " + PyObject.typeOf(value).name() + " found\n");
    }
  }

  static void unraisablehook(ThreadState ts, Object unraisable) {
    if (PyObject.typeOf(unraisable) != UNRAISABLE_ARGS) {
      throw PyErr.typeError("sys.unraisablehook argument type must be UnraisableHookArgs");
    }
    Object err = ts.interpreter().sysAttribute(ts, "stderr");
    if (err == null || err == PyNone.NONE) {
      return;
    }
    Object message = PyObjects.getAttr(ts, unraisable, "err_msg");
    Object object = PyObjects.getAttr(ts, unraisable, "object");
    Object where = message != PyNone.NONE ? message : object != PyNone.NONE ? "Exception ignored in" : null;
    if (where != null) {
      Object what = object == PyNone.NONE ? "" : PyUnicode.concat(" ", reprOrExcuse(ts, object));
      PyObjects.callMethod(ts, err, "write", PyUnicode.concat(where, ":", what, "\n"));
    }
    Object value = PyObjects.getAttr(ts, unraisable, "exc_value");
    if (value != PyNone.NONE) {
      excepthook(ts, PyObjects.getAttr(ts, unraisable, "exc_type"), value, PyObjects.getAttr(ts, unraisable, "exc_traceback"));
    }
  }

  private static Object reprOrExcuse(ThreadState ts, Object o) {
    try {
      return PyObjects.repr(ts, o);
    } catch (PyException e) {
      return "<object repr() failed>";
    }
  }

  static void displayhook(ThreadState ts, Object o) {
    PyDict builtins = ts.interpreter().builtins();
    if (o == PyNone.NONE) {
      return;
    }
    builtins.put("_", PyNone.NONE);
    Object out = ts.interpreter().sysAttribute(ts, "stdout");
    if (out == null || out == PyNone.NONE) {
      throw PyErr.runtimeError("lost sys.stdout");
    }
    Object text = PyObjects.repr(ts, o);
    try {
      PyObjects.callMethod(ts, out, "write", text);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.UnicodeEncodeError)) {
        throw e;
      }
      Object encoding = PyObjects.getAttr(ts, out, "encoding");
      Object encoded = PyObjects.callMethod(ts, text, "encode", encoding, "backslashreplace");
      PyObjects.callMethod(ts, out, "write", PyObjects.callMethod(ts, encoded, "decode", encoding));
    }
    PyObjects.callMethod(ts, out, "write", "\n");
    builtins.put("_", o);
  }

  static Object breakpointhook(ThreadState ts, PyTuple args, PyDict kws) {
    Object environ = PyObjects.getAttr(ts, Importer.importModule(ts, "os"), "environ");
    Object named = PyObjects.callMethod(ts, environ, "get", "PYTHONBREAKPOINT", "");
    String target = PyUnicode.toJava(named);
    if (target.equals("0")) {
      return PyNone.NONE;
    }
    if (target.isEmpty()) {
      target = "pdb.set_trace";
    }
    int dot = target.lastIndexOf('.');
    Object hook;
    try {
      Object module = Importer.importModule(ts, dot < 0 ? "builtins" : target.substring(0, dot));
      hook = PyObjects.getAttr(ts, module, target.substring(dot + 1));
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.ImportError) && !PyErr.matches(e, PyExc.AttributeError)) {
        throw e;
      }
      Warnings.warn(ts, PyExc.RuntimeWarning, PyUnicode.concat("Ignoring unimportable $PYTHONBREAKPOINT: \"", named, "\""), 1);
      return PyNone.NONE;
    }
    return Call.withDict(ts, hook, args.items, kws);
  }
}
