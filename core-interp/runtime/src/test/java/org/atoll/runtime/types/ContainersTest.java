package org.atoll.runtime.types;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks the tables behind dict and set and the sort against the JDK's, by random operations whose seed is the
/// parameter. Only ints, floats and strs are used, which need no thread state.
class ContainersTest {
  private static Object key(Random r, int range) {
    int k = r.nextInt(range);
    return (k & 1) == 0 ? (Object) ((long) k << r.nextInt(3) * 20) : "k" + k;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void dictAgreesWithLinkedHashMap(long seed) {
    Random r = new Random(seed);
    int range = 1 << 2 + seed;
    PyDict d = new PyDict();
    Map<Object, Object> expected = new LinkedHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      Object k = key(r, range);
      switch (r.nextInt(8)) {
        case 0, 1, 2 -> {
          d.put(null, k, (long) i);
          expected.put(k, (long) i);
        }
        case 3, 4 -> assertEquals(expected.remove(k), d.remove(null, k));
        case 5 -> {
          if (!expected.isEmpty() && r.nextInt(3) == 0) {
            Object last = null;
            for (Object o : expected.keySet()) {
              last = o;
            }
            assertEquals(last, ((PyTuple) d.popitem()).items[0]);
            expected.remove(last);
          }
        }
        case 6 -> move(d, expected, k, r.nextBoolean());
        default -> assertEquals(expected.get(k), d.get(null, k));
      }
      if (r.nextInt(5000) == 0) {
        d.clear();
        expected.clear();
      }
      assertEquals(expected.size(), d.size());
      if (i % 100 == 0) {
        assertSame(expected, d);
        assertSame(expected, d.copy());
      }
    }
  }

  private static void move(PyDict d, Map<Object, Object> expected, Object k, boolean last) {
    int e = d.find(null, k);
    if (e < 0) {
      return;
    }
    d.move(e, last);
    Object v = expected.remove(k);
    Map<Object, Object> rest = new LinkedHashMap<>(expected);
    if (!last) {
      expected.clear();
      expected.put(k, v);
      expected.putAll(rest);
    } else {
      expected.put(k, v);
    }
  }

  private static void assertSame(Map<Object, Object> expected, PyDict d) {
    assertArrayEquals(expected.keySet().toArray(), d.keyArray());
    assertArrayEquals(expected.values().toArray(), d.valueArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void setAgreesWithHashSet(long seed) {
    Random r = new Random(seed);
    int range = 1 << 2 + seed;
    PySet s = new PySet();
    Set<Object> expected = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      Object k = key(r, range);
      switch (r.nextInt(4)) {
        case 0, 1 -> assertEquals(expected.add(k), s.add(null, k));
        case 2 -> assertEquals(expected.remove(k), s.discard(null, k));
        default -> assertEquals(expected.contains(k), s.contains(null, k));
      }
      if (r.nextInt(500) == 0 && !expected.isEmpty()) {
        expected.remove(s.popAny());
      }
      assertEquals(expected.size(), s.size());
    }
    assertEquals(expected, new HashSet<>(Arrays.asList(s.toArray())));
  }

  @Test
  void setsOfIntsComeOutInCPythonsOrder() {
    PySet s = new PySet();
    for (long k : new long[] {100, 3, 33, -1, 8, 1L << 40, 17}) {
      s.add(null, k);
    }
    assertArrayEquals(new Object[] {1L << 40, 33L, 3L, 100L, 8L, 17L, -1L}, s.toArray());
  }

  private record Pair(Object key, int position) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void sortAgreesWithTheJdks(long seed) {
    Random r = new Random(seed);
    for (int round = 0; round < 60; round++) {
      int n = 2 + r.nextInt(round < 40 ? 200 : 5000);
      int kind = r.nextInt(3);
      Object[] keys = new Object[n];
      int range = 1 + r.nextInt(3 * n + 1);
      for (int i = 0; i < n; i++) {
        boolean run = i > 0 && r.nextInt(4) > 0 && (seed & 1) == 0;
        long v = run ? i : r.nextInt(range);
        keys[i] = kind == 0 ? (Object) (seed % 3 == 0 ? v << 40 : v) : kind == 1 ? (Object) (v / 4.0) : "s" + v;
      }
      check(keys, n);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void check(Object[] keys, int n) {
    List<Pair> expected = new ArrayList<>();
    Object[] values = new Object[n];
    for (int i = 0; i < n; i++) {
      expected.add(new Pair(keys[i], i));
      values[i] = (long) i;
    }
    expected.sort(Comparator.comparing(p -> (Comparable) p.key));
    Object[] plain = keys.clone();
    ListSort.sort(null, plain, n, null, false);
    Object[] k = keys.clone();
    ListSort.sortKeys(null, k, values, n);
    for (int i = 0; i < n; i++) {
      assertEquals(expected.get(i).key, plain[i]);
      assertEquals((long) expected.get(i).position, values[i]);
    }
  }
}
