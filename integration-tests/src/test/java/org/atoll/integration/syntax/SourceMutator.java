package org.atoll.integration.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Makes wrong programs of right ones: takes some lines of a file and deletes, inserts, doubles or swaps tokens, or cuts
/// the rest off. The same seed makes the same programs.
final class SourceMutator {
  private static final Pattern TOKEN = Pattern.compile("\\w+|[^\\w\\s]|\\n *");
  private static final String[] PIECES = {
    "(", ")", "[", "]", "{", "}", ":", ",", ";", "=", "==", ":=", "+", "-", "*", "**", "/", "if", "else", "for", "in",
    "not", "lambda", "yield", "await", "async", "def", "class", "x", "1", "'s'", "f'{x}'", "as", "import", "from",
    "return", "pass", "del", "try", "except", "finally", "with", "\n", "    ", "\t", "\\", "'", "\"", "'''", "#", "@",
    "->", ".", "...", "!", "print", "match", "case", "type", "global", "None", "0777", "is", "and", "or", "1.", "\u00e9",
    "$", "f'{", "{}", "raise", "assert", "while", "break", "\u20ac", "t'{", "\\N{", "0x", "\f", "\r"
  };

  private final Random random;

  SourceMutator(long seed) {
    random = new Random(seed);
  }

  /// A mutated excerpt of a source.
  String mutate(String source) {
    String text = excerpt(source);
    int rounds = random.nextInt(4) == 0 ? 2 : 1;
    for (int i = 0; i < rounds; i++) {
      List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
      if (tokens.isEmpty()) {
        return text;
      }
      text = change(text, tokens);
    }
    return text;
  }

  private String excerpt(String source) {
    List<String> lines = new ArrayList<>(List.of(source.split("\n", -1)));
    if (lines.size() > 60) {
      int from = random.nextInt(lines.size() - 40);
      while (from < lines.size() - 30 && (lines.get(from).isEmpty() || " \t)]}#".indexOf(lines.get(from).charAt(0)) >= 0)) {
        from++;
      }
      lines = lines.subList(from, Math.min(lines.size(), from + 5 + random.nextInt(35)));
    }
    return String.join("\n", lines) + "\n";
  }

  private String change(String text, List<MatchResult> tokens) {
    MatchResult token = tokens.get(random.nextInt(tokens.size()));
    String piece = PIECES[random.nextInt(PIECES.length)];
    String before = text.substring(0, token.start());
    String after = text.substring(token.end());
    return switch (random.nextInt(7)) {
      case 0 -> before + after;
      case 1 -> before + piece + " " + token.group() + after;
      case 2 -> before + piece + after;
      case 3 -> before + tokens.get(random.nextInt(tokens.size())).group() + after;
      case 4 -> before + token.group() + token.group() + after;
      case 5 -> before;
      default -> before + token.group() + " " + piece + after;
    };
  }
}
