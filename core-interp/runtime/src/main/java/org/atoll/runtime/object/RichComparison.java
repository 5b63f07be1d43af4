package org.atoll.runtime.object;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;

/// The six comparison methods of a type that decides them all in one place, as `tp_richcompare` does in CPython
/// (`Include/object.h`). A type class mixes them in by implementing this. Runs under the GIL; thread-safety is the type's.
public interface RichComparison {

  /// Compare with `other`; `op` is one of [PyObjects#LT] to [PyObjects#GE]. NotImplemented where the types do not go together.
  Object richCompare(ThreadState ts, Object other, int op);

  @PyMethod
  default Object __lt__(ThreadState ts, Object other) {
    return richCompare(ts, other, PyObjects.LT);
  }

  @PyMethod
  default Object __le__(ThreadState ts, Object other) {
    return richCompare(ts, other, PyObjects.LE);
  }

  @PyMethod
  default Object __eq__(ThreadState ts, Object other) {
    return richCompare(ts, other, PyObjects.EQ);
  }

  @PyMethod
  default Object __ne__(ThreadState ts, Object other) {
    return richCompare(ts, other, PyObjects.NE);
  }

  @PyMethod
  default Object __gt__(ThreadState ts, Object other) {
    return richCompare(ts, other, PyObjects.GT);
  }

  @PyMethod
  default Object __ge__(ThreadState ts, Object other) {
    return richCompare(ts, other, PyObjects.GE);
  }
}
