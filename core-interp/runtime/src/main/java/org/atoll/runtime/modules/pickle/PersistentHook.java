package org.atoll.runtime.modules.pickle;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// What picklers and unpicklers have in common: a method about persistent ids that may be set on the instance, in place of
/// the one of the type. Guarded by the GIL.
abstract class PersistentHook extends PyInstance {
  private final String name;
  /// What has been set, or null.
  private Object set;

  PersistentHook(PyType type, String name) {
    super(type);
    this.name = name;
  }

  /// The method, wherever it comes from; null where it is that of `base`, the type itself, which does nothing.
  final Object hook(ThreadState ts, PyType base) {
    return set == null && type.lookup(name) == base.lookup(name) ? null : PyObjects.getAttr(ts, this, name);
  }

  @PyMethod
  Object __getattribute__(ThreadState ts, Object attribute) {
    String n = PyObjects.attributeName(attribute);
    if (set != null && n.equals(name)) {
      return set;
    }
    Object found = PyObjects.genericGetAttr(ts, this, n);
    if (found == null) {
      throw PyObjects.noAttribute(this, n);
    }
    return found;
  }

  @PyMethod
  void __setattr__(ThreadState ts, Object attribute, Object value) {
    assign(ts, attribute, value);
  }

  @PyMethod
  void __delattr__(ThreadState ts, Object attribute) {
    assign(ts, attribute, null);
  }

  private void assign(ThreadState ts, Object attribute, Object value) {
    String n = PyObjects.attributeName(attribute);
    if (n.equals(name)) {
      set = value;
    } else {
      PyObjects.genericSetAttr(ts, this, n, value);
    }
  }
}
