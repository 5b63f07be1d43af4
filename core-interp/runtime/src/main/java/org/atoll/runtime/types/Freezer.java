package org.atoll.runtime.types;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;

/// Freezes graphs of containers, however deep, and with cycles. It looks at all of a graph before it changes anything, and runs
/// no Python code: so a graph is frozen as a whole or not at all. Of one call; requires the GIL of the interpreter that owns the
/// objects. What other interpreters get of a frozen graph they get by what orders it after the freezing: messages, locks, atomics.
public final class Freezer {
  private final Predicate<Object> immutable;
  private final ArrayDeque<Object> open = new ArrayDeque<>();
  private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Freezable> containers = new ArrayList<>();

  private Freezer(Predicate<Object> immutable) {
    this.immutable = immutable;
  }

  /// Freezes all containers that a value consists of.
  ///
  /// @param immutable says which values belong to no interpreter, containers aside
  /// @throws PyException TypeError where there is something in it that can change otherwise, or belongs to one interpreter;
  ///     BufferError where somebody holds a view on memory in it. Nothing is frozen then.
  public static void freeze(Object value, Predicate<Object> immutable) {
    Object wrong = tryFreeze(List.of(value), immutable);
    if (wrong != null) {
      throw cannotFreeze(wrong);
    }
  }

  /// As [#freeze], for several values; where something in them cannot be frozen that is the answer, which may be no Python object
  /// if they have such in them. Null where all are frozen.
  public static Object tryFreeze(List<?> values, Predicate<Object> immutable) {
    Freezer f = new Freezer(immutable);
    for (Object value : values) {
      Object wrong = f.look(value);
      if (wrong != null) {
        return wrong;
      }
    }
    f.containers.forEach(Freezable::freeze);
    return null;
  }

  /// Whether nothing in a value can change, so that [#freeze] would find nothing to do.
  public static boolean isFrozen(Object value, Predicate<Object> immutable) {
    Freezer f = new Freezer(immutable);
    return f.look(value) == null && f.containers.isEmpty();
  }

  /// What whoever changes a frozen container gets.
  public static PyException refusal(Object container) {
    String name = PyObject.typeOf(container).name();
    return PyErr.typeError("this %s is frozen and cannot be changed; copy.copy() or copy.deepcopy() gives one that can", name);
  }

  private static PyException cannotFreeze(Object wrong) {
    String name = PyObject.typeOf(wrong).messageName();
    if (wrong instanceof Freezable && !PyObject.typeOf(wrong).isHeapType()) {
      return PyErr.typeError("cannot freeze a %s", name);
    }
    return PyErr.typeError("cannot freeze %s: only dict, list, set, deque, bytearray, array, tuple and frozenset themselves, of numbers, "
        + "strings and what else cannot change, belong to no interpreter; use a dict or a tuple of its contents instead", name);
  }

  /// Walks over a value; what cannot be frozen in it, or null.
  private Object look(Object value) {
    open.push(value);
    while (!open.isEmpty()) {
      Object o = open.pop();
      if (!isLeaf(o) && met.add(o) && !enter(o)) {
        return o;
      }
    }
    return null;
  }

  private boolean isLeaf(Object o) {
    return immutable.test(o) || o instanceof PyInstance i && i.isFrozen() || o instanceof PyComplex c && c.type == PyComplex.TYPE
        || o instanceof PyEllipsis || o instanceof PyNotImplemented;
  }

  private boolean enter(Object o) {
    if (o instanceof PyTuple t && t.type == PyTuple.TYPE) {
      for (Object x : t.items) {
        open.push(x);
      }
    } else if (o instanceof PyFrozenSet s && s.type == PyFrozenSet.TYPE) {
      for (Object x : s.toArray()) {
        open.push(x);
      }
    } else if (o instanceof Freezable f && f.isFreezable()) {
      f.forEachPart(open::push);
      containers.add(f);
    } else {
      return false;
    }
    return true;
  }
}
