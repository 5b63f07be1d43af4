package org.atoll.runtime.object;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;

/// The method resolution order: the C3 linearization (`mro_implementation`; Barrett et al.: A Monotonic Superclass
/// Linearization for Dylan, 1996), and the `mro()` of metaclasses, which is Python code and may change the very classes
/// it is asked about. Requires the GIL.
final class Mro {
  private Mro() {}

  private record Change(PyType type, PyType[] before, PyType[] after) {}

  /// Gives a type its MRO; false where `mro()` itself has set another one meanwhile, which stays (`mro_internal`).
  static boolean refresh(ThreadState ts, PyType type) {
    PyType[] before = type.mroOrNull();
    PyType[] order = compute(ts, type);
    if (type.mroOrNull() != before) {
      return false;
    }
    type.setMro(order);
    return true;
  }

  /// The same for a type and all that derive from it (`mro_hierarchy`). After an exception everything is as before.
  static void refreshAll(ThreadState ts, PyType type) {
    List<Change> changes = new ArrayList<>();
    try {
      refreshAll(ts, type, changes);
    } catch (PyException e) {
      for (Change c : changes) {
        if (c.type.mroOrNull() == c.after) {
          c.type.setMro(c.before);
          c.type.modified();
        }
      }
      throw e;
    }
  }

  private static void refreshAll(ThreadState ts, PyType type, List<Change> changes) {
    PyType[] before = type.mroOrNull();
    if (!refresh(ts, type)) {
      return;
    }
    changes.add(new Change(type, before, type.mroOrNull()));
    type.modified();
    for (PyType sub : type.liveSubclasses()) {
      refreshAll(ts, sub, changes);
    }
  }

  private static PyType[] compute(ThreadState ts, PyType type) {
    Object method = type.type.lookup("mro");
    if (type.type == PyType.TYPE || method == PyType.TYPE.lookup("mro")) {
      return linearize(type);
    }
    PyList given = PyList.fromIterable(ts, Call.withSelf(ts, method, type));
    if (given.size == 0) {
      throw PyErr.typeError("type MRO must not be empty");
    }
    PyType[] order = new PyType[given.size];
    PyType solid = type.solidBase();
    for (int i = 0; i < order.length; i++) {
      if (!(given.items[i] instanceof PyType t)) {
        throw PyErr.typeError("mro() returned a non-class ('%s')", PyObject.typeOf(given.items[i]).name());
      }
      if (!solid.isSubtype(t.solidBase())) {
        throw PyErr.typeError("mro() returned base with unsuitable layout ('%s')", t.name());
      }
      order[i] = t;
    }
    return order;
  }

  static PyType[] linearize(PyType type) {
    return linearize(type, type.bases());
  }

  /// C3: the order of `type` and all its bases that keeps each base's own order and that of `bases`.
  static PyType[] linearize(PyType type, PyType[] bases) {
    List<PyType[]> toMerge = new ArrayList<>();
    for (PyType b : bases) {
      if (b.isIncomplete()) {
        throw PyErr.typeError("Cannot extend an incomplete type '%s'", b.name());
      }
      toMerge.add(b.mro());
    }
    toMerge.add(bases);
    checkDuplicates(bases);
    List<PyType> result = new ArrayList<>();
    result.add(type);
    int[] heads = new int[toMerge.size()];
    while (true) {
      boolean remaining = false;
      PyType next = null;
      for (int i = 0; i < heads.length && next == null; i++) {
        PyType[] list = toMerge.get(i);
        if (heads[i] < list.length) {
          remaining = true;
          next = inTail(list[heads[i]], toMerge, heads) ? null : list[heads[i]];
        }
      }
      if (!remaining) {
        return result.toArray(PyType[]::new);
      }
      if (next == null) {
        throw inconsistent(toMerge, heads);
      }
      result.add(next);
      for (int i = 0; i < heads.length; i++) {
        if (heads[i] < toMerge.get(i).length && toMerge.get(i)[heads[i]] == next) {
          heads[i]++;
        }
      }
    }
  }

  private static boolean inTail(PyType candidate, List<PyType[]> toMerge, int[] heads) {
    for (int i = 0; i < heads.length; i++) {
      PyType[] list = toMerge.get(i);
      for (int j = heads[i] + 1; j < list.length; j++) {
        if (list[j] == candidate) {
          return true;
        }
      }
    }
    return false;
  }

  private static void checkDuplicates(PyType[] bases) {
    for (int i = 0; i < bases.length; i++) {
      for (int j = i + 1; j < bases.length; j++) {
        if (bases[i] == bases[j]) {
          throw PyErr.typeError("duplicate base class %s", bases[i].name());
        }
      }
    }
  }

  private static PyException inconsistent(List<PyType[]> toMerge, int[] heads) {
    StringBuilder names = new StringBuilder();
    LinkedHashSet<PyType> blocked = new LinkedHashSet<>();
    for (int i = 0; i < heads.length; i++) {
      if (heads[i] < toMerge.get(i).length) {
        blocked.add(toMerge.get(i)[heads[i]]);
      }
    }
    for (PyType t : blocked) {
      names.append(names.isEmpty() ? " " : ", ").append(t.name());
    }
    return PyErr.typeError("Cannot create a consistent method resolution order (MRO) for bases%s", names);
  }
}
