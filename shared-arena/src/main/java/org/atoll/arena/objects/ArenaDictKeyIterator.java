package org.atoll.arena.objects;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;

/// Iterates over the keys of a dict in an arena (`Objects/dictobject.c`, `dictiter_iternextkey`).
@PyTypeDef(name = "ArenaDictKeyIterator", module = "atoll.arena", basetype = false, instantiable = false)
final class ArenaDictKeyIterator extends PyIterator {
  static final PyType TYPE = PyType.builtin(new ArenaDictKeyIteratorBinder());

  /// Null when exhausted.
  private ArenaDict dict;
  private final long size;
  private long position;

  ArenaDictKeyIterator(ArenaDict dict) {
    super(TYPE);
    this.dict = dict;
    this.size = DictTable.size(dict.arena, dict.cell);
  }

  @Override
  public Object next(ThreadState ts) {
    ArenaDict d = dict;
    if (d == null) {
      return null;
    }
    d.reading(ts);
    ts.poll();
    if (DictTable.size(d.arena, d.cell) != size) {
      throw PyErr.runtimeError("dictionary changed size during iteration");
    }
    long e = DictTable.next(d.arena, d.cell, position);
    if (e >= DictTable.used(d.arena, d.cell)) {
      dict = null;
      return null;
    }
    position = e + 1;
    return d.keyAt(e);
  }
}
