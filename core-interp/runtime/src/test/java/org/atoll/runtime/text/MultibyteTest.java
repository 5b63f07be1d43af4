package org.atoll.runtime.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.atoll.runtime.text.multibyte.MultibyteCoder;
import org.atoll.runtime.text.multibyte.MultibyteEncoding;
import org.atoll.runtime.text.multibyte.MultibyteEncodings;
import org.junit.jupiter.api.Test;

/// Known answers of CPython's codecs.
final class MultibyteTest {
  private static byte[] encode(String name, String text) {
    MultibyteEncoding encoding = MultibyteEncodings.find(name);
    CodePoints view = CodePoints.of(text.codePoints().toArray());
    return MultibyteCoder.encode(encoding, encoding.startOfEncoding(), view, CodecErrors.STRICT, true).bytes();
  }

  private static String decode(String name, byte[] bytes) {
    MultibyteEncoding encoding = MultibyteEncodings.find(name);
    Object text = MultibyteCoder.decode(encoding, encoding.startOfDecoding(), bytes, CodecErrors.STRICT, true).text();
    int[] all = CodePoints.ofText(text).toArray();
    return new String(all, 0, all.length);
  }

  private static void roundTrip(String name, String text, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertArrayEquals(bytes, encode(name, text), name);
    assertEquals(text, decode(name, bytes), name);
  }

  @Test
  void tables() {
    roundTrip("gbk", "a\u554a", "61b0a1");
    roundTrip("gb18030", "\u20ac\u0080\ud83d\ude00", "a2e38130813094 39fc36".replace(" ", ""));
    roundTrip("big5hkscs", "\u00ca\u0304\u00ca\u00ea\u030c", "8862886688a5");
    roundTrip("cp932", "\u2170\u301c".substring(0, 1), "eeef");
    roundTrip("euc_kr", "\uac02", "a4d4a4a1a4bfa4a2");
    roundTrip("euc_jis_2004", "\u304b\u309a\u304b", "a4f7a4ab");
  }

  @Test
  void escapes() {
    roundTrip("iso2022_kr", "a\uac00b\n\uac00c", HexFormat.of().formatHex(
        "a\u001b$)C\u000e0!\u000fb\n\u000e0!\u000fc".getBytes(StandardCharsets.ISO_8859_1)));
    roundTrip("iso2022_jp_ext", "a\u3042\u00a5\uff71\u4e02b", HexFormat.of().formatHex(
        "a\u001b$B$\"\u001b(J\\\u001b(I1\u001b$(D0!\u001b(Bb".getBytes(StandardCharsets.ISO_8859_1)));
    roundTrip("hz", "a~\u554ab", HexFormat.of().formatHex("a~~~{0!~}b".getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void errors() {
    CodecError incomplete = assertThrows(CodecError.class, () -> decode("gbk", new byte[] {'a', (byte) 0x81}));
    assertEquals("incomplete multibyte sequence", incomplete.reason());
    CodecError illegal = assertThrows(CodecError.class, () -> encode("gbk", "a\u0100"));
    assertEquals(1, illegal.start());
    assertEquals("illegal multibyte sequence", illegal.reason());
  }
}
