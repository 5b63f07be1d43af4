package org.atoll.runtime.modules.weakref;

import java.util.List;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.WeakRefs;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyTuple;

/// `weakref.ref`. The referent goes when the JVM's garbage collector finds that nothing else holds it, not at once as
/// on CPython. Guarded by the GIL.
@PyTypeDef(name = "ReferenceType", module = "weakref")
public final class PyWeakRef extends PyInstance implements WeakRefs.Shareable {
  public static final PyType TYPE = PyType.builtin(new PyWeakRefBinder());

  private final WeakLink link;
  private Long hash;

  private PyWeakRef(PyType type, ThreadState ts, Object referent, Object callback) {
    super(type);
    link = new WeakLink(ts.interpreter(), this, referent, callback);
    ts.interpreter().weakrefs().add(referent, this);
  }

  /// The reference without callback to an object: always the same one while it lives.
  public static PyWeakRef to(ThreadState ts, Object referent) {
    return create(ts, TYPE, referent, null);
  }

  private static PyWeakRef create(ThreadState ts, PyType cls, Object referent, Object callback) {
    WeakLink.requireReferable(referent);
    if (callback == null && cls == TYPE) {
      for (PyObject known : ts.interpreter().weakrefs().of(referent)) {
        if (known instanceof PyWeakRef r && r.type == TYPE && r.link.callback() == null) {
          return r;
        }
      }
    }
    return new PyWeakRef(cls, ts, referent, callback);
  }

  @Override
  public boolean isShared() {
    return type == TYPE && link.callback() == null;
  }

  /// The object, or null where it is gone.
  public Object referent() {
    return link.get();
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    if (cls == TYPE && kwargs.size() != 0) {
      throw PyErr.typeError("ref() takes no keyword arguments");
    }
    Object[] a = args.items;
    checkCount(a, "__new__");
    Object callback = a.length == 2 && a[1] != PyNone.NONE ? a[1] : null;
    return create(ts, cls, a[0], callback);
  }

  private static void checkCount(Object[] a, String function) {
    if (a.length < 1) {
      throw PyErr.typeError("%s expected at least 1 argument, got 0", function);
    }
    if (a.length > 2) {
      throw PyErr.typeError("%s expected at most 2 arguments, got %d", function, a.length);
    }
  }

  @PyMethod(sig = "(*args, **kwargs)")
  void __init__(PyTuple args, PyDict kwargs) {
    if (kwargs.size() != 0) {
      throw PyErr.typeError("ref() takes no keyword arguments");
    }
    checkCount(args.items, "__init__");
  }

  @PyMethod(sig = "()")
  Object __call__() {
    Object o = link.get();
    return o == null ? PyNone.NONE : o;
  }

  @Override
  public Object call0(ThreadState ts) {
    return type == TYPE ? __call__() : super.call0(ts);
  }

  @PyGetter(name = "__callback__")
  Object callback() {
    Object c = link.get() == null ? null : link.callback();
    return c == null ? PyNone.NONE : c;
  }

  @PyMethod
  long __hash__(ThreadState ts) {
    if (hash == null) {
      Object o = link.get();
      if (o == null) {
        throw PyErr.typeError("weak object has gone away");
      }
      hash = PyObjects.hash(ts, o);
    }
    return hash;
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    if (!(other instanceof PyWeakRef r)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    Object a = link.get();
    Object b = r.link.get();
    return a == null || b == null ? (Object) (this == r) : PyObjects.richCompare(ts, a, b, PyObjects.EQ);
  }

  @PyMethod
  Object __ne__(ThreadState ts, Object other) {
    if (!(other instanceof PyWeakRef r)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    Object a = link.get();
    Object b = r.link.get();
    return a == null || b == null ? (Object) (this != r) : PyObjects.richCompare(ts, a, b, PyObjects.NE);
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return link.describe(ts, "weakref", this);
  }

  @PyMethod(classMethod = true, sig = "(item, /)", doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return new PyGenericAlias(cls, item);
  }

  /// The live references and proxies to an object.
  static List<PyObject> all(ThreadState ts, Object referent) {
    return ts.interpreter().weakrefs().of(referent);
  }
}
