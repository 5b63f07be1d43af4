package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// A Python function (or other callable) bound to an object (`Objects/classobject.c`).
@PyTypeDef(name = "method", basetype = false, doc = "Create a bound instance method object.")
public final class PyMethod extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyMethodBinder());

  public final Object func;
  public final Object self;

  public PyMethod(Object func, Object self) {
    super(TYPE);
    this.func = func;
    this.self = self;
  }

  @PyNew(sig = "(function, instance, /)")
  static Object create(PyType cls, Object function, Object instance) {
    if (!PyObjects.isCallable(function)) {
      throw PyErr.typeError("first argument must be callable");
    }
    if (instance == PyNone.NONE) {
      throw PyErr.typeError("instance must not be None");
    }
    return new PyMethod(function, instance);
  }

  @Override
  public Object call0(ThreadState ts) {
    return Call.call1(ts, func, self);
  }

  @Override
  public Object call1(ThreadState ts, Object a) {
    return Call.call2(ts, func, self, a);
  }

  @Override
  public Object call2(ThreadState ts, Object a, Object b) {
    return Call.call3(ts, func, self, a, b);
  }

  @Override
  public Object call3(ThreadState ts, Object a, Object b, Object c) {
    return Call.call4(ts, func, self, a, b, c);
  }

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    return Call.prepending(ts, func, self, args, kwnames);
  }

  @org.atoll.annotations.PyMethod(sig = "(*args, **kwargs)")
  Object __call__(ThreadState ts, PyTuple args, PyDict kwargs) {
    return Call.withDict(ts, this, args.items, kwargs);
  }

  @PyGetter(name = "__func__")
  Object func() {
    return func;
  }

  @PyGetter(name = "__self__")
  Object self() {
    return self;
  }

  @PyGetter(name = "__doc__")
  Object doc(ThreadState ts) {
    Object doc = PyObjects.getOptionalAttr(ts, func, "__doc__");
    return doc == null ? PyNone.NONE : doc;
  }

  /// Reads from the method itself, then from the function.
  @org.atoll.annotations.PyMethod
  Object __getattribute__(ThreadState ts, Object name) {
    String n = PyObjects.attributeName(name);
    Object found = TYPE.lookup(n);
    return found != null ? Descriptors.get(ts, found, this, TYPE) : PyObjects.getAttr(ts, func, n);
  }

  @org.atoll.annotations.PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(Object obj, Object type) {
    return this;
  }

  @org.atoll.annotations.PyMethod
  Object __reduce__(ThreadState ts) {
    Object name = PyObjects.getAttr(ts, func, "__name__");
    return PyTuple.of(ts.interpreter().builtins().get("getattr"), PyTuple.of(self, name));
  }

  @org.atoll.annotations.PyMethod
  Object __eq__(ThreadState ts, Object other) {
    return other instanceof PyMethod m ? (Object) (PyObjects.is(self, m.self) && PyObjects.equal(ts, func, m.func)) : PyNotImplemented.NOT_IMPLEMENTED;
  }

  @org.atoll.annotations.PyMethod
  long __hash__(ThreadState ts) {
    return PyObjects.id(self) * 31 + PyObjects.hash(ts, func);
  }

  @org.atoll.annotations.PyMethod
  Object __repr__(ThreadState ts) {
    Object name = PyObjects.getOptionalAttr(ts, func, "__qualname__");
    if (name == null) {
      name = PyObjects.getOptionalAttr(ts, func, "__name__");
    }
    return PyUnicode.concat("<bound method " + (name == null ? "?" : name) + " of ", PyObjects.repr(ts, self), ">");
  }
}
