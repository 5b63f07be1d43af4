package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.Subscripted;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// Subscripts as compiled code calls them: the plain list, dict and tuple, and what is [Subscripted], by Java class, the rest by way of
/// [PyObjects].
public final class Items {
  private Items() {}

  /// `o[key]`.
  public static Object get(ThreadState ts, Object o, Object key) {
    if (key instanceof Long i) {
      if (o instanceof PyList l && l.type == PyList.TYPE) {
        return ofList(ts, l, i);
      }
      if (o instanceof PyTuple t && t.type == PyTuple.TYPE) {
        return ofTuple(ts, t, i);
      }
    }
    if (o instanceof PyDict d && d.type == PyDict.TYPE) {
      Object v = key instanceof String s ? d.get(s) : d.get(ts, key);
      if (v != null) {
        return v;
      }
      throw PyErr.keyError(key);
    }
    return o instanceof Subscripted s ? s.item(ts, key) : PyObjects.getItem(ts, o, key);
  }

  /// `o[i]` with a constant.
  public static Object get(ThreadState ts, Object o, long i) {
    if (o instanceof PyList l && l.type == PyList.TYPE) {
      return ofList(ts, l, i);
    }
    if (o instanceof PyTuple t && t.type == PyTuple.TYPE) {
      return ofTuple(ts, t, i);
    }
    return get(ts, o, (Object) i);
  }

  private static Object ofList(ThreadState ts, PyList l, long i) {
    long at = i < 0 ? i + l.size : i;
    return at >= 0 && at < l.size ? l.items[(int) at] : PyObjects.getItem(ts, l, i);
  }

  private static Object ofTuple(ThreadState ts, PyTuple t, long i) {
    Object[] items = t.items;
    long at = i < 0 ? i + items.length : i;
    return at >= 0 && at < items.length ? items[(int) at] : PyObjects.getItem(ts, t, i);
  }

  /// `o[key] = value`.
  public static void set(ThreadState ts, Object o, Object key, Object value) {
    if (o instanceof PyList l && l.type == PyList.TYPE && key instanceof Long i) {
      long at = i < 0 ? i + l.size : i;
      if (at >= 0 && at < l.size) {
        l.set((int) at, value);
        return;
      }
    } else if (o instanceof PyDict d && d.type == PyDict.TYPE) {
      if (key instanceof String s) {
        d.put(s, value);
      } else {
        d.put(ts, key, value);
      }
      return;
    }
    if (o instanceof Subscripted s) {
      s.setItem(ts, key, value);
    } else {
      PyObjects.setItem(ts, o, key, value);
    }
  }

  /// [#set] with the value evaluated first.
  public static void setLast(Object value, ThreadState ts, Object o, Object key) {
    set(ts, o, key, value);
  }

  /// `del o[key]`.
  public static void delete(ThreadState ts, Object o, Object key) {
    PyObjects.delItem(ts, o, key);
  }
}
