package org.atoll.syntax;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;

/// Interns the identifiers of one source straight from its bytes and tells keywords from names. Open addressing; the
/// keywords are entered first. Owned by one parse.
final class NameTable {
  private static final Map<String, Integer> KEYWORDS = Map.ofEntries(
      Map.entry("False", PythonGrammar.FALSE), Map.entry("None", PythonGrammar.NONE),
      Map.entry("True", PythonGrammar.TRUE), Map.entry("and", PythonGrammar.AND), Map.entry("as", PythonGrammar.AS),
      Map.entry("assert", PythonGrammar.ASSERT), Map.entry("async", PythonGrammar.ASYNC),
      Map.entry("await", PythonGrammar.AWAIT), Map.entry("break", PythonGrammar.BREAK),
      Map.entry("class", PythonGrammar.CLASS), Map.entry("continue", PythonGrammar.CONTINUE),
      Map.entry("def", PythonGrammar.DEF), Map.entry("del", PythonGrammar.DEL), Map.entry("elif", PythonGrammar.ELIF),
      Map.entry("else", PythonGrammar.ELSE), Map.entry("except", PythonGrammar.EXCEPT),
      Map.entry("finally", PythonGrammar.FINALLY), Map.entry("for", PythonGrammar.FOR),
      Map.entry("from", PythonGrammar.FROM), Map.entry("global", PythonGrammar.GLOBAL),
      Map.entry("if", PythonGrammar.IF), Map.entry("import", PythonGrammar.IMPORT), Map.entry("in", PythonGrammar.IN),
      Map.entry("is", PythonGrammar.IS), Map.entry("lambda", PythonGrammar.LAMBDA),
      Map.entry("nonlocal", PythonGrammar.NONLOCAL), Map.entry("not", PythonGrammar.NOT),
      Map.entry("or", PythonGrammar.OR), Map.entry("pass", PythonGrammar.PASS),
      Map.entry("raise", PythonGrammar.RAISE), Map.entry("return", PythonGrammar.RETURN),
      Map.entry("try", PythonGrammar.TRY), Map.entry("while", PythonGrammar.WHILE),
      Map.entry("with", PythonGrammar.WITH), Map.entry("yield", PythonGrammar.YIELD));

  private record Entry(byte[] bytes, int start, int length, int hash, String text, int type) {}

  private static final Entry[] PROTOTYPE = keywords();

  private Entry[] table = PROTOTYPE.clone();
  private int count = KEYWORDS.size();

  private static Entry[] keywords() {
    Entry[] entries = new Entry[128];
    KEYWORDS.forEach((word, type) -> {
      byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
      int hash = hash(bytes, 0, bytes.length);
      put(entries, new Entry(bytes, 0, bytes.length, hash, word, type));
    });
    return entries;
  }

  private static int hash(byte[] bytes, int start, int end) {
    int h = 0;
    for (int i = start; i < end; i++) {
      h = h * 31 + bytes[i];
    }
    return h;
  }

  private static int slot(int hash, int size) {
    int h = hash * 0x9E3779B9;
    return (h ^ h >>> 15) & size - 1;
  }

  private static void put(Entry[] entries, Entry entry) {
    int i = slot(entry.hash, entries.length);
    while (entries[i] != null) {
      i = i + 1 & entries.length - 1;
    }
    entries[i] = entry;
  }

  /// Gives the token its keyword type, or NAME and its text. `ascii` says that all its bytes are; others are NFKC
  /// normalised, as PEP 3131 wants.
  void classify(PyToken token, byte[] src, boolean ascii) {
    int start = token.start;
    int length = token.end - start;
    int hash = hash(src, start, token.end);
    int i = slot(hash, table.length);
    for (Entry e; (e = table[i]) != null; i = i + 1 & table.length - 1) {
      if (e.hash == hash && e.length == length && same(e, src, start)) {
        token.type = e.type;
        token.text = e.text;
        return;
      }
    }
    String text = ascii
        ? new String(src, start, length, StandardCharsets.ISO_8859_1)
        : Normalizer.normalize(new String(src, start, length, StandardCharsets.UTF_8), Normalizer.Form.NFKC);
    if (++count * 2 > table.length) {
      grow();
    }
    put(table, new Entry(src, start, length, hash, text, PythonGrammar.NAME));
    token.type = PythonGrammar.NAME;
    token.text = text;
  }

  private static boolean same(Entry e, byte[] src, int start) {
    for (int k = 0; k < e.length; k++) {
      if (e.bytes[e.start + k] != src[start + k]) {
        return false;
      }
    }
    return true;
  }

  private void grow() {
    Entry[] bigger = new Entry[table.length * 2];
    for (Entry e : table) {
      if (e != null) {
        put(bigger, e);
      }
    }
    table = bigger;
  }

  /// Whether the word is a keyword (soft ones are not).
  static boolean isKeyword(String word) {
    return KEYWORDS.containsKey(word);
  }
}
