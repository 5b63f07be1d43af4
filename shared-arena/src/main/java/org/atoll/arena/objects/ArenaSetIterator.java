package org.atoll.arena.objects;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;

/// Iterates over a set in an arena.
@PyTypeDef(name = "ArenaSetIterator", module = "atoll.arena", basetype = false, instantiable = false)
final class ArenaSetIterator extends PyIterator {
  static final PyType TYPE = PyType.builtin(new ArenaSetIteratorBinder());

  /// Null when exhausted.
  private ArenaSet set;
  private long position;
  private long sizeAtStart;
  private long left;

  ArenaSetIterator(ArenaSet set) {
    super(TYPE);
    this.set = set;
    sizeAtStart = set.size();
    left = sizeAtStart;
  }

  @Override
  public Object next(ThreadState ts) {
    ArenaSet s = set;
    if (s == null) {
      return null;
    }
    s.reading(ts);
    ts.poll();
    return s.advance(ts, this);
  }

  /// What comes next in the set, which the thread may read.
  Object advance(ArenaSet s) {
    if (s.size() != sizeAtStart) {
      sizeAtStart = -1;
      throw PyErr.runtimeError("Set changed size during iteration");
    }
    long e = s.next(position);
    if (e >= s.used()) {
      set = null;
      return null;
    }
    // Reading may have to begin again.
    Object member = s.memberAt(e);
    position = e + 1;
    left--;
    return member;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  long __length_hint__(ThreadState ts) {
    if (set == null) {
      return 0;
    }
    set.reading(ts);
    return set.size() == sizeAtStart ? Math.max(0, left) : 0;
  }
}
