package org.atoll.runtime.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// A property of code points by ranges, read from a resource of lines `start[-end] value`. Immutable.
final class UnicodeTable {
  private final int[] starts;
  private final int[] ends;
  private final String[] values;

  private UnicodeTable(List<int[]> ranges, List<String> values) {
    starts = ranges.stream().mapToInt(r -> r[0]).toArray();
    ends = ranges.stream().mapToInt(r -> r[1]).toArray();
    this.values = values.toArray(String[]::new);
  }

  static UnicodeTable read(String resource) {
    var ranges = new ArrayList<int[]>();
    var values = new ArrayList<String>();
    forEachLine(resource, line -> {
      int space = line.indexOf(' ');
      String range = space < 0 ? line : line.substring(0, space);
      int dash = range.indexOf('-');
      int start = Integer.parseInt(dash < 0 ? range : range.substring(0, dash), 16);
      int end = dash < 0 ? start : Integer.parseInt(range.substring(dash + 1), 16);
      ranges.add(new int[] {start, end});
      values.add(space < 0 ? "" : line.substring(space + 1).intern());
    });
    return new UnicodeTable(ranges, values);
  }

  static void forEachLine(String resource, Consumer<String> action) {
    try (var in = UnicodeTable.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the runtime's jar lacks " + resource);
      }
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      reader.lines().filter(line -> !line.isEmpty() && line.charAt(0) != '#').forEach(action);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The value of the code point's range, or null if no range holds it.
  String get(int codePoint) {
    int at = Arrays.binarySearch(starts, codePoint);
    if (at < 0) {
      at = -at - 2;
    }
    return at >= 0 && codePoint <= ends[at] ? values[at] : null;
  }
}
