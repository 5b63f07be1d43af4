package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PySetter;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `classmethod` (`Objects/funcobject.c`).
@PyTypeDef(name = "classmethod", hasDict = true, doc = "Convert a function to be a class method.")
public final class PyClassMethod extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyClassMethodBinder());

  /// The wrapped callable; None until `__init__`.
  public Object callable;

  public PyClassMethod(Object callable) {
    super(TYPE);
    this.callable = callable;
  }

  private PyClassMethod(PyType cls) {
    super(cls);
    this.callable = PyNone.NONE;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyClassMethod(cls);
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
    return new org.atoll.runtime.object.PyMethod(callable, owner != null ? owner : PyObject.typeOf(obj));
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(ThreadState ts, Object obj, Object type) {
    return descrGet(ts, obj, type instanceof PyType t ? t : PyObject.typeOf(obj));
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
    return PyUnicode.concat("<classmethod(", PyObjects.repr(ts, callable), ")>");
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
