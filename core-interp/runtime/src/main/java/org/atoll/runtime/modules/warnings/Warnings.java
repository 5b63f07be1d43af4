package org.atoll.runtime.modules.warnings;

import java.util.Locale;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Frames;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Issues warnings (`Python/_warnings.c`). Requires the GIL; a filter may turn any warning into an exception.
public final class Warnings {
  private Warnings() {}

  /// Warns on behalf of the running Python code (`PyErr_WarnEx`): the present Python frame is level 1.
  public static void warn(ThreadState ts, PyType category, Object message, long stackLevel) {
    warn(ts, message, category, stackLevel, PyNone.NONE, PyTuple.EMPTY);
  }

  /// Warns of an object that was left open or the like (`PyErr_ResourceWarning`).
  public static void warnAbout(ThreadState ts, PyType category, Object message, long stackLevel, Object source) {
    warn(ts, message, category, stackLevel, source, PyTuple.EMPTY);
  }

  static void warn(ThreadState ts, Object message, Object category, long stackLevel, Object source, PyTuple skipped) {
    Object kind = category(ts, message, category);
    long level = skipped.items.length > 0 && stackLevel < 2 ? 2 : stackLevel;
    int d = place(ts, level, skipped);
    Object filename = "<sys>";
    long line = 0;
    PyDict globals = ts.interpreter().sys().dict();
    if (d > 0) {
      filename = PyUnicode.fromUtf16(ts.functionAt(d).code.filename());
      line = Frames.at(ts, d).lineno();
      globals = ts.functionAt(d).globals;
    }
    Object registry = globals.get("__warningregistry__");
    if (registry == null) {
      registry = new PyDict();
      globals.put("__warningregistry__", registry);
    }
    Object module = globals.get("__name__");
    warnExplicit(ts, message, kind, filename, line, module == null || module == PyNone.NONE ? "<string>" : module, registry, source);
  }

  private static Object category(ThreadState ts, Object message, Object category) {
    if (message instanceof PyBaseException e && e.type.isSubtype(PyExc.Warning)) {
      return e.type;
    }
    if (category == PyNone.NONE) {
      return PyExc.UserWarning;
    }
    if (!(category instanceof PyType t) || !t.isSubtype(PyExc.Warning)) {
      throw PyErr.typeError("category must be a Warning subclass, not '%s'", PyObject.typeOf(category).name());
    }
    return category;
  }

  /// The depth of the frame that is to blame; 0 where the stack is not that deep.
  private static int place(ThreadState ts, long level, PyTuple skipped) {
    int d = ts.depth;
    boolean plain = level <= 0 || d == 0 || isInternal(file(ts, d));
    for (long n = level; n > 1 && d > 0; n--) {
      d--;
      while (!plain && d > 0 && (isInternal(file(ts, d)) || isSkipped(file(ts, d), skipped))) {
        d--;
      }
    }
    return d;
  }

  private static String file(ThreadState ts, int d) {
    return ts.functionAt(d).code.filename();
  }

  private static boolean isInternal(String file) {
    return file.contains("importlib") && file.contains("_bootstrap");
  }

  private static boolean isSkipped(String file, PyTuple prefixes) {
    for (Object p : prefixes.items) {
      if (file.startsWith(PyUnicode.toUtf16(p))) {
        return true;
      }
    }
    return false;
  }

  /// The module's name as guessed from its file's.
  static Object moduleOf(Object filename) {
    String f = PyUnicode.toUtf16(filename);
    if (f.isEmpty()) {
      return "<unknown>";
    }
    boolean source = f.length() >= 3 && f.substring(f.length() - 3).toLowerCase(Locale.ROOT).equals(".py");
    return PyUnicode.fromUtf16(source ? f.substring(0, f.length() - 3) : f);
  }

  /// Warns of a place in a file (`PyErr_WarnExplicit`); `registry` is a dict or None.
  public static void warnExplicit(ThreadState ts, Object message, Object category, Object filename, long lineno, Object module, Object registry, Object source) {
    if (module == PyNone.NONE) {
      return;
    }
    if (registry != PyNone.NONE && !(registry instanceof PyDict)) {
      throw PyErr.typeError("'registry' must be a dict or None");
    }
    PyDict seen = registry instanceof PyDict d ? d : null;
    boolean made = message instanceof PyBaseException e && e.type.isSubtype(PyExc.Warning);
    Object text = made ? PyObjects.str(ts, message) : message;
    Object kind = made ? PyObject.typeOf(message) : category;
    Object instance = made ? message : Call.call1(ts, category, message);
    WarningState state = WarningState.of(ts);
    state.lock.acquire(ts, -1);
    boolean show;
    try {
      show = isToBeShown(ts, state, instance, kind, text, lineno, module, seen);
    } finally {
      state.lock.release();
    }
    if (show) {
      show(ts, state, instance, kind, text, filename, lineno, source);
    }
  }

  private static boolean isToBeShown(ThreadState ts, WarningState state, Object instance, Object kind, Object text, long lineno, Object module, PyDict seen) {
    PyTuple key = PyTuple.of(text, kind, lineno);
    if (seen != null && isKnown(ts, state, seen, key, false)) {
      return false;
    }
    WarningState.Decision decision = state.decide(ts, kind, text, lineno, module);
    switch (String.valueOf(decision.action())) {
      case "error" -> throw raised(instance);
      case "ignore" -> {
        return false;
      }
      case "always", "all" -> {
        return true;
      }
      case "once", "module", "default" -> { }
      default -> throw PyErr.runtimeError("Unrecognized action (%s) in warnings.filters:\n %s", PyObjects.repr(ts, decision.action()), PyObjects.repr(ts, decision.filter()));
    }
    if (seen != null) {
      seen.put(ts, key, Boolean.TRUE);
    }
    return switch ((String) decision.action()) {
      case "once" -> !isKnown(ts, state, seen == null ? state.once(ts) : seen, PyTuple.of(text, kind), true);
      case "module" -> seen == null || !isKnown(ts, state, seen, PyTuple.of(text, kind, 0L), true);
      default -> true;
    };
  }

  private static PyException raised(Object instance) {
    if (instance instanceof PyBaseException e) {
      return new PyException(e);
    }
    return PyErr.typeError("exceptions must derive from BaseException");
  }

  /// Whether the registry holds the key; one of an older version of the filters is emptied first.
  private static boolean isKnown(ThreadState ts, WarningState state, PyDict registry, PyTuple key, boolean add) {
    if (registry.get("version") instanceof Long v && v == state.version) {
      Object known = registry.get(ts, key);
      if (known != null && PyObjects.isTrue(ts, known)) {
        return true;
      }
    } else {
      registry.clear();
      registry.put("version", state.version);
    }
    if (add) {
      registry.put(ts, key, Boolean.TRUE);
    }
    return false;
  }

  private static void show(ThreadState ts, WarningState state, Object instance, Object kind, Object text, Object filename, long lineno, Object source) {
    if (source != PyNone.NONE && !ts.interpreter().isFinalizing()) {
      ts.interpreter().importModule(ts, "warnings");
    }
    Object show = state.attribute(ts, "_showwarnmsg");
    if (show == null) {
      print(ts, kind, text, filename, lineno);
      return;
    }
    if (!PyObjects.isCallable(show)) {
      throw PyErr.typeError("warnings._showwarnmsg() must be set to a callable");
    }
    Object messageType = state.attribute(ts, "WarningMessage");
    if (messageType == null) {
      throw PyErr.runtimeError("unable to get warnings.WarningMessage");
    }
    Object message = Call.call(ts, messageType, new Object[] {instance, kind, filename, lineno, PyNone.NONE, PyNone.NONE, source}, null);
    Call.call1(ts, show, message);
  }

  /// The plain form, for warnings before the module `warnings` is there.
  private static void print(ThreadState ts, Object kind, Object text, Object filename, long lineno) {
    Object err = ts.interpreter().sysAttribute(ts, "stderr");
    if (err == null || err == PyNone.NONE) {
      return;
    }
    Object name = PyUnicode.fromUtf16(((PyType) kind).name());
    PyObjects.callMethod(ts, err, "write",
        PyUnicode.concat(filename, ":", PyUnicode.fromUtf16(Long.toString(lineno)), ": ", name, ": ", PyObjects.str(ts, text), "\n"));
    Object source = PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "linecache"), "getline", filename, lineno);
    Object line = PyObjects.callMethod(ts, source, "strip");
    if (PyUnicode.length(line) > 0) {
      PyObjects.callMethod(ts, err, "write", PyUnicode.concat("  ", line, "\n"));
    }
  }
}
