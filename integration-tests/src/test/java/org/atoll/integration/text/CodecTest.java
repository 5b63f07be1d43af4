package org.atoll.integration.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.CodecError;
import org.atoll.runtime.text.CodecErrors;
import org.atoll.runtime.text.Decoded;
import org.atoll.runtime.text.EscapeCodec;
import org.atoll.runtime.text.FormatString;
import org.atoll.runtime.text.NarrowCodec;
import org.atoll.runtime.text.Repr;
import org.atoll.runtime.text.TextError;
import org.atoll.runtime.text.Utf7Codec;
import org.atoll.runtime.text.Utf8Codec;
import org.atoll.runtime.text.WideCodec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Codecs, reprs and format strings compared with native CPython on seeded random inputs.
class CodecTest {
  private static final long SEED = Long.getLong("atoll.seed", 20240814L);
  private static final String[] ENCODINGS = {
    "utf_8", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "utf_7", "latin_1", "ascii",
    "unicode_escape", "raw_unicode_escape"
  };
  private static final String[] HANDLERS = {
    "strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "xmlcharrefreplace", "namereplace"
  };
  private final Random random = new Random(SEED);

  @BeforeEach
  void needsReference() {
    assumeTrue(Reference.home() != null, "no unpacked CPython");
  }

  @Test
  void decodersAgree() throws Exception {
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    for (int i = 0; i < 60_000; i++) {
      String encoding = ENCODINGS[random.nextInt(ENCODINGS.length)];
      String handler = HANDLERS[random.nextInt(6)];
      boolean complete = random.nextInt(3) != 0;
      byte[] bytes = anyBytes(encoding);
      cases.add(encoding + "\t" + handler + "\t" + (complete ? 1 : 0) + "\t" + HexFormat.of().formatHex(bytes));
      mine.add(attempt(() -> {
        Decoded decoded = decode(encoding, bytes, CodecErrors.named(handler), complete);
        return Reference.code(CodePoints.ofText(decoded.text()).toArray()) + " " + decoded.consumed();
      }));
    }
    compare(cases, mine, """
        import _codecs, warnings
        warnings.simplefilter('ignore')
        def f(encoding, handler, complete, hexa):
          decode = getattr(_codecs, encoding + '_decode')
          try:
            if encoding in ('latin_1', 'ascii'): s, n = decode(data(hexa), handler)
            else: s, n = decode(data(hexa), handler, complete == '1')
            return code(s) + ' ' + str(n)
          except UnicodeDecodeError as e:
            return 'codec %s %d %d %s' % (e.encoding, e.start, e.end, e.reason)
        serve(f)
        """);
  }

  private static Decoded decode(String encoding, byte[] bytes, CodecErrors errors, boolean complete) {
    return switch (encoding) {
      case "utf_8" -> Utf8Codec.decode(bytes, errors, complete);
      case "utf_16" -> WideCodec.decodeUtf16(bytes, errors, 0, complete);
      case "utf_16_le" -> WideCodec.decodeUtf16(bytes, errors, -1, complete);
      case "utf_16_be" -> WideCodec.decodeUtf16(bytes, errors, 1, complete);
      case "utf_32" -> WideCodec.decodeUtf32(bytes, errors, 0, complete);
      case "utf_32_le" -> WideCodec.decodeUtf32(bytes, errors, -1, complete);
      case "utf_32_be" -> WideCodec.decodeUtf32(bytes, errors, 1, complete);
      case "utf_7" -> Utf7Codec.decode(bytes, errors, complete);
      case "latin_1" -> new Decoded(NarrowCodec.decodeLatin1(bytes), bytes.length, 0);
      case "ascii" -> NarrowCodec.decodeAscii(bytes, errors);
      case "unicode_escape" -> EscapeCodec.decodeUnicode(bytes, errors, complete).decoded();
      default -> EscapeCodec.decodeRaw(bytes, errors, complete);
    };
  }

  @Test
  void encodersAgree() throws Exception {
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    for (int i = 0; i < 40_000; i++) {
      String encoding = ENCODINGS[random.nextInt(ENCODINGS.length)];
      String handler = HANDLERS[random.nextInt(HANDLERS.length)];
      var text = CodePoints.ofText(anyText());
      cases.add(encoding + "\t" + handler + "\t" + Reference.code(text.toArray()));
      mine.add(attempt(() -> HexFormat.of().formatHex(encode(encoding, text, CodecErrors.named(handler)))));
    }
    compare(cases, mine, """
        import _codecs
        def f(encoding, handler, s):
          try:
            return getattr(_codecs, encoding + '_encode')(text(s), handler)[0].hex()
          except UnicodeEncodeError as e:
            return 'codec %s %d %d %s' % (e.encoding, e.start, e.end, e.reason)
        serve(f)
        """);
  }

  private static byte[] encode(String encoding, CodePoints text, CodecErrors errors) {
    return switch (encoding) {
      case "utf_8" -> Utf8Codec.encode(text, errors);
      case "utf_16" -> WideCodec.encodeUtf16(text, errors, 0);
      case "utf_16_le" -> WideCodec.encodeUtf16(text, errors, -1);
      case "utf_16_be" -> WideCodec.encodeUtf16(text, errors, 1);
      case "utf_32" -> WideCodec.encodeUtf32(text, errors, 0);
      case "utf_32_le" -> WideCodec.encodeUtf32(text, errors, -1);
      case "utf_32_be" -> WideCodec.encodeUtf32(text, errors, 1);
      case "utf_7" -> Utf7Codec.encode(text);
      case "latin_1" -> NarrowCodec.encodeLatin1(text, errors);
      case "ascii" -> NarrowCodec.encodeAscii(text, errors);
      case "unicode_escape" -> EscapeCodec.encodeUnicode(text);
      default -> EscapeCodec.encodeRaw(text);
    };
  }

  @Test
  void reprsAgree() throws Exception {
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    for (int i = 0; i < 20_000; i++) {
      var text = CodePoints.ofText(anyText());
      byte[] bytes = anyBytes("latin_1");
      cases.add(Reference.code(text.toArray()) + "\t" + HexFormat.of().formatHex(bytes));
      mine.add(Reference.code(CodePoints.ofText(Repr.ofText(text)).toArray()) + " " + Repr.asciiOfText(text) + " "
          + Repr.ofBytes(bytes, 0, bytes.length) + " " + attempt(() -> EscapeCodec.decodeBytes(bytes, "strict").decoded().text().toString()));
    }
    compare(cases, mine, """
        import _codecs, warnings
        warnings.simplefilter('ignore')
        def f(s, hexa):
          return ' '.join([code(repr(text(s))), ascii(text(s)), repr(data(hexa)),
            attempt(lambda: _codecs.escape_decode(data(hexa))[0].decode('latin-1'))])
        serve(f)
        """);
  }

  @Test
  void formatStringsAreReadAlike() throws Exception {
    var cases = new ArrayList<String>();
    var mine = new ArrayList<String>();
    for (int i = 0; i < 30_000; i++) {
      String text = any("{{}}!:.[]ra10 \u00e9", 12);
      cases.add(Reference.code(text));
      mine.add(attempt(() -> {
        var out = new StringBuilder();
        var pieces = new FormatString(CodePoints.of(text));
        for (var piece = pieces.next(); piece != null; piece = pieces.next()) {
          out.append(piece.literal()).append('|').append(piece.name()).append('|').append(piece.spec()).append('|')
              .append(piece.conversion()).append('\n');
        }
        return out.toString();
      }) + attempt(() -> {
        var name = new FormatString.FieldName(CodePoints.of(text));
        var out = new StringBuilder().append(name.first());
        for (var step = name.next(); step != null; step = name.next()) {
          out.append(step.attribute()).append(step.key());
        }
        return out.toString();
      }));
    }
    compare(cases, mine, """
        import _string
        def pieces(s):
          return ''.join('%s|%s|%s|%d\\n' % (a, 'null' if b is None else b, 'null' if c is None else c, 0 if d is None else ord(d))
            for a, b, c, d in _string.formatter_parser(s))
        def name(s):
          first, rest = _string.formatter_field_name_split(s)
          return str(first) + ''.join(('true' if a else 'false') + str(b) for a, b in rest)
        def f(s=''):
          return attempt(pieces, text(s)) + attempt(name, text(s))
        serve(f)
        """);
  }

  private byte[] anyBytes(String encoding) {
    byte[] bytes;
    if (encoding.contains("escape") || encoding.equals("utf_7") && random.nextBoolean()) {
      bytes = any("\\\\\\uUxN{}0123af+-/ABa77\n'\"\u00e9~SPACE", 16).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    } else if (encoding.equals("latin_1")) {
      bytes = any("\\\\x01234567abn'\"\u0000\u00e9\n\t", 10).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    } else {
      bytes = encode(encoding, CodePoints.ofText(anyText()), CodecErrors.named(encoding.startsWith("utf") ? "surrogatepass" : "replace"));
    }
    for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--) {
      int[] likely = {0xC0, 0xE0, 0xED, 0xA0, 0x80, 0xBF, 0xF0, 0xF4, 0x90, 0xFF, 0x41, '+', '-', 0xD8, 0xDC, 0};
      bytes[random.nextInt(bytes.length)] = (byte) likely[random.nextInt(likely.length)];
    }
    return random.nextInt(3) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
  }

  private Object anyText() {
    var text = new int[random.nextInt(8)];
    for (int i = 0; i < text.length; i++) {
      text[i] = switch (random.nextInt(12)) {
        case 0 -> 0xD800 + random.nextInt(0x800);
        case 1 -> 0x10000 + random.nextInt(0x1000);
        case 2 -> random.nextInt(0x110000);
        case 3 -> random.nextInt(0x10000);
        case 4 -> random.nextInt(0x800);
        case 5 -> random.nextInt(0x100);
        case 6 -> 0xDC80 + random.nextInt(0x80);
        default -> random.nextInt(0x80);
      };
    }
    return CodePoints.of(text).slice(0, text.length);
  }

  private String any(String alphabet, int longest) {
    var out = new StringBuilder();
    for (int n = random.nextInt(longest + 1); n > 0; n--) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }

  private static String attempt(Callable<String> action) {
    try {
      return action.call();
    } catch (CodecError e) {
      return "codec " + e.encoding() + " " + e.start() + " " + e.end() + " " + e.reason();
    } catch (TextError e) {
      return e.pythonType() + ": " + e.getMessage();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
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
    assertEquals(List.of(), wrong.subList(0, Math.min(30, wrong.size())),
        wrong.size() + " of " + cases.size() + " differ, seed " + SEED);
  }
}
