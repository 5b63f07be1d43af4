package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.Sequences;

/// `itertools.repeat`: one object over and over. Guarded by the GIL.
@PyTypeDef(name = "repeat", module = "itertools", doc = """
    repeat(object [,times]) -> create an iterator which returns the object
    for the specified number of times.  If not specified, returns the object
    endlessly.""")
public final class Repeat extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new RepeatBinder());

  private final Object element;
  /// How many times are left; negative for endless.
  private long left;

  private Repeat(PyType type, Object element, long left) {
    super(type);
    this.element = element;
    this.left = left;
  }

  @PyNew(sig = "(object, times=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object object, Object times) {
    return new Repeat(cls, object, times == null ? -1 : Math.max(0, Sequences.toLong(ts, times)));
  }

  @Override
  public Object next(ThreadState ts) {
    ts.poll();
    if (left == 0) {
      return null;
    }
    if (left > 0) {
      left--;
    }
    return element;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  long __length_hint__() {
    if (left < 0) {
      throw PyErr.typeError("len() of unsized object");
    }
    return left;
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    String head = type.name() + "(" + PyObjects.repr(ts, element);
    return left < 0 ? head + ")" : head + ", " + left + ")";
  }
}
