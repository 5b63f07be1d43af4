package org.atoll.channels.codec;

import org.atoll.runtime.modules.array.PyArray;
import org.atoll.runtime.modules.collections.PyDeque;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyTuple;

/// Arrays of values, as parts of other things.
final class Values {
  private static final int DEPTH = 100;

  private Values() {}

  static void write(PyKryo kryo, MessageOutput out, Object[] values, int n) {
    out.writeVarInt(n, true);
    for (int i = 0; i < n; i++) {
      kryo.value(out, values[i]);
    }
  }

  static Object[] read(PyKryo kryo, MessageInput in) {
    Object[] values = new Object[in.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = kryo.required(in);
    }
    return values;
  }

  static void writeOptional(PyKryo kryo, MessageOutput out, Object[] values) {
    out.writeBoolean(values != null);
    if (values != null) {
      write(kryo, out, values, values.length);
    }
  }

  static Object[] readOptional(PyKryo kryo, MessageInput in) {
    return in.readBoolean() ? read(kryo, in) : null;
  }

  /// Whether a value can be a key, or a member of a set, of what is read: its hash must be the same everywhere that it is
  /// read, and known without running Python code.
  static boolean isKey(Object v) {
    return isKey(v, null, 0);
  }

  /// The same for a value that is read: `reader` counts the parts.
  static boolean isKey(Object v, PyKryo reader) {
    return isKey(v, reader, 0);
  }

  private static boolean isKey(Object v, PyKryo reader, int depth) {
    if (reader != null) {
      reader.keyPart();
    }
    if (v instanceof PyTuple t && t.type == PyTuple.TYPE) {
      return depth < DEPTH && areKeys(t.items, reader, depth + 1);
    }
    if (v instanceof PyFrozenSet s && s.type == PyFrozenSet.TYPE) {
      return depth < DEPTH && areKeys(s.toArray(), reader, depth + 1);
    }
    return PyKryo.isImmutable(v) || v instanceof PyComplex c && c.type == PyComplex.TYPE || v instanceof PyEllipsis || v instanceof PyNotImplemented;
  }

  private static boolean areKeys(Object[] values, PyKryo reader, int depth) {
    for (Object v : values) {
      if (v == null || !isKey(v, reader, depth)) {
        return false;
      }
    }
    return true;
  }

  static boolean areKeys(Object[] values) {
    return areKeys(values, null, 0);
  }

  /// Whether nothing in a container can change.
  static boolean isPlain(Object container) {
    return switch (container) {
      case PyList l -> l.isKnownPlain() || arePlain(l.items, l.size);
      case PyDict d -> isPlain(d);
      case PySet s -> areKeys(s.toArray());
      case PyDeque d -> isPlain(d);
      case PyByteArray b -> true;
      case PyArray a -> true;
      default -> false;
    };
  }

  private static boolean arePlain(Object[] items, int n) {
    for (int i = 0; i < n; i++) {
      Object x = items[i];
      if (!(x instanceof Long || x instanceof String || x instanceof Double) && !isKey(x)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(PyDict d) {
    for (int i = 0; i < d.used(); i++) {
      if (d.keyAt(i) != null && !(isKey(d.keyAt(i)) && isKey(d.valueAt(i)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(PyDeque d) {
    for (int i = 0; i < d.size(); i++) {
      if (!isKey(d.at(i))) {
        return false;
      }
    }
    return true;
  }
}
