package org.atoll.arena.objects;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySlice;
import org.atoll.runtime.types.Sequences;

/// Asks what programs give to operations for its value beforehand, where that may run Python code: `__index__` or an iterator. What cannot be
/// asked stays as it is, for the operation to complain about.
final class PlainArguments {
  private PlainArguments() {}

  /// An index or a slice.
  static Object index(ThreadState ts, Object key) {
    if (key instanceof Long || !(key instanceof PyObject)) {
      return key;
    }
    if (key instanceof PySlice s) {
      return new PySlice(bound(ts, s.start), bound(ts, s.stop), bound(ts, s.step));
    }
    return Sequences.isIndex(key) ? PyNumber.index(ts, key) : key;
  }

  private static Object bound(ThreadState ts, Object bound) {
    return bound == PyNone.NONE ? bound : index(ts, bound);
  }

  /// What is assigned to a slice of a list: a list of the items.
  static Object items(ThreadState ts, Object value) {
    return Sequences.isIterable(value) ? new PyList(Sequences.toNewArray(ts, local(ts, value))) : value;
  }

  /// A view's local copy; anything else itself.
  static Object local(ThreadState ts, Object value) {
    return value instanceof View v ? v.plain(ts) : value;
  }

  /// What is assigned to a slice of bytes: bytes, or a list of ints.
  static Object bytes(ThreadState ts, Object value) {
    if (Buffers.check(value)) {
      return new PyBytes(Buffers.toBytes(ts, value));
    }
    Object plain = items(ts, value);
    if (plain instanceof PyList l) {
      for (int i = 0; i < l.size(); i++) {
        l.set(i, index(ts, l.get(i)));
      }
      return l;
    }
    return index(ts, plain);
  }
}
