package org.atoll.runtime.text.multibyte;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Supplier;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.TextBuilder;

/// GB 18030: GBK, and for all other characters four bytes that count them through.
final class Gb18030 extends TableEncoding {
  private static final int ASTRAL_START = 189000;
  private static final int BMP_SIZE = 39420;

  /// For each number of a sequence of four bytes the character of the BMP, and back; made with the table.
  private final Supplier<int[]> bmp;

  Gb18030(Supplier<CharacterTable> tables, Supplier<int[]> bmp) {
    super("gb18030", tables);
    this.bmp = bmp;
  }

  /// The characters of the BMP that have no sequence of two bytes, in the order of their sequences of four.
  static int[] linear(CharacterTable table) {
    int[] all = new int[BMP_SIZE];
    int n = 0;
    for (int c = 0x80; c <= 0xFFFF; c++) {
      if (table.code(c) == CharacterTable.NONE && !Character.isSurrogate((char) c)) {
        all[n++] = c;
      }
    }
    return Arrays.copyOf(all, n);
  }

  @Override
  int decode(byte[] state, byte[] in, int at, TextBuilder out) {
    int first = in[at] & 0xFF;
    if (first < 0x81 || first == 0xFF || at + 1 >= in.length || (in[at + 1] & 0xFF) < 0x30 || (in[at + 1] & 0xFF) > 0x39) {
      return super.decode(state, in, at, out);
    }
    if (at + 3 >= in.length) {
      return INCOMPLETE;
    }
    int third = in[at + 2] & 0xFF;
    int fourth = in[at + 3] & 0xFF;
    if (third < 0x81 || third == 0xFF || fourth < 0x30 || fourth > 0x39) {
      return ILLEGAL;
    }
    int number = (((first - 0x81) * 10 + (in[at + 1] & 0xFF) - 0x30) * 126 + third - 0x81) * 10 + fourth - 0x30;
    int[] linear = bmp.get();
    int c = CharacterTable.NONE;
    if (number < linear.length) {
      c = linear[number];
    } else if (number >= ASTRAL_START && number < ASTRAL_START + 0x100000) {
      c = number - ASTRAL_START + 0x10000;
    }
    return append(table(), c, 4, out);
  }

  @Override
  int encode(byte[] state, CodePoints in, int at, int end, boolean last, ByteArrayOutputStream out) {
    int c = in.at(at);
    if (c < 0x80 || table().code(c) != CharacterTable.NONE) {
      return super.encode(state, in, at, end, last, out);
    }
    int number;
    if (c >= 0x10000) {
      number = c - 0x10000 + ASTRAL_START;
    } else {
      number = Arrays.binarySearch(bmp.get(), c);
      if (number < 0) {
        return ILLEGAL;
      }
    }
    out.write(0x81 + number / 12600);
    out.write(0x30 + number / 1260 % 10);
    out.write(0x81 + number / 10 % 126);
    out.write(0x30 + number % 10);
    return 1;
  }
}
