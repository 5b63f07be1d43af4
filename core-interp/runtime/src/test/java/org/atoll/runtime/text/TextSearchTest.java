package org.atoll.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextSearchTest {
  /// Texts of few letters repeat much, which is what the long-needle search has to get right.
  @Test
  void findsWhatAPlainSearchFinds() {
    var random = new Random(20);
    for (int round = 0; round < 3000; round++) {
      String text = letters(random, 300 + random.nextInt(400), 1 + random.nextInt(3));
      int start = random.nextInt(20);
      int end = text.length() - random.nextInt(20);
      int at = start + random.nextInt(200);
      String needle = text.substring(at, at + 32 + random.nextInt(60));
      if (random.nextBoolean()) {
        needle = letters(random, 32 + random.nextInt(8), 1 + random.nextInt(2)).repeat(1 + random.nextInt(3));
      }
      check(text, needle, start, end);
    }
  }

  private static void check(String text, String needle, int start, int end) {
    String message = needle + " in " + text;
    int first = text.substring(0, end).indexOf(needle, start);
    int last = text.substring(start, end).lastIndexOf(needle);
    last = last < 0 ? -1 : last + start;
    CodePoints view = CodePoints.of(text);
    CodePoints array = CodePoints.of(text.codePoints().toArray());
    CodePoints part = CodePoints.of(needle);
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] partBytes = needle.getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(first, TextSearch.find(view, part, start, end), message);
    assertEquals(first, TextSearch.find(array, part, start, end), message);
    assertEquals(first, TextSearch.find(bytes, partBytes, start, end), message);
    assertEquals(last, TextSearch.rfind(view, part, start, end), message);
    assertEquals(last, TextSearch.rfind(array, part, start, end), message);
    assertEquals(last, TextSearch.rfind(bytes, partBytes, start, end), message);
    assertEquals(TextSearch.count(view, part, start, end), TextSearch.count(bytes, partBytes, start, end), message);
  }

  @Test
  void theWorstCaseIsLinear() {
    int half = 1 << 20;
    CodePoints text = CodePoints.of("a".repeat(2 * half));
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
      assertEquals(-1, TextSearch.find(text, CodePoints.of("a".repeat(half) + "b"), 0, 2 * half));
      assertEquals(-1, TextSearch.find(text, CodePoints.of("b" + "a".repeat(half)), 0, 2 * half));
      assertEquals(-1, TextSearch.find(text, CodePoints.of("a".repeat(half / 2) + "b" + "a".repeat(half / 2)), 0, 2 * half));
      assertEquals(-1, TextSearch.rfind(text, CodePoints.of("b" + "a".repeat(half)), 0, 2 * half));
    });
  }

  private static String letters(Random random, int length, int alphabet) {
    var out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append((char) ('a' + random.nextInt(alphabet)));
    }
    return out.toString();
  }
}
