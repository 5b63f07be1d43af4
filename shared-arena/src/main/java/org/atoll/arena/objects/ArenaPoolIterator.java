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
    return p.advance(ts, this);
  }

  /// The next object of the pool that is in use, which the thread may read.
  Object advance(ArenaPool p) {
    while (position < PoolTable.count(p.arena, p.cell)) {
      long reference = PoolTable.used(p.arena, p.cell, p.layout, position);
      // Reading may have to begin again.
      Object found = reference == Words.NOTHING ? null : p.arena.view(p.hold, reference);
      position++;
      if (found != null) {
        return found;
      }
    }
    pool = null;
    return null;
  }
}
