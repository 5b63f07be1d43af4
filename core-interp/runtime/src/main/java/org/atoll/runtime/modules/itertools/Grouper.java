package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;

/// `itertools._grouper`: one group of `groupby`. Guarded by the GIL.
@PyTypeDef(name = "_grouper", module = "itertools", basetype = false, doc = "One group of groupby().")
public final class Grouper extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new GrouperBinder());

  private final GroupBy parent;
  private final Object key;

  Grouper(GroupBy parent, Object key) {
    super(TYPE);
    this.parent = parent;
    this.key = key;
  }

  @PyNew(sig = "(parent, tgtkey, /)")
  static Object create(PyType cls, GroupBy parent, Object key) {
    return new Grouper(parent, key);
  }

  @Override
  public Object next(ThreadState ts) {
    return parent.nextOf(ts, this, key);
  }
}
