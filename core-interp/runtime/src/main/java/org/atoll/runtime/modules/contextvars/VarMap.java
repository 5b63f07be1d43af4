package org.atoll.runtime.modules.contextvars;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/// The values of context variables: an immutable map by identity. A context rarely has more than a dozen variables, so
/// a short array, copied on each change, does what CPython's HAMT is for; from [#INDEXED] on it gets an index.
final class VarMap {
  static final VarMap EMPTY = new VarMap(new Object[0]);
  private static final int INDEXED = 16;

  /// Variable and value by turns.
  private final Object[] entries;
  private Map<Object, Integer> index;

  private VarMap(Object[] entries) {
    this.entries = entries;
  }

  int size() {
    return entries.length / 2;
  }

  PyContextVar keyAt(int i) {
    return (PyContextVar) entries[2 * i];
  }

  Object valueAt(int i) {
    return entries[2 * i + 1];
  }

  private int find(Object key) {
    if (size() >= INDEXED) {
      Integer i = index().get(key);
      return i == null ? -1 : i;
    }
    for (int i = 0; i < entries.length; i += 2) {
      if (entries[i] == key) {
        return i;
      }
    }
    return -1;
  }

  private Map<Object, Integer> index() {
    if (index == null) {
      Map<Object, Integer> made = new IdentityHashMap<>();
      for (int i = 0; i < entries.length; i += 2) {
        made.put(entries[i], i);
      }
      index = made;
    }
    return index;
  }

  /// The value of a variable, or null.
  Object get(Object key) {
    int i = find(key);
    return i < 0 ? null : entries[i + 1];
  }

  VarMap with(PyContextVar key, Object value) {
    int i = find(key);
    Object[] copy = Arrays.copyOf(entries, i < 0 ? entries.length + 2 : entries.length);
    int at = i < 0 ? entries.length : i;
    copy[at] = key;
    copy[at + 1] = value;
    return new VarMap(copy);
  }

  VarMap without(PyContextVar key) {
    int i = find(key);
    if (i < 0) {
      return this;
    }
    Object[] copy = new Object[entries.length - 2];
    System.arraycopy(entries, 0, copy, 0, i);
    System.arraycopy(entries, i + 2, copy, i, copy.length - i);
    return new VarMap(copy);
  }
}
