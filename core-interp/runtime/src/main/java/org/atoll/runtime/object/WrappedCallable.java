package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PySetter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyGenericAlias;

/// What `classmethod` and `staticmethod` have in common: a callable whose attributes they show as their own. Guarded by the
/// GIL.
public abstract class WrappedCallable extends PyInstance {
  /// The wrapped callable; None until `__init__`.
  public Object callable;

  WrappedCallable(PyType type, Object callable) {
    super(type);
    this.callable = callable;
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

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
