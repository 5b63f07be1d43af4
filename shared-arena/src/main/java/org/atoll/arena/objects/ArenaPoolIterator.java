package org.atoll.arena.objects;

import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.values.Words;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;

/// Iterates over the objects of a pool that are in use. They may be released, and others acquired, meanwhile.
@PyTypeDef(name = "PoolIterator", module = "atoll.arena", basetype = false, instantiable = false)
final class ArenaPoolIterator extends PyIterator {
  static final PyType TYPE = PyType.builtin(new ArenaPoolIteratorBinder());

  /// Null when exhausted.
  private ArenaPool pool;
  private int position;

  ArenaPoolIterator(ArenaPool pool) {
    super(TYPE);
    this.pool = pool;
  }

  @Override
  public Object next(ThreadState ts) {
    ArenaPool p = pool;
    if (p == null) {
      return null;
    }
    p.reading(ts);
    ts.poll();
    while (position < PoolTable.count(p.arena, p.cell)) {
      long reference = PoolTable.used(p.arena, p.cell, p.layout, position++);
      if (reference != Words.NOTHING) {
        return p.arena.view(p.hold, reference);
      }
    }
    pool = null;
    return null;
  }
}
