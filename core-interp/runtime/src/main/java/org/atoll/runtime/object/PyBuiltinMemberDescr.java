package org.atoll.runtime.object;

import org.atoll.runtime.call.TypeBinder;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;

/// The member descriptor of a built-in type's field (`PyMemberDef`). Immutable and shared by all interpreters.
final class PyBuiltinMemberDescr extends PyMemberDescr {
  private final TypeBinder binder;
  private final int id;

  PyBuiltinMemberDescr(PyType owner, TypeBinder binder, int id) {
    super(owner, binder.members()[id].name(), -1, docOf(binder.members()[id].doc()));
    this.binder = binder;
    this.id = id;
  }

  private static Object docOf(String doc) {
    return doc == null || doc.isEmpty() ? PyNone.NONE : doc;
  }

  @Override
  public Object descrGet(ThreadState ts, Object obj, PyType ownerType) {
    if (obj == null) {
      return this;
    }
    check(obj);
    return binder.get(id, ts, obj);
  }

  @Override
  public void descrSet(ThreadState ts, Object obj, Object value) {
    check(obj);
    if (!binder.members()[id].writable()) {
      throw PyErr.attributeError(obj, name, "readonly attribute");
    }
    binder.set(id, ts, obj, value);
  }
}
