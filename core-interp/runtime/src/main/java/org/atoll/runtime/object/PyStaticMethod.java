package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `staticmethod` (`Objects/funcobject.c`).
@PyTypeDef(name = "staticmethod", hasDict = true, doc = "Convert a function to be a static method.")
public final class PyStaticMethod extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyStaticMethodBinder());

  /// The wrapped callable; None until `__init__`.
  public Object callable;

  public PyStaticMethod(Object callable) {
    super(TYPE);
    this.callable = callable;
  }

  private PyStaticMethod(PyType cls) {
    super(cls);
    this.callable = PyNone.NONE;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyStaticMethod(cls);
  }

  @PyMethod(sig = "(function, /)")
  void __init__(ThreadState ts, Object function) {
    callable = function;
    Descriptors.copyFunctionAttributes(ts, function, this);
  }

  @Override
  public int descriptorKind() {
    return 1;
  }

  @Override
  public Object descrGet(ThreadState ts, Object obj, PyType owner) {
    return callable;
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(Object obj, Object type) {
    return callable;
  }

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    return Call.call(ts, callable, args, kwnames);
  }

  @PyMethod(sig = "(*args, **kwargs)")
  Object __call__(ThreadState ts, PyTuple args, PyDict kwargs) {
    return Call.withDict(ts, callable, args.items, kwargs);
  }

  @PyGetter(name = "__func__", member = true)
  Object func() {
    return callable;
  }

  @PyGetter(name = "__wrapped__", member = true)
  Object wrapped() {
    return callable;
  }

  @PyGetter(name = "__annotations__")
  Object annotations(ThreadState ts) {
    return Descriptors.wrapped(ts, this, callable, "__annotations__");
  }

  @PySetter(name = "__annotations__")
  void setAnnotations(Object value) {
    Descriptors.setWrapped(this, "__annotations__", value);
  }

  @PyGetter(name = "__annotate__")
  Object annotate(ThreadState ts) {
    return Descriptors.wrapped(ts, this, callable, "__annotate__");
  }

  @PySetter(name = "__annotate__")
  void setAnnotate(Object value) {
    Descriptors.setWrapped(this, "__annotate__", value);
  }

  @PyGetter(name = "__isabstractmethod__")
  boolean isAbstract(ThreadState ts) {
    return Descriptors.isAbstract(ts, callable);
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return PyUnicode.concat("<staticmethod(", PyObjects.repr(ts, callable), ")>");
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
