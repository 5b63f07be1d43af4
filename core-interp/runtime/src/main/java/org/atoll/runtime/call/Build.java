package org.atoll.runtime.call;

import java.util.List;
import java.util.ArrayList;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyTemplate;
import org.atoll.runtime.types.PyInterpolation;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PySlice;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Building values: displays, constants, f-strings.
public final class Build {
  private Build() {}

  public static Object tuple(Object[] items) {
    return items.length == 0 ? PyTuple.EMPTY : PyTuple.of(items);
  }

  public static Object list(Object[] items) {
    return new PyList(items);
  }

  public static Object set(ThreadState ts, Object[] items) {
    PySet s = new PySet();
    for (Object x : items) {
      s.add(ts, x);
    }
    return s;
  }

  /// A dict of keys and values in turn.
  public static Object dict(ThreadState ts, Object[] items) {
    PyDict d = new PyDict();
    for (int i = 0; i < items.length; i += 2) {
      dictAdd(d, ts, items[i], items[i + 1]);
    }
    return d;
  }

  /// A new list of the items of a constant tuple.
  public static Object listCopy(Object tuple) {
    return new PyList(((PyTuple) tuple).items.clone());
  }

  /// A new dict of constant tuples of keys and values.
  public static Object dictOf(Object keys, Object values) {
    Object[] k = ((PyTuple) keys).items;
    Object[] v = ((PyTuple) values).items;
    PyDict d = PyDict.withCapacity(k.length);
    ThreadState ts = ThreadState.currentOrNull();
    for (int i = 0; i < k.length; i++) {
      dictAdd(d, ts, k[i], v[i]);
    }
    return d;
  }

  /// A new set of the items of a constant frozenset.
  public static Object setCopy(Object frozenset) {
    PySet s = new PySet();
    s.addAll(ThreadState.current(), frozenset);
    return s;
  }

  public static void listAdd(Object list, Object value) {
    ((PyList) list).appendSeen(value);
  }

  public static void setAdd(Object set, ThreadState ts, Object value) {
    ((PySet) set).add(ts, value);
  }

  public static void dictAdd(Object dict, ThreadState ts, Object key, Object value) {
    if (key instanceof String s) {
      ((PyDict) dict).put(s, value);
    } else {
      ((PyDict) dict).put(ts, key, value);
    }
  }

  /// `[*iterable]`.
  public static void listExtend(Object list, ThreadState ts, Object iterable) {
    if (PyObject.typeOf(iterable).slot(Slot.ITER) == null && !PyObjects.isSequence(iterable)) {
      throw PyErr.typeError("Value after * must be an iterable, not %s", PyObject.typeOf(iterable).name());
    }
    ((PyList) list).extend(ts, iterable);
  }

  public static void setUpdate(Object set, ThreadState ts, Object iterable) {
    ((PySet) set).addAll(ts, iterable);
  }

  /// `{**mapping}`.
  public static void dictUpdate(Object dict, ThreadState ts, Object mapping) {
    if (!(mapping instanceof PyDict) && PyObjects.getOptionalAttr(ts, mapping, "keys") == null) {
      throw PyErr.typeError("'%s' object is not a mapping", PyObject.typeOf(mapping).name());
    }
    ((PyDict) dict).update(ts, mapping);
  }

  public static Object listToTuple(Object list) {
    return PyTuple.of(((PyList) list).toArray());
  }

  /// A constant as the compiler packed it.
  public static Object constant(String packed) {
    return new Unpacker(packed).constant(null);
  }

  /// The sites of a class whose code was carried out before the class was written.
  public static Object[] sharedSites(Class<?> c) {
    return Units.sharedSites(c);
  }

  /// The call-site caches and constants of a class that has too many for fields of their own: for each a kind (0 constant,
  /// 1 names, then the kinds of site) and what it is made of.
  public static Object[] siteTable(String packed) {
    Unpacker in = new Unpacker(packed);
    List<Object> table = new ArrayList<>();
    while (!in.atEnd()) {
      int kind = (int) in.number();
      table.add(switch (kind) {
        case 0 -> in.constant(null);
        case 1 -> in.strings();
        case 2 -> new GlobalSite(in.string().intern());
        case 3 -> new NameSite(in.string().intern());
        case 4 -> new AttrSite(in.string().intern());
        case 5 -> new StoreAttrSite(in.string().intern());
        case 6 -> new MethodSite(in.string().intern());
        default -> throw new IllegalStateException("kind of site " + kind);
      });
    }
    return table.toArray();
  }

  public static Object slice(Object start, Object stop, Object step) {
    return new PySlice(start, stop, step);
  }

  /// A replacement field of an f-string: `conversion` is 's', 'r', 'a' or -1, `spec` null where there is none.
  public static Object format(ThreadState ts, Object value, int conversion, Object spec) {
    Object v = switch (conversion) {
      case 's' -> PyObjects.str(ts, value);
      case 'r' -> PyObjects.repr(ts, value);
      case 'a' -> PyObjects.ascii(ts, value);
      default -> value;
    };
    return spec == null && PyUnicode.checkExact(v) ? v : PyObjects.format(ts, v, spec == null ? "" : spec);
  }

  /// The str of an f-string's pieces.
  public static Object join(Object[] pieces) {
    return PyUnicode.concat(pieces);
  }

  public static Object box(long value) {
    return value;
  }

  public static Object box(boolean value) {
    return value;
  }

  public static Object boxNot(boolean value) {
    return !value;
  }

  /// One `{...}` of a t-string; `conversion` is a character or -1.
  public static Object interpolation(ThreadState ts, Object value, Object text, int conversion, Object spec) {
    return new PyInterpolation(value, text, conversion < 0 ? PyNone.NONE : String.valueOf((char) conversion), spec);
  }

  /// A t-string: one string more than interpolations.
  public static Object template(ThreadState ts, Object[] strings, Object[] interpolations) {
    return new PyTemplate(PyTuple.of(strings), PyTuple.of(interpolations));
  }
}
