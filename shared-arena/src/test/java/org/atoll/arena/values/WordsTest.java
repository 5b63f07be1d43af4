package org.atoll.arena.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.atoll.arena.memory.Cell;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyNone;
import org.junit.jupiter.api.Test;

/// Every value that is a word by itself comes back from it, and no two values have the same.
class WordsTest {
  private static List<Object> values() {
    List<Object> all = new ArrayList<>(List.of(PyNone.NONE, PyEllipsis.ELLIPSIS, true, false, "", "a", "\0", "\0\0", "seven_7", "\u00ff\u00ff"));
    Random random = new Random(1);
    for (int bit = 0; bit < 64; bit++) {
      for (long n : new long[] {1L << bit, (1L << bit) - 1, -1L << bit, ~(-1L << bit)}) {
        all.add(n);
        all.add(Double.longBitsToDouble(n));
        all.add((double) n);
      }
    }
    for (int i = 0; i < 100_000; i++) {
      all.add(random.nextLong() >> random.nextInt(64));
      all.add(Double.longBitsToDouble(random.nextLong()));
      all.add(random.nextGaussian() * Math.pow(10, random.nextInt(300) - 150));
    }
    all.addAll(List.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE, 1.0, -1.0, 0.1));
    return all;
  }

  @Test
  void everyValueComesBack_andHasAWordOfItsOwn() {
    Map<Long, Object> seen = new HashMap<>();
    int words = 0;
    for (Object v : values()) {
      long word = Words.of(v);
      if (word != Words.NOTHING) {
        words++;
        assertFalse(Cell.isReference(word), () -> v + " looks like a reference");
        assertEquals(v, Words.value(word));
        assertEquals(v, seen.computeIfAbsent(word, w -> v), "two values with one word");
      }
    }
    assertTrue(words > 150_000, words + " of the values are words");
  }

  @Test
  void theUsualNumbersAreWords() {
    for (Object v : new Object[] {0L, -1L, (1L << 61) - 1, -(1L << 61), 0.0, 1e-70, -1e70, 3.14, "seven_7"}) {
      assertEquals(v, Words.value(Words.of(v)));
    }
    for (Object v : new Object[] {1L << 61, -0.0, Double.NaN, 1e300, "eight__8", "\u0100"}) {
      assertEquals(Words.NOTHING, Words.of(v));
    }
  }
}
