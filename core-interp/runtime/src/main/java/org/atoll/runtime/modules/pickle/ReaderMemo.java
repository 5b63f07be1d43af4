package org.atoll.runtime.modules.pickle;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The numbered objects of a pickle that is being read. Numbers far beyond the others stand in a table of their own, so
/// that a short pickle cannot ask for much memory. One thread at a time.
final class ReaderMemo {
  private static final int SPARSE = 4096;

  private Object[] objects = new Object[32];
  private Map<Long, Object> far;
  private int size;

  /// How many numbers have been given.
  int size() {
    return size;
  }

  /// The object with a number, or null.
  Object get(long number) {
    if (number >= 0 && number < objects.length) {
      return objects[(int) number];
    }
    return far == null ? null : far.get(number);
  }

  /// Gives an object the next number.
  void add(Object o) {
    if (far != null) {
      put(size, o);
      return;
    }
    int n = size;
    if (n == objects.length) {
      objects = Arrays.copyOf(objects, n * 2);
    }
    if (objects[n] == null) {
      size = n + 1;
    }
    objects[n] = o;
  }

  /// Gives an object a number that is not negative.
  void put(long number, Object o) {
    if (number >= objects.length) {
      if (number > 2L * objects.length + SPARSE || far != null && far.containsKey(number)) {
        if (far == null) {
          far = new HashMap<>();
        }
        size += far.put(number, o) == null ? 1 : 0;
        return;
      }
      objects = Arrays.copyOf(objects, (int) Math.max(objects.length * 2L, number + 1));
    }
    size += objects[(int) number] == null && (far == null || far.remove(number) == null) ? 1 : 0;
    objects[(int) number] = o;
  }

  void clear() {
    objects = new Object[32];
    far = null;
    size = 0;
  }

  /// Takes one number and its object.
  interface Entry {
    void accept(long number, Object o);
  }

  void forEach(Entry entry) {
    for (int i = 0; i < objects.length; i++) {
      if (objects[i] != null) {
        entry.accept(i, objects[i]);
      }
    }
    if (far != null) {
      far.forEach(entry::accept);
    }
  }
}
