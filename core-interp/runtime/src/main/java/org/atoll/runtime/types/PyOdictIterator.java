package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over the keys, values or items of an OrderedDict, either way (`Objects/odictobject.c`). Guarded by the GIL.
@PyTypeDef(name = "odict_iterator", basetype = false, instantiable = false)
public final class PyOdictIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyOdictIteratorBinder());

  static final int KEYS = 0;
  static final int VALUES = 1;
  static final int ITEMS = 2;

  /// The dict; null when exhausted.
  private PyOrderedDict dict;
  private final int kind;
  private final boolean backwards;
  private final int size;
  private final int version;
  private int position;

  PyOdictIterator(PyOrderedDict dict, int kind, boolean backwards) {
    super(TYPE);
    this.dict = dict;
    this.kind = kind;
    this.backwards = backwards;
    size = dict.size;
    version = dict.version;
    position = backwards ? dict.used - 1 : dict.first;
  }

  @Override
  public Object next(ThreadState ts) {
    PyOrderedDict d = dict;
    if (d == null) {
      return null;
    }
    if (d.version != version) {
      dict = null;
      throw PyErr.runtimeError(d.size != size ? "OrderedDict changed size during iteration" : "OrderedDict mutated during iteration");
    }
    int e = backwards ? before() : d.nextEntry(position);
    if (e < 0 || e >= d.used) {
      dict = null;
      return null;
    }
    position = backwards ? e - 1 : e + 1;
    Object key = d.keyAt(e);
    return kind == KEYS ? key : kind == VALUES ? d.valueAt(e) : PyTuple.of(key, d.valueAt(e));
  }

  private int before() {
    int e = position;
    while (e >= dict.first && dict.keyAt(e) == null) {
      e--;
    }
    return e >= dict.first ? e : -1;
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling")
  Object __reduce__(ThreadState ts) {
    PyOrderedDict d = dict;
    int at = position;
    PyList rest = new PyList();
    for (Object o; (o = next(ts)) != null; ) {
      rest.append(o);
    }
    dict = d;
    position = at;
    return PyTuple.of(Sequences.builtin(ts, "iter"), PyTuple.of(rest));
  }
}
