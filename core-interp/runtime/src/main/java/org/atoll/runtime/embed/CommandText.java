package org.atoll.runtime.embed;

/// The text of a command given on the command line (`-c`). Stateless.
final class CommandText {
  private CommandText() {}

  /// Takes the indentation that all lines share off each of them, as `textwrap.dedent` does; lines of nothing but white
  /// space do not count and become empty.
  static String dedent(String text) {
    String[] lines = text.split("\n", -1);
    String common = null;
    for (String line : lines) {
      if (!line.isBlank()) {
        String own = indentation(line);
        common = common == null ? own : shared(common, own);
      }
    }
    if (common == null || common.isEmpty()) {
      return text;
    }
    StringBuilder b = new StringBuilder(text.length());
    for (int i = 0; i < lines.length; i++) {
      b.append(i == 0 ? "" : "\n");
      if (!lines[i].isBlank()) {
        b.append(lines[i], common.length(), lines[i].length());
      }
    }
    return b.toString();
  }

  private static String indentation(String line) {
    int n = 0;
    while (n < line.length() && (line.charAt(n) == ' ' || line.charAt(n) == '\t')) {
      n++;
    }
    return line.substring(0, n);
  }

  private static String shared(String a, String b) {
    int n = 0;
    while (n < a.length() && n < b.length() && a.charAt(n) == b.charAt(n)) {
      n++;
    }
    return a.substring(0, n);
  }
}
