package org.atoll.runtime.modules.contextvars;

import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `contextvars.ContextVar`. Guarded by the GIL.
@PyTypeDef(name = "ContextVar", module = "_contextvars", basetype = false)
public final class PyContextVar extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyContextVarBinder());

  @PyMember
  final Object name;
  /// The value where no context has one, or null.
  private final Object defaultValue;

  private PyContextVar(Object name, Object defaultValue) {
    super(TYPE);
    this.name = name;
    this.defaultValue = defaultValue;
  }

  /// A variable of a built-in module, without a default.
  public static PyContextVar named(String name) {
    return new PyContextVar(name, null);
  }

  @PyNew(sig = "(*args, default=<absent>)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, Object defaultValue) {
    if (args.items.length != 1) {
      throw PyErr.typeError("ContextVar() takes exactly 1 positional argument (%d given)", args.items.length);
    }
    Object name = args.items[0];
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("context variable name must be a str");
    }
    // A name that cannot be hashed is refused, though nothing is looked up by it here.
    PyObjects.hash(ts, name);
    return new PyContextVar(name, defaultValue);
  }

  @PyMethod(sig = "(default=<absent>, /)", doc = "Return a value for the context variable for the current context.")
  public Object get(ThreadState ts, Object otherwise) {
    Object v = ts.context instanceof PyContext c ? c.vars.get(this) : null;
    if (v == null) {
      v = otherwise != null ? otherwise : defaultValue;
    }
    if (v == null) {
      throw PyErr.create(PyExc.LookupError, this);
    }
    return v;
  }

  @PyMethod(sig = "(value, /)", doc = "Call to set a new value for the context variable in the current context.")
  public Object set(ThreadState ts, Object value) {
    PyContext c = PyContext.current(ts);
    PyToken token = new PyToken(c, this, c.vars.get(this));
    c.vars = c.vars.with(this, value);
    return token;
  }

  @PyMethod(sig = "(token, /)", doc = "Reset the context variable to the state before the call that made the token.")
  void reset(ThreadState ts, Object token) {
    if (!(token instanceof PyToken t)) {
      throw PyErr.typeError("expected an instance of Token, got %s", PyUnicode.toUtf16(PyObjects.repr(ts, token)));
    }
    if (t.used) {
      throw PyErr.runtimeError("%s has already been used once", PyUnicode.toUtf16(PyObjects.repr(ts, t)));
    }
    if (t.var != this) {
      throw PyErr.valueError("%s was created by a different ContextVar", PyUnicode.toUtf16(PyObjects.repr(ts, t)));
    }
    PyContext c = PyContext.current(ts);
    if (t.context != c) {
      throw PyErr.valueError("%s was created in a different Context", PyUnicode.toUtf16(PyObjects.repr(ts, t)));
    }
    t.used = true;
    c.vars = t.oldValue == null ? c.vars.without(this) : c.vars.with(this, t.oldValue);
  }

  @PyMethod(classMethod = true, sig = "(item, /)", doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    Object head = PyUnicode.concat("<ContextVar name=", PyObjects.repr(ts, name));
    Object withDefault = defaultValue == null ? head : PyUnicode.concat(head, " default=", PyObjects.repr(ts, defaultValue));
    return PyUnicode.concat(withDefault, " at 0x" + Long.toHexString(PyObjects.id(this)) + ">");
  }
}
