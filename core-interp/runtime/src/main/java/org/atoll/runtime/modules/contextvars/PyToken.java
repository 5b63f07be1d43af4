package org.atoll.runtime.modules.contextvars;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `contextvars.Token`: what a context variable was before it was set. Guarded by the GIL.
@PyTypeDef(name = "Token", module = "_contextvars", basetype = false, hashable = false)
final class PyToken extends PyObject {
  static final PyType TYPE = PyType.builtin(new PyTokenBinder());

  @PyConstant(name = "MISSING")
  static final PyTokenMissing MISSING = new PyTokenMissing();

  final PyContext context;
  @PyMember
  final PyContextVar var;
  /// Null where the variable had no value.
  final Object oldValue;
  boolean used;

  PyToken(PyContext context, PyContextVar var, Object oldValue) {
    super(TYPE);
    this.context = context;
    this.var = var;
    this.oldValue = oldValue;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    throw PyErr.runtimeError("Tokens can only be created by ContextVars");
  }

  @PyGetter(name = "old_value")
  Object oldValueAttribute() {
    return oldValue == null ? MISSING : oldValue;
  }

  @PyMethod(sig = "()", doc = "Enter into Token context manager.")
  Object __enter__() {
    return this;
  }

  @PyMethod(sig = "(type, value, tb, /)", doc = "Exit from Token context manager, restore the linked ContextVar.")
  void __exit__(ThreadState ts, Object type, Object value, Object tb) {
    var.reset(ts, this);
  }

  @PyMethod(classMethod = true, sig = "(item, /)", doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return PyUnicode.concat("<Token" + (used ? " used" : "") + " var=", PyObjects.repr(ts, var), " at 0x" + Long.toHexString(PyObjects.id(this)) + ">");
  }
}
