package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// The descriptor of a name in `__slots__` (`member_descriptor`); the value stands in [PyInstance#fields]. Those of built-in
/// types are [PyBuiltinMemberDescr].
@PyTypeDef(name = "member_descriptor", basetype = false, instantiable = false)
public sealed class PyMemberDescr extends PyObject permits PyBuiltinMemberDescr {
  public static final PyType TYPE = PyType.builtin(new PyMemberDescrBinder());

  public final PyType owner;
  public final String name;
  /// The index in [PyInstance#fields].
  public final int index;
  /// The doc string that a dict of `__slots__` gave.
  public final Object doc;

  PyMemberDescr(PyType owner, String name, int index, Object doc) {
    super(TYPE);
    this.owner = owner;
    this.name = name;
    this.index = index;
    this.doc = doc;
  }

  /// The value must be an instance of the owner.
  final void check(Object obj) {
    if (!PyObject.typeOf(obj).isSubtype(owner)) {
      throw PyErr.typeError("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, owner.name(), PyObject.typeOf(obj).name());
    }
  }

  @Override
  public int descriptorKind() {
    return 2;
  }

  @Override
  public Object descrGet(ThreadState ts, Object obj, PyType ownerType) {
    if (obj == null) {
      return this;
    }
    check(obj);
    Object value = ((PyInstance) obj).fields[index];
    if (value == null) {
      throw PyErr.attributeError(obj, name, "'%s' object has no attribute '%s'", PyObject.typeOf(obj).qualifiedName(), name);
    }
    return value;
  }

  @Override
  public void descrSet(ThreadState ts, Object obj, Object value) {
    check(obj);
    PyInstance i = (PyInstance) obj;
    if (value == null && i.fields[index] == null) {
      throw PyErr.attributeError(obj, name, "%s", name);
    }
    i.fields[index] = value;
  }

  @PyGetter(name = "__name__", member = true)
  Object name() {
    return name;
  }

  @PyGetter(name = "__qualname__")
  Object qualname() {
    return owner.qualname() + "." + name;
  }

  @PyGetter(name = "__objclass__", member = true)
  Object objclass() {
    return owner;
  }

  @PyGetter(name = "__doc__")
  Object doc() {
    return doc;
  }

  @PyMethod(sig = "(instance, owner=None, /)")
  Object __get__(ThreadState ts, Object obj, Object type) {
    return Descriptors.fromPython(ts, this, obj, type);
  }

  @PyMethod
  void __set__(ThreadState ts, Object obj, Object value) {
    descrSet(ts, obj, value);
  }

  @PyMethod
  void __delete__(ThreadState ts, Object obj) {
    descrSet(ts, obj, null);
  }

  @PyMethod
  Object __reduce__(ThreadState ts) {
    return PyTuple.of(ts.interpreter().builtins().get("getattr"), PyTuple.of(owner, name));
  }

  @PyMethod
  String __repr__() {
    return "<member '" + name + "' of '" + owner.name() + "' objects>";
  }
}
