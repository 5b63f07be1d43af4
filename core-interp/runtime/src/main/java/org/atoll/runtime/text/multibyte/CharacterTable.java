package org.atoll.runtime.text.multibyte;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// What a charset of the JDK maps sequences of one, two and three bytes to and from, with corrections where CPython's
/// tables differ. Immutable.
///
/// Sequences are numbers, the first byte highest. A value below [#NONE] names a pair of code points.
final class CharacterTable {
  static final int NONE = -1;

  private static final int PREFIX_3 = 0x8F;
  private static final int KATAKANA = 0xB1;

  private final int[] single = new int[256];
  private final int[] twin = new int[1 << 16];
  /// After the byte 0x8F; null where the charset has no such sequences.
  private int[] triple;
  private final boolean[] leads = new boolean[256];
  private final int[] codes = new int[1 << 16];
  private final Map<Integer, Integer> astralCodes = new HashMap<>();
  /// Code points that may begin a pair, and the pairs.
  private final Map<Long, Integer> pairCodes = new HashMap<>();
  private final Map<Integer, Boolean> pairStarts = new HashMap<>();
  private int[][] pairs = {};

  /// How a table is to be read.
  ///
  /// @param charsets the JDK's names; a later one is asked for what the ones before it do not have
  /// @param privateUse whether code points of the private use area belong to it
  /// @param triples whether 0x8F begins sequences of three bytes
  /// @param decoding corrections: hexadecimal `bytes:codepoint` separated by spaces, `-` for no character. For a range of
  ///     bytes, `first-last:*` makes those bytes the ones that their characters are written with
  /// @param encoding corrections: `codepoint:bytes`
  record Source(String charsets, boolean privateUse, boolean triples, String decoding, String encoding) {
    Source(String charsets) {
      this(charsets, false, false, "", "");
    }
  }

  CharacterTable(Source source) {
    Charset[] charsets = Arrays.stream(source.charsets.split(" ")).map(Charset::forName).toArray(Charset[]::new);
    readDecoder(Arrays.stream(charsets).map(Charset::newDecoder).toArray(CharsetDecoder[]::new), source);
    readEncoder(Arrays.stream(charsets).map(Charset::newEncoder).toArray(CharsetEncoder[]::new));
    correct(source);
    findLeads();
  }

  /// Only the forms of Shift JIS, which have single katakana, know bytes that can neither stand alone nor begin anything.
  private void findLeads() {
    boolean shifted = single[KATAKANA] != NONE;
    for (int lead = 0x80; lead < 256; lead++) {
      leads[lead] = !shifted;
      for (int trail = 0; trail < 256 && !leads[lead]; trail++) {
        leads[lead] = twin[lead << 8 | trail] != NONE;
      }
    }
  }

  private void readDecoder(CharsetDecoder[] decoders, Source source) {
    Arrays.fill(twin, NONE);
    for (int b = 0; b < 256; b++) {
      single[b] = decoded(decoders, source, (byte) b);
    }
    for (int lead = 0x80; lead < 256; lead++) {
      if (single[lead] == NONE) {
        for (int trail = 0x21; trail < 256; trail++) {
          twin[lead << 8 | trail] = decoded(decoders, source, (byte) lead, (byte) trail);
        }
      }
    }
    if (source.triples) {
      triple = new int[1 << 16];
      Arrays.fill(triple, NONE);
      for (int second = 0xA1; second < 255; second++) {
        for (int third = 0xA1; third < 255; third++) {
          triple[second << 8 | third] = decoded(decoders, source, (byte) PREFIX_3, (byte) second, (byte) third);
        }
      }
    }
  }

  private int decoded(CharsetDecoder[] decoders, Source source, byte... bytes) {
    for (CharsetDecoder decoder : decoders) {
      int c = decoded(decoder, source, bytes);
      if (c != NONE) {
        return c;
      }
    }
    return NONE;
  }

  private int decoded(CharsetDecoder decoder, Source source, byte[] bytes) {
    try {
      String text = decoder.reset().decode(ByteBuffer.wrap(bytes)).toString();
      int[] all = text.codePoints().toArray();
      if (all.length == 1) {
        boolean hidden = !source.privateUse && Character.getType(all[0]) == Character.PRIVATE_USE;
        return hidden ? NONE : all[0];
      }
      return all.length == 2 ? pair(bytes, all) : NONE;
    } catch (CharacterCodingException e) {
      return NONE;
    }
  }

  private int pair(byte[] bytes, int[] both) {
    int code = 0;
    for (byte b : bytes) {
      code = code << 8 | b & 0xFF;
    }
    return addPair(code, both[0], both[1]);
  }

  private int addPair(int code, int first, int second) {
    pairCodes.put((long) first << 32 | second, code);
    pairStarts.put(first, true);
    pairs = Arrays.copyOf(pairs, pairs.length + 1);
    pairs[pairs.length - 1] = new int[] {first, second};
    return NONE - pairs.length;
  }

  private void readEncoder(CharsetEncoder[] encoders) {
    Arrays.fill(codes, NONE);
    for (int c = 0; c < codes.length; c++) {
      if (!Character.isSurrogate((char) c)) {
        codes[c] = encoded(encoders, c);
      }
    }
    for (int[] table : triple == null ? new int[][] {twin} : new int[][] {twin, triple}) {
      for (int c : table) {
        if (c > 0xFFFF) {
          int code = encoded(encoders, c);
          if (code != NONE) {
            astralCodes.put(c, code);
          }
        }
      }
    }
  }

  private int encoded(CharsetEncoder[] encoders, int c) {
    for (CharsetEncoder encoder : encoders) {
      int code = encoded(encoder, c);
      if (code != NONE) {
        return code;
      }
    }
    return NONE;
  }

  /// The bytes of a code point, if they lead back to it.
  private int encoded(CharsetEncoder encoder, int c) {
    try {
      ByteBuffer bytes = encoder.reset().encode(CharBuffer.wrap(Character.toChars(c)));
      int code = 0;
      int length = bytes.remaining();
      while (bytes.hasRemaining()) {
        code = code << 8 | bytes.get() & 0xFF;
      }
      int back = length == 1 ? single[code] : length == 2 ? twin[code]
          : length == 3 && triple != null ? triple[code & 0xFFFF] : NONE;
      return back == c ? code : NONE;
    } catch (CharacterCodingException e) {
      return NONE;
    }
  }

  private void correct(Source source) {
    for (String entry : source.decoding.isEmpty() ? new String[0] : source.decoding.split(" ")) {
      int colon = entry.indexOf(':');
      int dash = entry.indexOf('-');
      String to = entry.substring(colon + 1);
      if (dash > 0 && dash < colon) {
        int start = HexFormat.fromHexDigits(entry, 0, dash);
        correct(start, HexFormat.fromHexDigits(entry, dash + 1, colon), to.equals("*"));
        continue;
      }
      int code = HexFormat.fromHexDigits(entry, 0, colon);
      int plus = to.indexOf('+');
      int value = to.equals("-") ? NONE
          : plus > 0 ? addPair(code, HexFormat.fromHexDigits(to, 0, plus), HexFormat.fromHexDigits(to, plus + 1, to.length()))
              : HexFormat.fromHexDigits(to);
      if (colon == 2) {
        single[code] = value;
      } else {
        twin[code] = value;
      }
    }
    for (String entry : source.encoding.isEmpty() ? new String[0] : source.encoding.split(" ")) {
      int colon = entry.indexOf(':');
      String to = entry.substring(colon + 1);
      codes[HexFormat.fromHexDigits(entry, 0, colon)] = to.equals("-") ? NONE : HexFormat.fromHexDigits(to);
    }
  }

  /// Takes a range out, or makes its sequences those that their characters are written with.
  private void correct(int start, int end, boolean prefer) {
    for (int code = start; code <= end; code++) {
      int c = twin[code];
      if (c >= 0 && prefer && codes[c] > code) {
        codes[c] = code;
      } else if (c >= 0 && !prefer) {
        twin[code] = NONE;
        if (c < codes.length && codes[c] == code) {
          codes[c] = NONE;
        }
        astralCodes.remove(c, code);
      }
    }
  }

  int single(int b) {
    return single[b];
  }

  boolean isLead(int b) {
    return leads[b];
  }

  int twin(int first, int second) {
    return twin[first << 8 | second];
  }

  int triple(int second, int third) {
    return triple == null ? NONE : triple[second << 8 | third];
  }

  boolean hasTriples() {
    return triple != null;
  }

  /// The two code points that a value below [#NONE] names.
  int[] pair(int value) {
    return pairs[NONE - value - 1];
  }

  /// The bytes of a code point, or [#NONE].
  int code(int c) {
    return c < codes.length ? codes[c] : astralCodes.getOrDefault(c, NONE);
  }

  boolean startsPair(int c) {
    return !pairStarts.isEmpty() && pairStarts.containsKey(c);
  }

  /// The bytes of two code points together, or [#NONE].
  int pairCode(int first, int second) {
    return pairCodes.getOrDefault((long) first << 32 | second, NONE);
  }
}
