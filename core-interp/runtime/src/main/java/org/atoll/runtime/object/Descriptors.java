package org.atoll.runtime.object;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;

/// How descriptors are asked (`tp_descr_get`, `tp_descr_set`).
public final class Descriptors {
  private Descriptors() {}

  /// 0 for a plain value, 1 for a descriptor, 2 for a data descriptor.
  public static int kind(Object o) {
    return o instanceof PyObject p ? p.descriptorKind() : 0;
  }

  /// Whether a data descriptor has a `__get__`: one without it gives way to the instance's own attribute when read.
  static boolean isReadable(Object descriptor) {
    PyType t = ((PyObject) descriptor).type;
    return !t.isHeapType() || t.slot(Slot.GET) != null;
  }

  /// Binds what was found in a type: `obj` is null when read from the type itself.
  public static Object get(ThreadState ts, Object found, Object obj, PyType owner) {
    return found instanceof PyObject p && p.descriptorKind() > 0 ? p.descrGet(ts, obj, owner) : found;
  }

  /// `__get__` as Python calls it, with None for no object and an optional owner.
  static Object fromPython(ThreadState ts, PyObject descriptor, Object obj, Object type) {
    if (obj == PyNone.NONE && type == PyNone.NONE) {
      throw PyErr.typeError("__get__(None, None) is invalid");
    }
    PyType owner = type instanceof PyType t ? t : PyObject.typeOf(obj);
    return descriptor.descrGet(ts, obj == PyNone.NONE && owner != PyNone.TYPE ? null : obj, owner);
  }

  static void setViaSlot(ThreadState ts, PyObject descriptor, Object obj, Object value) {
    Object method = descriptor.type.slot(value == null ? Slot.DELETE : Slot.SET);
    if (method == null) {
      throw PyErr.format(PyExc.AttributeError, value == null ? "__delete__" : "__set__");
    }
    if (value == null) {
      Call.call2(ts, method, descriptor, obj);
    } else {
      Call.call3(ts, method, descriptor, obj, value);
    }
  }

  /// What `functools.update_wrapper` would copy, as `staticmethod` and `classmethod` do.
  static void copyFunctionAttributes(ThreadState ts, Object function, PyInstance target) {
    for (String name : COPIED) {
      Object value = PyObjects.getOptionalAttr(ts, function, name);
      if (value != null) {
        target.setOwn(name, value);
      }
    }
  }

  private static final String[] COPIED = {"__module__", "__name__", "__qualname__", "__doc__"};

  /// An attribute of a wrapper: its own, else that of the wrapped callable, which it keeps from then on.
  static Object wrapped(ThreadState ts, PyInstance wrapper, Object callable, String name) {
    Object own = wrapper.getOwn(name);
    if (own == null) {
      own = PyObjects.getAttr(ts, callable, name);
      wrapper.setOwn(name, own);
    }
    return own;
  }

  /// Sets the wrapper's own attribute, or takes it back where `value` is null.
  static void setWrapped(PyInstance wrapper, String name, Object value) {
    if (value != null) {
      wrapper.setOwn(name, value);
    } else if (!wrapper.deleteOwn(name)) {
      throw PyObjects.noAttribute(wrapper, name);
    }
  }

  /// `__isabstractmethod__` of a wrapped callable.
  static boolean isAbstract(ThreadState ts, Object callable) {
    Object flag = PyObjects.getOptionalAttr(ts, callable, "__isabstractmethod__");
    return flag != null && PyObjects.isTrue(ts, flag);
  }
}
