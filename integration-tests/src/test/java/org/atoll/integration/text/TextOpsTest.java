package org.atoll.integration.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.atoll.runtime.text.ByteOps;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.TextOps;
import org.atoll.runtime.text.TextSearch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Searching, splitting and padding of str and bytes compared with native CPython on seeded random inputs.
class TextOpsTest {
  private static final long SEED = Long.getLong("atoll.seed", 20240814L);
  private final Random random = new Random(SEED);

  @BeforeEach
  void needsReference() {
    assumeTrue(Reference.home() != null, "no unpacked CPython");
  }

  @Test
  void textOperationsAgree() throws Exception {
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    for (int i = 0; i < 30_000; i++) {
      boolean wide = random.nextInt(3) == 0;
      CodePoints text = any(wide ? 0x10400 : 'a', 14);
      CodePoints part = any(random.nextInt(4) == 0 ? 0x10400 : 'a', 2);
      CodePoints with = any(random.nextInt(4) == 0 ? 0x10400 : 'a', 2);
      int most = random.nextInt(5) - 1;
      int start = random.nextInt(text.length() + 1);
      int end = start + random.nextInt(text.length() - start + 1);
      cases.add(String.join("\t", code(text), code(part), code(with), "" + most, "" + start, "" + end));
      var out = new ArrayList<String>();
      out.add("" + TextSearch.find(text, part, start, end));
      out.add("" + TextSearch.rfind(text, part, start, end));
      out.add("" + TextSearch.count(text, part, start, end));
      out.add(code(TextOps.replace(text, part, with, most)));
      out.add(part.length() == 0 ? "" : codes(TextOps.split(text, part, most)));
      out.add(part.length() == 0 ? "" : codes(TextOps.rsplit(text, part, most)));
      out.add(codes(TextOps.splitSpace(text, most)));
      out.add(codes(TextOps.rsplitSpace(text, most)));
      out.add(codes(TextOps.splitLines(text, most > 0)));
      out.add(code(TextOps.strip(text, null, true, true)));
      out.add(code(TextOps.strip(text, part, true, false)));
      out.add(code(TextOps.strip(text, part, false, true)));
      out.add(code(TextOps.expandTabs(text, most + 2)));
      out.add(code(TextOps.zeroFill(text, text.length() + 3)));
      out.add("" + Integer.signum(TextOps.compare(text, part)));
      mine.add(String.join("|", out));
    }
    compare(cases, mine, """
        def codes(l): return ';'.join(code(x) for x in l)
        def f(t, p, w, most, start, end):
          t = text(t); p = text(p); w = text(w); most = int(most); start = int(start); end = int(end)
          return '|'.join([str(t.find(p, start, end)), str(t.rfind(p, start, end)), str(t.count(p, start, end)),
            code(t.replace(p, w, most)), codes(t.split(p, most)) if p else '', codes(t.rsplit(p, most)) if p else '',
            codes(t.split(None, most)), codes(t.rsplit(None, most)), codes(t.splitlines(most > 0)),
            code(t.strip()), code(t.lstrip(p)), code(t.rstrip(p)), code(t.expandtabs(most + 2)),
            code(t.zfill(len(t) + 3)), str((t > p) - (t < p))])
        serve(f)
        """);
  }

  @Test
  void byteOperationsAgree() throws Exception {
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    for (int i = 0; i < 30_000; i++) {
      byte[] text = anyBytes(14);
      byte[] part = anyBytes(2);
      byte[] with = anyBytes(2);
      int most = random.nextInt(5) - 1;
      int start = random.nextInt(text.length + 1);
      int end = start + random.nextInt(text.length - start + 1);
      cases.add(String.join("\t", hex(text), hex(part), hex(with), "" + most, "" + start, "" + end));
      var out = new ArrayList<String>();
      out.add("" + TextSearch.find(text, part, start, end));
      out.add("" + TextSearch.rfind(text, part, start, end));
      out.add("" + TextSearch.count(text, part, start, end));
      out.add(hex(ByteOps.replace(text, part, with, most)));
      out.add(part.length == 0 ? "" : hexes(ByteOps.split(text, part, most)));
      out.add(part.length == 0 ? "" : hexes(ByteOps.rsplit(text, part, most)));
      out.add(hexes(ByteOps.splitSpace(text, most)));
      out.add(hexes(ByteOps.rsplitSpace(text, most)));
      out.add(hexes(ByteOps.splitLines(text, most > 0)));
      out.add(hex(ByteOps.strip(text, null, true, true)));
      out.add(hex(ByteOps.strip(text, part, true, false)));
      out.add(hex(ByteOps.expandTabs(text, most + 2)));
      out.add(hex(ByteOps.zeroFill(text, text.length + 3)));
      out.add(hex(ByteOps.upper(text)) + hex(ByteOps.lower(text)) + hex(ByteOps.title(text)) + hex(ByteOps.capitalize(text))
          + hex(ByteOps.swapcase(text)));
      out.add(ByteOps.hex(text, '-', most) + ByteOps.isTitle(text) + ByteOps.isUpper(text) + ByteOps.isLower(text)
          + ByteOps.all(text, "isalnum"));
      mine.add(String.join("|", out));
    }
    compare(cases, mine, """
        def hexes(l): return ';'.join(x.hex() for x in l)
        def b(x): return 'true' if x else 'false'
        def f(t, p, w, most, start, end):
          t = data(t); p = data(p); w = data(w); most = int(most); start = int(start); end = int(end)
          return '|'.join([str(t.find(p, start, end)), str(t.rfind(p, start, end)), str(t.count(p, start, end)),
            t.replace(p, w, most).hex(), hexes(t.split(p, most)) if p else '', hexes(t.rsplit(p, most)) if p else '',
            hexes(t.split(None, most)), hexes(t.rsplit(None, most)), hexes(t.splitlines(most > 0)),
            t.strip().hex(), t.lstrip(p).hex(), t.expandtabs(most + 2).hex(), t.zfill(len(t) + 3).hex(),
            t.upper().hex() + t.lower().hex() + t.title().hex() + t.capitalize().hex() + t.swapcase().hex(),
            (t.hex('-', most)) + b(t.istitle()) + b(t.isupper()) + b(t.islower()) + b(t.isalnum())])
        serve(f)
        """);
  }

  private CodePoints any(int high, int longest) {
    int[] alphabet = {'a', 'b', ' ', '\t', '\n', '\r', '+', 0xA0, 0x2028, high, high};
    var text = new int[random.nextInt(longest + 1)];
    for (int i = 0; i < text.length; i++) {
      text[i] = alphabet[random.nextInt(alphabet.length)];
    }
    return CodePoints.ofText(CodePoints.of(text).slice(0, text.length));
  }

  private byte[] anyBytes(int longest) {
    var out = new StringBuilder();
    String alphabet = "aabBZ \t\n\r+5\u00e9\u001c";
    for (int n = random.nextInt(longest + 1); n > 0; n--) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String code(Object text) {
    return Reference.code((text instanceof CodePoints view ? view : CodePoints.ofText(text)).toArray());
  }

  private static String codes(List<Object> parts) {
    return parts.stream().map(TextOpsTest::code).collect(Collectors.joining(";"));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String hexes(List<byte[]> parts) {
    return parts.stream().map(TextOpsTest::hex).collect(Collectors.joining(";"));
  }

  private static void compare(List<String> cases, List<String> mine, String script) throws Exception {
    List<String> theirs = Reference.run(script, cases);
    assertEquals(cases.size(), theirs.size(), "answers");
    var wrong = new ArrayList<String>();
    for (int i = 0; i < mine.size(); i++) {
      String expected = Reference.decode(theirs.get(i));
      if (!expected.equals(mine.get(i))) {
        wrong.add(cases.get(i) + " CPython: " + expected + " Atoll: " + mine.get(i) + "\n");
      }
    }
    assertEquals(List.of(), wrong.subList(0, Math.min(12, wrong.size())),
        wrong.size() + " of " + cases.size() + " differ, seed " + SEED);
  }
}
