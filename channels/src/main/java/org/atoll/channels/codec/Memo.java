package org.atoll.channels.codec;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.types.PyList;

/// Which objects of a graph have been met, in order, and what each has become. One that may number the objects themselves is
/// several times as fast as a table by identity, which it falls back on: an object's number counts only where this memo's own
/// list has that object in that place. Only one memo of an interpreter may number at a time, since a second would overwrite
/// the first one's numbers; see [PyKryo#with]. Used by one thread at a time.
final class Memo {
  private static final int FIRST = 16;
  private static final int KEPT = 1 << 12;

  private final boolean numbers;
  private Object[] originals = new Object[FIRST];
  private Object[] results = new Object[FIRST];
  private int size;
  private IdentityHashMap<Object, Integer> others;

  /// @param numbers whether it may number Python objects
  Memo(boolean numbers) {
    this.numbers = numbers;
  }

  /// The place of an object, or -1.
  int find(Object o) {
    if (numbers && o instanceof PyInstance i) {
      int at = i.mark;
      if (at >= 0) {
        return at < size && originals[at] == i ? at : -1;
      }
    } else if (numbers && o instanceof Part p) {
      int at = p.mark;
      return at < size && originals[at] == p ? at : -1;
    }
    Integer at = others == null ? null : others.get(o);
    return at == null ? -1 : at;
  }

  /// What an object has become, or null.
  Object get(Object o) {
    int at = find(o);
    return at < 0 ? null : results[at];
  }

  private int next(Object o, Object result) {
    int at = size;
    if (at == originals.length) {
      originals = Arrays.copyOf(originals, 2 * at);
      results = Arrays.copyOf(results, 2 * at);
    }
    size = at + 1;
    originals[at] = o;
    results[at] = result;
    return at;
  }

  /// Notes an object that is found by its place only.
  void append(Object o) {
    next(o, o);
  }

  /// Notes what an object has become; its place.
  int put(Object o, Object result) {
    int at = next(o, result);
    if (numbers && o instanceof PyInstance i && isFree(i)) {
      i.mark = at;
    } else if (numbers && o instanceof Part p) {
      p.mark = at;
    } else {
      if (others == null) {
        others = new IdentityHashMap<>();
      }
      others.put(o, at);
    }
    return at;
  }

  private static boolean isFree(PyInstance i) {
    return i.mark >= 0 || i instanceof PyList l && l.forgetFew();
  }

  /// Has something else in a place.
  void set(int at, Object result) {
    results[at] = result;
  }

  int size() {
    return size;
  }

  Object resultAt(int at) {
    return results[at];
  }

  /// Forgets all.
  void clear() {
    if (originals.length > KEPT) {
      originals = new Object[FIRST];
      results = new Object[FIRST];
    } else {
      Arrays.fill(originals, 0, size, null);
      Arrays.fill(results, 0, size, null);
    }
    size = 0;
    others = null;
  }
}
