package org.atoll.runtime.modules.warnings;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.PyRLock;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// What decides about the warnings of one interpreter: the filters, and what has been warned of. The attributes of the
/// module `warnings`, once it is imported, take the place of what stands here. Guarded by the GIL.
final class WarningState {
  private final Interpreter interpreter;
  private final PyList filters;
  private final PyDict onceRegistry = new PyDict();
  final PyRLock lock = new PyRLock();
  /// The `ContextVar` of `warnings.catch_warnings`; null before `_warnings` is imported.
  Object context;
  /// Counts the changes of the filters: registries of an older version are out of date.
  long version = 1;

  private WarningState(Interpreter interpreter) {
    this.interpreter = interpreter;
    filters = PyList.of(
        PyTuple.of("default", PyNone.NONE, PyExc.DeprecationWarning, "__main__", 0L),
        PyTuple.of("ignore", PyNone.NONE, PyExc.DeprecationWarning, PyNone.NONE, 0L),
        PyTuple.of("ignore", PyNone.NONE, PyExc.PendingDeprecationWarning, PyNone.NONE, 0L),
        PyTuple.of("ignore", PyNone.NONE, PyExc.ImportWarning, PyNone.NONE, 0L),
        PyTuple.of("ignore", PyNone.NONE, PyExc.ResourceWarning, PyNone.NONE, 0L));
  }

  static WarningState of(ThreadState ts) {
    Interpreter i = ts.interpreter();
    return i.state(WarningState.class, () -> new WarningState(i));
  }

  Object filters() {
    return filters;
  }

  Object onceRegistry() {
    return onceRegistry;
  }

  String defaultAction() {
    return "default";
  }

  /// An attribute of the module `warnings`, or null while it is not imported or has none.
  Object attribute(ThreadState ts, String name) {
    return interpreter.modules().get("warnings") instanceof PyModule m ? PyObjects.getOptionalAttr(ts, m, name) : null;
  }

  private PyList activeFilters(ThreadState ts) {
    Object list = null;
    if (context != null && interpreter.config().flag("context_aware_warnings") != 0) {
      Object active = PyObjects.callMethod(ts, context, "get", PyNone.NONE);
      list = active == PyNone.NONE ? null : PyObjects.getAttr(ts, active, "_filters");
    }
    if (list == null) {
      list = attribute(ts, "filters");
    }
    if (list == null) {
      return filters;
    }
    if (!(list instanceof PyList l)) {
      throw PyErr.valueError("_warnings.filters must be a list");
    }
    return l;
  }

  /// The registry of warnings that are shown once.
  PyDict once(ThreadState ts) {
    Object registry = attribute(ts, "onceregistry");
    if (registry == null) {
      return onceRegistry;
    }
    if (!(registry instanceof PyDict d)) {
      throw PyErr.typeError("_warnings.onceregistry must be a dict, not '%s'", PyObject.typeOf(registry).name());
    }
    return d;
  }

  /// What a filter says is to be done, and the filter; the default action where none matches.
  record Decision(Object action, Object filter) {}

  Decision decide(ThreadState ts, Object category, Object text, long lineno, Object module) {
    PyList all = activeFilters(ts);
    for (int i = 0; i < all.size; i++) {
      Object item = all.items[i];
      if (!(item instanceof PyTuple t) || t.items.length != 5) {
        throw PyErr.valueError("_warnings.filters item %d isn't a 5-tuple", i);
      }
      if (!(t.items[0] instanceof String)) {
        throw PyErr.typeError("action must be a string, not '%s'", PyObject.typeOf(t.items[0]).name());
      }
      Object line = t.items[4];
      if (matches(ts, t.items[1], text) && PyObjects.isSubclass(ts, category, t.items[2]) && matches(ts, t.items[3], module)
          && (line instanceof Long n && (n == 0 || n == lineno))) {
        return new Decision(t.items[0], t);
      }
    }
    Object action = attribute(ts, "defaultaction");
    return new Decision(action == null ? defaultAction() : action, PyNone.NONE);
  }

  private static boolean matches(ThreadState ts, Object pattern, Object text) {
    if (pattern == PyNone.NONE) {
      return true;
    }
    if (pattern instanceof String s) {
      return s.equals(text);
    }
    return PyObjects.isTrue(ts, Call.call1(ts, PyObjects.getAttr(ts, pattern, "match"), text));
  }
}
