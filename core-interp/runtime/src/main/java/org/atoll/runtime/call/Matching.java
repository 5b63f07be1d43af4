package org.atoll.runtime.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.StandIn;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Structural pattern matching (PEP 634; `match_class`, `match_keys` in `Python/ceval.c`).
public final class Matching {
  private static final long SEQUENCE = 1L << 5;
  private static final long MAPPING = 1L << 6;

  private Matching() {}

  /// Whether a sequence pattern may match: list, tuple, range and the like, and what is registered as a Sequence.
  public static boolean isSequence(Object o) {
    return (flags(o) & SEQUENCE) != 0;
  }

  /// Whether a mapping pattern may match.
  public static boolean isMapping(Object o) {
    return (flags(o) & MAPPING) != 0;
  }

  private static long flags(Object o) {
    return PatternFlags.of(o instanceof StandIn s ? s.claimedType() : PyObject.typeOf(o));
  }

  public static long length(ThreadState ts, Object o) {
    return PyObjects.len(ts, o);
  }

  public static Object item(ThreadState ts, Object o, long i) {
    return Items.get(ts, o, i);
  }

  /// The item `i` from the end, 1 for the last.
  public static Object itemFromEnd(ThreadState ts, Object o, long i) {
    return Items.get(ts, o, (Object) (PyObjects.len(ts, o) - i));
  }

  /// The list that a star pattern binds: all but `before` items in front and `after` behind.
  public static Object middle(ThreadState ts, Object o, int before, int after) {
    PyList all = PyList.fromIterable(ts, o);
    return PyList.of(Arrays.copyOfRange(all.items, before, all.size - after));
  }

  /// The values of a mapping for some keys, or null if one is missing.
  public static Object[] keys(ThreadState ts, Object mapping, Object[] keys) {
    PyDict seen = new PyDict();
    Object[] values = new Object[keys.length];
    Object get = keys.length == 0 ? null : PyObjects.getAttr(ts, mapping, "get");
    Object missing = new PyInstance(PyBaseObject.TYPE);
    for (int i = 0; i < keys.length; i++) {
      if (seen.get(ts, keys[i]) != null) {
        throw PyErr.valueError("mapping pattern checks duplicate key (%s)", PyObjects.repr(ts, keys[i]));
      }
      seen.put(ts, keys[i], PyNone.NONE);
      Object v = Call.call2(ts, get, keys[i], missing);
      if (v == missing) {
        return null;
      }
      values[i] = v;
    }
    return values;
  }

  /// The dict of what is left of a mapping without some keys.
  public static Object rest(ThreadState ts, Object mapping, Object[] keys) {
    PyDict d = new PyDict();
    d.update(ts, mapping);
    for (Object k : keys) {
      PyObjects.delItem(ts, d, k);
    }
    return d;
  }

  /// The attributes that a class pattern looks at, `positional` of them by `__match_args__`; null if it does not match.
  public static Object[] classAttributes(ThreadState ts, Object subject, Object cls, int positional, String[] names) {
    if (!(cls instanceof PyType type)) {
      throw PyErr.typeError("called match pattern must be a class");
    }
    if (!PyObjects.isInstance(ts, subject, cls)) {
      return null;
    }
    Object[] values = new Object[positional + names.length];
    List<String> seen = new ArrayList<>();
    if (positional > 0 && !positionalValues(ts, subject, type, positional, values, seen)) {
      return null;
    }
    for (int i = 0; i < names.length; i++) {
      values[positional + i] = attribute(ts, subject, type, names[i], seen);
      if (values[positional + i] == null) {
        return null;
      }
    }
    return values;
  }

  private static boolean positionalValues(ThreadState ts, Object subject, PyType type, int positional, Object[] values, List<String> seen) {
    Object matchArgs = PyObjects.getOptionalAttr(ts, type, "__match_args__");
    boolean matchSelf = matchArgs == null && PatternFlags.matchesSelf(type);
    if (matchArgs != null && !(matchArgs instanceof PyTuple)) {
      throw PyErr.typeError("%s.__match_args__ must be a tuple (got %s)", type.name(), PyObject.typeOf(matchArgs).name());
    }
    int allowed = matchSelf ? 1 : matchArgs == null ? 0 : ((PyTuple) matchArgs).items.length;
    if (allowed < positional) {
      throw PyErr.typeError("%s() accepts %d positional sub-pattern%s (%d given)", type.name(), allowed, allowed == 1 ? "" : "s", positional);
    }
    if (matchSelf) {
      values[0] = subject;
      return true;
    }
    for (int i = 0; i < positional; i++) {
      Object name = ((PyTuple) matchArgs).items[i];
      if (!PyUnicode.check(name)) {
        throw PyErr.typeError("__match_args__ elements must be strings (got %s)", PyObject.typeOf(name).name());
      }
      values[i] = attribute(ts, subject, type, PyUnicode.toJava(name), seen);
      if (values[i] == null) {
        return false;
      }
    }
    return true;
  }

  private static Object attribute(ThreadState ts, Object subject, PyType type, String name, List<String> seen) {
    if (seen.contains(name)) {
      throw PyErr.typeError("%s() got multiple sub-patterns for attribute '%s'", type.name(), name);
    }
    seen.add(name);
    return PyObjects.getOptionalAttr(ts, subject, name);
  }
}
