package org.atoll.runtime.object;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// `types.MappingProxyType`: a mapping that cannot be written to (`Objects/descrobject.c`). Guarded by the GIL.
@PyTypeDef(name = "mappingproxy", basetype = false, doc = "Read-only proxy of a mapping.")
public final class PyMappingProxy extends PyObject implements RichComparison {
  public static final PyType TYPE = PyType.builtin(new PyMappingProxyBinder());

  /// The mapping that is shown.
  public final Object mapping;

  public PyMappingProxy(Object mapping) {
    super(TYPE);
    this.mapping = mapping;
  }

  /// The `__dict__` of a class. Of one that all interpreters share it shows a copy: a comparison or `|` hands the mapping
  /// itself to the other operand, which may be of a class that writes to it.
  public static PyMappingProxy ofType(PyType type) {
    return new PyMappingProxy(type.isHeapType() ? type.dict() : type.dict().copy());
  }

  @PyNew(sig = "(mapping)")
  static Object create(PyType cls, Object mapping) {
    if (mapping instanceof PyList || mapping instanceof PyTuple || PyObject.typeOf(mapping).slot(Slot.GETITEM) == null) {
      throw PyErr.typeError("mappingproxy() argument must be a mapping, not %s", PyObject.typeOf(mapping).name());
    }
    return new PyMappingProxy(mapping);
  }

  @PyMethod
  long __len__(ThreadState ts) {
    return PyObjects.len(ts, mapping);
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    return PyObjects.getItem(ts, mapping, key);
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object key) {
    return mapping instanceof PyDict d && d.type == PyDict.TYPE ? d.contains(ts, key) : PyObjects.contains(ts, mapping, key);
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    return PyObjects.iter(ts, mapping);
  }

  @PyMethod(sig = "()", doc = "D.__reversed__() -> reverse iterator")
  Object __reversed__(ThreadState ts) {
    return PyObjects.callMethod(ts, mapping, "__reversed__");
  }

  @PyMethod(sig = "(key, default=None, /)", doc = "Return the value for key if key is in the mapping, else default.")
  Object get(ThreadState ts, Object key, Object defaultValue) {
    return PyObjects.callMethod(ts, mapping, "get", key, defaultValue);
  }

  @PyMethod(sig = "()", doc = "a set-like object providing a view on D's keys")
  Object keys(ThreadState ts) {
    return PyObjects.callMethod(ts, mapping, "keys");
  }

  @PyMethod(sig = "()", doc = "an object providing a view on D's values")
  Object values(ThreadState ts) {
    return PyObjects.callMethod(ts, mapping, "values");
  }

  @PyMethod(sig = "()", doc = "a set-like object providing a view on D's items")
  Object items(ThreadState ts) {
    return PyObjects.callMethod(ts, mapping, "items");
  }

  @PyMethod(sig = "()", doc = "D.copy() -> a shallow copy of D")
  Object copy(ThreadState ts) {
    return PyObjects.callMethod(ts, mapping, "copy");
  }

  private static Object unwrap(Object o) {
    return o instanceof PyMappingProxy p ? p.mapping : o;
  }

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    return PyNumber.or(ts, mapping, unwrap(other));
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    return PyNumber.or(ts, unwrap(other), mapping);
  }

  @PyMethod
  Object __ior__(Object other) {
    throw PyErr.typeError("'|=' is not supported by %s; use '|' instead", type.name());
  }

  @PyMethod
  long __hash__(ThreadState ts) {
    return PyObjects.hash(ts, mapping);
  }

  @PyMethod
  Object __str__(ThreadState ts) {
    return PyObjects.str(ts, mapping);
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    return "mappingproxy(" + PyObjects.repr(ts, mapping) + ")";
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    return PyObjects.richCompare(ts, mapping, other, op);
  }
}
