package org.atoll.runtime.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// What `try ... except*` needs at run time (PEP 654; `exception_group_match` and `_PyExc_PrepReraiseStar`).
/// Requires the GIL.
public final class ExceptStar {
  private ExceptStar() {}

  /// The part of an exception that a clause takes, and the rest; each null where there is nothing.
  public record Match(PyBaseException taken, PyBaseException rest) {}

  /// Matches an exception (null where nothing is left) against the type or tuple of types of an `except*` clause.
  /// @throws PyException TypeError for what cannot be caught so
  public static Match match(ThreadState ts, PyBaseException exc, Object target) {
    checkTarget(target);
    if (exc == null) {
      return new Match(null, null);
    }
    if (PyErr.matches(exc, target)) {
      return new Match(exc instanceof PyBaseExceptionGroup ? exc : wrapped(exc), null);
    }
    if (!(exc instanceof PyBaseExceptionGroup)) {
      return new Match(null, exc);
    }
    Object pair = Call.call1(ts, PyObjects.getAttr(ts, exc, "split"), target);
    if (!(pair instanceof PyTuple t)) {
      throw PyErr.typeError("%s.split must return a tuple, not %s", exc.type.name(), PyObject.typeOf(pair).name());
    }
    if (t.items.length < 2) {
      throw PyErr.typeError("%s.split must return a 2-tuple, got tuple of size %d", exc.type.name(), t.items.length);
    }
    return new Match(t.items[0] instanceof PyBaseException a ? a : null, t.items[1] instanceof PyBaseException b ? b : null);
  }

  private static PyBaseException wrapped(PyBaseException exc) {
    PyBaseExceptionGroup group = PyBaseExceptionGroup.of("", PyTuple.of(exc));
    group.traceback = exc.traceback;
    return group;
  }

  private static void checkTarget(Object target) {
    Object[] types = target instanceof PyTuple t ? t.items : new Object[] {target};
    for (Object type : types) {
      if (!PyErr.isExceptionClass(type)) {
        throw PyErr.typeError("catching classes that do not inherit from BaseException is not allowed");
      }
    }
    for (Object type : types) {
      if (((PyType) type).isSubtype(PyExc.BaseExceptionGroup)) {
        throw PyErr.typeError("catching ExceptionGroup with except* is not allowed. Use except instead.");
      }
    }
  }

  /// What is to be raised when all clauses have run: null for nothing.
  ///
  /// @param original what the `try` block raised
  /// @param raised what the clauses raised, and what none of them took; nulls are skipped
  public static PyBaseException toReraise(ThreadState ts, PyBaseException original, List<PyBaseException> raised) {
    List<Object> fresh = new ArrayList<>();
    List<PyBaseException> old = new ArrayList<>();
    for (PyBaseException e : raised) {
      if (e == null) {
        continue;
      }
      if (!(original instanceof PyBaseExceptionGroup)) {
        return e;
      }
      if (sameOrigin(ts, e, original)) {
        old.add(e);
      } else {
        fresh.add(e);
      }
    }
    PyBaseException remaining = old.isEmpty() ? null : projection(ts, original, old);
    if (fresh.isEmpty()) {
      return remaining;
    }
    if (remaining != null) {
      fresh.add(remaining);
    }
    return fresh.size() == 1 ? (PyBaseException) fresh.get(0) : PyBaseExceptionGroup.of("", PyTuple.of(fresh.toArray()));
  }

  /// Whether `e` is a part of the original group rather than something newly raised.
  private static boolean sameOrigin(ThreadState ts, PyBaseException e, PyBaseException original) {
    return e instanceof PyBaseExceptionGroup && e.traceback == original.traceback && e.cause == original.cause && e.context == original.context
        && sameNotes(PyObjects.getOptionalAttr(ts, e, "__notes__"), PyObjects.getOptionalAttr(ts, original, "__notes__"));
  }

  private static boolean sameNotes(Object a, Object b) {
    if (a == b) {
      return true;
    }
    // Groups made by split have copies of the list, with the very same notes.
    if (!(a instanceof PyList x) || !(b instanceof PyList y) || x.size() != y.size()) {
      return false;
    }
    for (int i = 0; i < x.size(); i++) {
      if (x.get(i) != y.get(i)) {
        return false;
      }
    }
    return true;
  }

  /// The part of a group that consists of the leaves of `kept`, in the group's own structure.
  private static PyBaseException projection(ThreadState ts, PyBaseException group, List<PyBaseException> kept) {
    Set<PyBaseException> leaves = Collections.newSetFromMap(new IdentityHashMap<>());
    kept.forEach(e -> collectLeaves(e, leaves));
    return PyBaseExceptionGroup.split(ts, group, leaves::contains, false)[0];
  }

  private static void collectLeaves(PyBaseException e, Set<PyBaseException> leaves) {
    if (e instanceof PyBaseExceptionGroup g) {
      for (Object nested : g.exceptions.items) {
        collectLeaves((PyBaseException) nested, leaves);
      }
    } else {
      leaves.add(e);
    }
  }
}
