package org.atoll.arena.module;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.lock.Access;
import org.atoll.arena.lock.Hold;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyTuple;

/// One or several arenas, and what they are to be entered for, within which time. Says what a `with` block takes and keeps nothing of
/// it, so the same one may be used again, also within itself and by several threads. Immutable.
@PyTypeDef(name = "Access", module = "atoll.arena", basetype = false, instantiable = false, doc = """
    What a with statement enters: arenas, whether to read or to write, and how long it waits.""")
final class PyAccess extends PyObject {
  static final PyType TYPE = PyType.builtin(new PyAccessBinder());

  /// One of them.
  record Part(PyArena arena, Access access) {}

  /// In the order in which they are entered; of one arena, what allows more comes first.
  private final Part[] parts;
  /// What `with` gives.
  private final Object value;
  private final long nanos;

  /// @param nanos for all together; negative for any time
  PyAccess(long nanos, Part... given) {
    super(TYPE);
    this.nanos = nanos;
    value = given.length == 1 ? given[0].arena : PyTuple.of(Arrays.stream(given).map(Part::arena).toArray());
    parts = given.clone();
    Arrays.sort(parts, Comparator.comparingLong((Part p) -> p.arena.arena.lock.number).thenComparing(Part::access));
  }

  /// Several at once.
  static PyAccess of(ThreadState ts, Object[] given, Object timeout) {
    return new PyAccess(PyArena.timeout(ts, timeout), parts(given, "hold").toArray(Part[]::new));
  }

  /// What is given as arenas and as parts of these.
  ///
  /// @throws org.atoll.runtime.types.PyException TypeError for what is neither
  static List<Part> parts(Object[] given, String function) {
    if (given.length == 0) {
      throw PyErr.typeError("%s() takes at least one arena", function);
    }
    List<Part> found = new ArrayList<>();
    for (Object o : given) {
      switch (o) {
        case PyArena a -> found.add(new Part(a, a.access()));
        case PyAccess a when a.nanos >= 0 -> throw PyErr.valueError("the timeout belongs to %s() itself, for all arenas together", function);
        case PyAccess a -> found.addAll(List.of(a.parts));
        default -> throw PyErr.typeError("%s() takes arenas and their read(), not %s", function, PyObject.typeOf(o).name());
      }
    }
    return found;
  }

  @PyMethod
  Object __enter__(ThreadState ts) {
    long deadline = nanos < 0 ? 0 : System.nanoTime() + nanos;
    int entered = 0;
    try {
      while (entered < parts.length) {
        Part p = parts[entered];
        if (p.arena.arena.enter(ts, p.access, nanos < 0 ? -1 : Math.max(0, deadline - System.nanoTime())) == null) {
          throw PyErr.format(PyExc.TimeoutError, "%s was held by others all the time", p.arena.arena.name);
        }
        entered++;
      }
      return value;
    } finally {
      if (entered < parts.length) {
        leave(ts, entered, PyNone.NONE);
      }
    }
  }

  @PyMethod(sig = "(exc_type=None, exc_value=None, traceback=None, /)")
  void __exit__(ThreadState ts, Object type, Object value, Object traceback) {
    for (Part p : parts) {
      p.arena.arena.hold(ts);
    }
    leave(ts, parts.length, type);
  }

  private void leave(ThreadState ts, int count, Object exceptionType) {
    for (int i = count - 1; i >= 0; i--) {
      Hold hold = parts[i].arena.arena.hold(ts);
      parts[i].arena.arena.leave(ts, hold, exceptionType);
    }
  }
}
