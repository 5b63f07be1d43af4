package org.atoll.integration.sre;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.atoll.integration.text.Reference;
import org.atoll.runtime.sre.SreMatcher;
import org.atoll.runtime.sre.SreProgram;
import org.atoll.runtime.sre.SreSubject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Native CPython compiles patterns and matches them; the engine runs the same code words over the same subjects.
class SreDifferentialTest {
  /// The system property `atoll.seed` replays or widens the random part.
  private static final long SEED = Long.getLong("atoll.seed", 20240);

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void sameMatches(long part) throws IOException, InterruptedException {
    long seed = part == 0 ? 0 : SEED;
    List<String> wrong = new ArrayList<>();
    int count = 0;
    for (String line : cases(seed, 3000)) {
      count++;
      String difference = difference(line);
      if (difference != null && wrong.size() < 20) {
        wrong.add(difference);
      }
    }
    assertTrue(count > 5000, "only " + count + " cases");
    assertEquals(List.of(), wrong, "seed " + seed);
  }

  private static List<String> cases(long seed, int count) throws IOException, InterruptedException {
    Path home = Reference.home();
    assumeTrue(home != null, "no native CPython unpacked");
    Path script = Files.createTempFile("sre_cases", ".py");
    try (InputStream source = SreDifferentialTest.class.getResourceAsStream("sre_cases.py")) {
      Files.write(script, source.readAllBytes());
      var builder = new ProcessBuilder(home.resolve("python3.14").toString(), script.toString(), "" + seed, "" + count);
      builder.environment().put("LD_LIBRARY_PATH", home.toString());
      builder.environment().put("PYTHONHOME", home.toString());
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      Process process = builder.start();
      var lines = new ArrayList<String>();
      try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
        in.lines().forEach(lines::add);
      }
      assertEquals(0, process.waitFor());
      return lines;
    } finally {
      Files.deleteIfExists(script);
    }
  }

  private static String difference(String line) {
    int comment = line.indexOf('#');
    var words = new StringTokenizer(line.substring(0, comment));
    int kind = next(words);
    int operation = next(words);
    int pos = next(words);
    int end = next(words);
    int groups = next(words);
    int[] code = array(words);
    int[] chars = array(words);
    int[] expected = array(words);
    var matcher = new SreMatcher(SreProgram.compile(code, groups), subject(kind, chars), pos, end, null);
    List<Integer> found = new ArrayList<>();
    if (operation == 3) {
      while (matcher.search()) {
        add(found, matcher, groups);
        matcher.advance();
      }
    } else if (operation == 0 ? matcher.match() : operation == 1 ? matcher.fullMatch() : matcher.search()) {
      add(found, matcher, groups);
    }
    List<Integer> wanted = new ArrayList<>();
    for (int n : expected) {
      wanted.add(n);
    }
    return wanted.equals(found) ? null
        : "operation " + operation + " kind " + kind + " pos " + pos + " end " + end + " " + line.substring(comment)
            + ": expected " + wanted + ", found " + found;
  }

  private static SreSubject subject(int kind, int[] chars) {
    if (kind == 0) {
      return SreSubject.of(new String(chars, 0, chars.length));
    }
    if (kind == 1) {
      return SreSubject.of(chars);
    }
    byte[] bytes = new byte[chars.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) chars[i];
    }
    return SreSubject.of(bytes);
  }

  private static void add(List<Integer> found, SreMatcher matcher, int groups) {
    found.add(matcher.start());
    found.add(matcher.end());
    found.add(matcher.lastIndex());
    for (int group = 1; group <= groups; group++) {
      found.add(matcher.start(group));
      found.add(matcher.end(group));
    }
  }

  private static int next(StringTokenizer words) {
    return (int) Long.parseLong(words.nextToken());
  }

  private static int[] array(StringTokenizer words) {
    int[] array = new int[next(words)];
    for (int i = 0; i < array.length; i++) {
      array[i] = next(words);
    }
    return array;
  }

  /// `(?:a|bc)*` over a million characters: the stack of choices is on the heap.
  @Test
  void longSubjects() {
    int[] code = {23, 21, 0, -1, 7, 5, 16, 'a', 15, 9, 7, 16, 'b', 16, 'c', 15, 2, 0, 17, 0, 17, 1, 18, 1};
    var matcher = new SreMatcher(SreProgram.compile(code, 1), SreSubject.of("abc".repeat(400_000)), 0, 1_200_000, null);
    assertTrue(matcher.fullMatch());
    assertEquals(1, matcher.lastIndex());
  }
}
