package org.atoll.arena.objects;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;

/// Iterates over a dict in an arena, in either direction (`Objects/dictobject.c`, `dictiter_iternextkey`).
@PyTypeDef(name = "ArenaDictIterator", module = "atoll.arena", basetype = false, instantiable = false)
final class ArenaDictIterator extends PyIterator {
  static final PyType TYPE = PyType.builtin(new ArenaDictIteratorBinder());

  /// What the iterator answers of each entry.
  enum What { KEYS, VALUES, ITEMS }

  /// Null when exhausted.
  private ArenaDict dict;
  private final What what;
  private final boolean backwards;
  private long position;
  private long sizeAtStart;
  private long left;

  ArenaDictIterator(ArenaDict dict, What what, boolean backwards) {
    super(TYPE);
    this.dict = dict;
    this.what = what;
    this.backwards = backwards;
    position = backwards ? dict.used() - 1 : 0;
    sizeAtStart = dict.size();
    left = sizeAtStart;
  }

  @Override
  public Object next(ThreadState ts) {
    ArenaDict d = dict;
    if (d == null) {
      return null;
    }
    d.reading(ts);
    ts.poll();
    return d.advance(ts, this);
  }

  /// What comes next in the dict, which the thread may read.
  Object advance(ArenaDict d) {
    if (d.size() != sizeAtStart) {
      sizeAtStart = -1;
      throw PyErr.runtimeError("dictionary changed size during iteration");
    }
    long e = backwards ? d.previous(Math.min(position, d.used() - 1)) : d.next(position);
    if (e < 0 || e >= d.used()) {
      dict = null;
      return null;
    }
    if (left == 0) {
      dict = null;
      throw PyErr.runtimeError("dictionary keys changed during iteration");
    }
    // Reading may have to begin again.
    Object found = switch (what) {
      case KEYS -> d.keyAt(e);
      case VALUES -> d.valueAt(e);
      case ITEMS -> PyTuple.of(d.keyAt(e), d.valueAt(e));
    };
    left--;
    position = backwards ? e - 1 : e + 1;
    return found;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  long __length_hint__(ThreadState ts) {
    if (dict == null) {
      return 0;
    }
    dict.reading(ts);
    return dict.size() == sizeAtStart ? left : 0;
  }
}
