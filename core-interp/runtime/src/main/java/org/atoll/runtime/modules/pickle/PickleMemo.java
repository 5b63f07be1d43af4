package org.atoll.runtime.modules.pickle;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;

/// Which objects have been written, and their numbers: a hash table by identity.
///
/// Strs are Java values, whose identity hash would have to be computed for each; so they are found by their own hash,
/// which the JVM keeps, and those that are equal to another one without being the same object stand in a second table.
/// Strs and bytes of at most one Latin-1 character are the same object whenever they are equal, as on CPython.
///
/// One thread at a time.
final class PickleMemo {
  private static final int INITIAL = 64;

  private Object[] keys = new Object[INITIAL];
  /// The hash and the number of each key, side by side.
  private int[] facts = new int[2 * INITIAL];
  private int used;
  private int next;
  private IdentityHashMap<Object, Integer> twins;
  /// The bytes objects that stand for all equal ones of length one; made when first needed.
  private PyBytes[] singleBytes;

  /// The number that the next object gets.
  int size() {
    return next;
  }

  /// The number of an object, or -1.
  int get(Object o) {
    return o instanceof String s ? getString(s) : getObject(canonical(o));
  }

  private Object canonical(Object o) {
    if (!(o instanceof PyBytes b) || b.type != PyBytes.TYPE || b.bytes.length > 1) {
      return o;
    }
    if (b.bytes.length == 0) {
      return PyBytes.EMPTY;
    }
    if (singleBytes == null) {
      singleBytes = new PyBytes[256];
    }
    int at = b.bytes[0] & 0xff;
    PyBytes known = singleBytes[at];
    if (known == null) {
      singleBytes[at] = known = b;
    }
    return known;
  }

  private static int spread(int hash) {
    int h = hash * 0x9E3779B9;
    return h ^ h >>> 15;
  }

  private int getObject(Object o) {
    int mask = keys.length - 1;
    int i = spread(System.identityHashCode(o)) & mask;
    for (Object k; (k = keys[i]) != null; i = i + 1 & mask) {
      if (k == o) {
        return facts[2 * i + 1];
      }
    }
    return -1;
  }

  private int getString(String s) {
    int mask = keys.length - 1;
    int hash = spread(s.hashCode());
    int i = hash & mask;
    for (Object k; (k = keys[i]) != null; i = i + 1 & mask) {
      if (k == s) {
        return facts[2 * i + 1];
      }
      if (facts[2 * i] == hash && k instanceof String t && t.equals(s)) {
        if (isSingle(s)) {
          return facts[2 * i + 1];
        }
        Integer twin = twins == null ? null : twins.get(s);
        return twin == null ? -1 : twin;
      }
    }
    return -1;
  }

  private static boolean isSingle(String s) {
    return s.length() <= 1 && (s.isEmpty() || s.charAt(0) < 256);
  }

  /// Gives an object the next number, and returns that.
  int put(Object o) {
    int number = next;
    put(o instanceof String ? o : canonical(o), number);
    return number;
  }

  /// Passes a number over, for an object that nothing else can refer to.
  int skip() {
    return next++;
  }

  /// Gives an object a number of its own.
  void put(Object o, int number) {
    boolean string = o instanceof String;
    int hash = spread(string ? o.hashCode() : System.identityHashCode(o));
    int mask = keys.length - 1;
    int i = hash & mask;
    for (Object k; (k = keys[i]) != null; i = i + 1 & mask) {
      if (k == o) {
        facts[2 * i + 1] = number;
        return;
      }
      if (string && facts[2 * i] == hash && o.equals(k)) {
        if (twins == null) {
          twins = new IdentityHashMap<>();
        }
        if (twins.put(o, number) == null) {
          next++;
        }
        return;
      }
    }
    keys[i] = o;
    facts[2 * i] = hash;
    facts[2 * i + 1] = number;
    next++;
    if (++used > keys.length >> 1) {
      grow();
    }
  }

  private void grow() {
    Object[] oldKeys = keys;
    int[] oldFacts = facts;
    int n = oldKeys.length * 4;
    keys = new Object[n];
    facts = new int[2 * n];
    for (int j = 0; j < oldKeys.length; j++) {
      if (oldKeys[j] != null) {
        int i = oldFacts[2 * j] & n - 1;
        while (keys[i] != null) {
          i = i + 1 & n - 1;
        }
        keys[i] = oldKeys[j];
        facts[2 * i] = oldFacts[2 * j];
        facts[2 * i + 1] = oldFacts[2 * j + 1];
      }
    }
  }

  void clear() {
    if (keys.length > INITIAL * 16) {
      keys = new Object[INITIAL];
      facts = new int[2 * INITIAL];
    } else {
      Arrays.fill(keys, null);
    }
    used = 0;
    next = 0;
    twins = null;
  }

  /// Takes one object and its number.
  interface Entry {
    void accept(Object o, int number);
  }

  /// Shows all objects that have a number.
  void forEach(Entry entry) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != null) {
        entry.accept(keys[i], facts[2 * i + 1]);
      }
    }
    if (twins != null) {
      twins.forEach(entry::accept);
    }
  }

  /// A stand-in for an object that only the memo knows.
  static Object placeholder() {
    return new PyDict();
  }
}
