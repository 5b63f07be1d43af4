package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.runtime.call.Binder;
import org.atoll.runtime.call.TypeBinder;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// What the descriptors of built-in types have in common (`Objects/descrobject.c`). Immutable and shared by all
/// interpreters.
public abstract class PyDescr extends PyObject {
  /// The type whose dict holds the descriptor.
  public final PyType owner;
  public final TypeBinder binder;
  public final int id;

  protected PyDescr(PyType type, PyType owner, TypeBinder binder, int id) {
    super(type);
    this.owner = owner;
    this.binder = binder;
    this.id = id;
  }

  Binder.Member member() {
    return binder.members()[id];
  }

  @PyGetter(name = "__name__", member = true)
  public String name() {
    return member().name();
  }

  @PyGetter(name = "__qualname__")
  String qualname() {
    return owner.qualname() + "." + name();
  }

  @PyGetter(name = "__objclass__", member = true)
  Object objclass() {
    return owner;
  }

  @PyGetter(name = "__doc__")
  Object doc() {
    String doc = member().doc();
    return doc == null || doc.isEmpty() ? PyNone.NONE : doc;
  }

  /// The value must be an instance of the owner.
  final void check(Object obj) {
    if (!PyObject.typeOf(obj).isSubtype(owner)) {
      throw PyErr.typeError("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name(), owner.name(), PyObject.typeOf(obj).name());
    }
  }

  /// Whether the descriptor can be pickled: those of methods and members can, by their name.
  boolean isReducible() {
    return true;
  }

  @org.atoll.annotations.PyMethod
  Object __reduce__(ThreadState ts) {
    if (!isReducible()) {
      throw PyErr.typeError("cannot pickle '%s' object", type.name());
    }
    Object getattr = ts.interpreter().builtins().get("getattr");
    return PyTuple.of(getattr, PyTuple.of(owner, name()));
  }
}
