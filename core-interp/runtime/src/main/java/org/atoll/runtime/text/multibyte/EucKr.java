package org.atoll.runtime.text.multibyte;

import java.io.ByteArrayOutputStream;
import java.util.function.Supplier;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.TextBuilder;

/// EUC-KR, with the syllables that KS X 1001 lacks spelled as eight bytes: a filler and their three letters.
final class EucKr extends TableEncoding {
  private static final int LETTERS = 0xA4;
  private static final int FILLER = 0xD4;
  private static final int SYLLABLES = 0xAC00;
  private static final int SYLLABLE_COUNT = 11172;
  private static final int JAMO = 0x3131;
  private static final int FIRST_LETTER = 0xA1;
  private static final int FIRST_VOWEL = 0xBF;
  private static final int VOWELS = 21;
  private static final int TAILS = 28;
  private static final String HEADS = "\u3131\u3132\u3134\u3137\u3138\u3139\u3141\u3142\u3143\u3145\u3146\u3147\u3148"
      + "\u3149\u314a\u314b\u314c\u314d\u314e";
  private static final String ENDS = "\u3164\u3131\u3132\u3133\u3134\u3135\u3136\u3137\u3139\u313a\u313b\u313c\u313d"
      + "\u313e\u313f\u3140\u3141\u3142\u3144\u3145\u3146\u3147\u3148\u314a\u314b\u314c\u314d\u314e";

  EucKr(Supplier<CharacterTable> tables) {
    super("euc_kr", tables);
  }

  @Override
  int decode(byte[] state, byte[] in, int at, TextBuilder out) {
    if ((in[at] & 0xFF) != LETTERS || at + 1 >= in.length || (in[at + 1] & 0xFF) != FILLER) {
      return super.decode(state, in, at, out);
    }
    if (at + 7 >= in.length) {
      return INCOMPLETE;
    }
    for (int i = 2; i < 8; i += 2) {
      if ((in[at + i] & 0xFF) != LETTERS) {
        return ILLEGAL;
      }
    }
    int head = HEADS.indexOf(JAMO + (in[at + 3] & 0xFF) - FIRST_LETTER);
    int vowel = (in[at + 5] & 0xFF) - FIRST_VOWEL;
    int tail = ENDS.indexOf(JAMO + (in[at + 7] & 0xFF) - FIRST_LETTER);
    if (head < 0 || vowel < 0 || vowel >= VOWELS || tail < 0) {
      return ILLEGAL;
    }
    out.appendCodePoint(SYLLABLES + (head * VOWELS + vowel) * TAILS + tail);
    return 8;
  }

  @Override
  int encode(byte[] state, CodePoints in, int at, int end, boolean last, ByteArrayOutputStream out) {
    int syllable = in.at(at) - SYLLABLES;
    if (syllable < 0 || syllable >= SYLLABLE_COUNT || table().code(in.at(at)) != CharacterTable.NONE) {
      return super.encode(state, in, at, end, last, out);
    }
    int[] letters = {FILLER, HEADS.charAt(syllable / TAILS / VOWELS) - JAMO + FIRST_LETTER,
        FIRST_VOWEL + syllable / TAILS % VOWELS, ENDS.charAt(syllable % TAILS) - JAMO + FIRST_LETTER};
    for (int letter : letters) {
      out.write(LETTERS);
      out.write(letter);
    }
    return 1;
  }
}
