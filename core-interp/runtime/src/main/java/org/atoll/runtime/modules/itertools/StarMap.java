package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.Sequences;

/// `itertools.starmap`: calls with the arguments in tuples. Guarded by the GIL.
@PyTypeDef(name = "starmap", module = "itertools", doc = "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.")
public final class StarMap extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new StarMapBinder());

  private final Object function;
  private final Object iterator;

  private StarMap(PyType type, Object function, Object iterator) {
    super(type);
    this.function = function;
    this.iterator = iterator;
  }

  @PyNew(sig = "(function, iterable, /)")
  static Object create(ThreadState ts, PyType cls, Object function, Object iterable) {
    return new StarMap(cls, function, PyObjects.iter(ts, iterable));
  }

  @Override
  public Object next(ThreadState ts) {
    Object args = PyObjects.next(ts, iterator);
    if (args == null) {
      return null;
    }
    Object[] a = Sequences.toArray(ts, args);
    return switch (a.length) {
      case 1 -> Call.call1(ts, function, a[0]);
      case 2 -> Call.call2(ts, function, a[0], a[1]);
      case 3 -> Call.call3(ts, function, a[0], a[1], a[2]);
      default -> Call.call(ts, function, a.clone(), null);
    };
  }
}
