package org.atoll.runtime.modules.contextvars;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `contextvars.Context`: a mapping of context variables to values that code runs in. Guarded by the GIL.
@PyTypeDef(name = "Context", module = "_contextvars", basetype = false, hashable = false)
public final class PyContext extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyContextBinder());

  VarMap vars;
  private boolean entered;

  PyContext(VarMap vars) {
    super(TYPE);
    this.vars = vars;
  }

  /// The context of a thread, made when first asked for.
  public static PyContext current(ThreadState ts) {
    if (ts.context instanceof PyContext c) {
      return c;
    }
    PyContext first = new PyContext(VarMap.EMPTY);
    first.entered = true;
    ts.context = first;
    return first;
  }

  /// `contextvars.copy_context()`.
  public static PyContext copyCurrent(ThreadState ts) {
    return new PyContext(current(ts).vars);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    if (args.items.length != 0 || kwargs.size() != 0) {
      throw PyErr.typeError("Context() does not accept any arguments");
    }
    return new PyContext(VarMap.EMPTY);
  }

  /// Makes this the thread's context until [#leave]; gives the one before.
  /// @throws PyException RuntimeError where some code is running in it
  public Object enter(ThreadState ts) {
    if (entered) {
      throw PyErr.runtimeError("cannot enter context: %s is already entered", PyUnicode.toUtf16(PyObjects.repr(ts, this)));
    }
    entered = true;
    Object before = ts.context;
    ts.context = this;
    return before;
  }

  public void leave(ThreadState ts, Object before) {
    entered = false;
    ts.context = before;
  }

  @PyMethod(sig = "(*args, **kwargs)")
  Object run(ThreadState ts, PyTuple args, PyDict kwargs) {
    if (args.items.length == 0) {
      throw PyErr.typeError("run() missing 1 required positional argument");
    }
    Object before = enter(ts);
    try {
      return Call.withDict(ts, args.items[0], java.util.Arrays.copyOfRange(args.items, 1, args.items.length), kwargs);
    } finally {
      leave(ts, before);
    }
  }

  @PyMethod(sig = "()", doc = "Return a shallow copy of the context object.")
  Object copy() {
    return new PyContext(vars);
  }

  private static PyContextVar key(ThreadState ts, Object key) {
    if (key instanceof PyContextVar v) {
      return v;
    }
    throw PyErr.typeError("a ContextVar key was expected, got %s", PyUnicode.toUtf16(PyObjects.repr(ts, key)));
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    Object v = vars.get(key(ts, key));
    if (v == null) {
      throw PyErr.keyError(key);
    }
    return v;
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object key) {
    return vars.get(key(ts, key)) != null;
  }

  @PyMethod(sig = "(key, default=None, /)", doc = "Return the value for `key` if `key` has the value in the context object.")
  Object get(ThreadState ts, Object key, Object defaultValue) {
    Object v = vars.get(key(ts, key));
    return v == null ? defaultValue : v;
  }

  @PyMethod
  long __len__() {
    return vars.size();
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    return keys(ts);
  }

  @PyMethod(sig = "()", doc = "Return a list of all variables in the context object.")
  Object keys(ThreadState ts) {
    Object[] all = new Object[vars.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = vars.keyAt(i);
    }
    return PyObjects.iter(ts, PyList.of(all));
  }

  @PyMethod(sig = "()", doc = "Return a list of all variables' values in the context object.")
  Object values(ThreadState ts) {
    Object[] all = new Object[vars.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = vars.valueAt(i);
    }
    return PyObjects.iter(ts, PyList.of(all));
  }

  @PyMethod(sig = "()", doc = "Return all variables and their values in the context object.")
  Object items(ThreadState ts) {
    Object[] all = new Object[vars.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = PyTuple.of(vars.keyAt(i), vars.valueAt(i));
    }
    return PyObjects.iter(ts, PyList.of(all));
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    return other instanceof PyContext c ? (Object) same(ts, c) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    return other instanceof PyContext c ? (Object) !same(ts, c) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  private boolean same(ThreadState ts, PyContext other) {
    VarMap a = vars;
    VarMap b = other.vars;
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      Object theirs = b.get(a.keyAt(i));
      if (theirs == null || !PyObjects.equal(ts, a.valueAt(i), theirs)) {
        return false;
      }
    }
    return true;
  }
}
