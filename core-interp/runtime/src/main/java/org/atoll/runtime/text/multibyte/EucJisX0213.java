package org.atoll.runtime.text.multibyte;

import java.io.ByteArrayOutputStream;
import java.util.function.Supplier;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.TextBuilder;

/// The EUC form of JIS X 0213: two planes of two-byte characters and half-width katakana.
final class EucJisX0213 extends MultibyteEncoding {
  private static final int KATAKANA_PREFIX = 0x8E;
  private static final int SECOND_PREFIX = 0x8F;
  private static final int KATAKANA = 0xFF61;

  private final Supplier<CharacterTable> tables;
  private final Plane first;
  private final Plane second;
  private final Plane supplement;

  /// @param supplement JIS X 0212, whose characters may stand where the second plane has none
  EucJisX0213(String name, Supplier<CharacterTable> tables, Plane supplement) {
    super(name);
    this.supplement = supplement;
    this.tables = tables;
    first = Plane.ofShiftJis(tables, false);
    second = Plane.ofShiftJis(tables, true);
  }

  @Override
  int decode(byte[] state, byte[] in, int at, TextBuilder out) {
    int b = in[at] & 0xFF;
    if (b < 0x80) {
      out.appendCodePoint(b);
      return 1;
    }
    int length = b == SECOND_PREFIX ? 3 : 2;
    if (at + length > in.length) {
      return INCOMPLETE;
    }
    int last = in[at + length - 1] & 0xFF;
    if (b == KATAKANA_PREFIX) {
      if (last < 0xA1 || last > 0xDF) {
        return ILLEGAL;
      }
      out.appendCodePoint(KATAKANA + last - 0xA1);
      return 2;
    }
    int row = length == 3 ? in[at + 1] & 0xFF : b;
    if (row < 0xA1 || row == 0xFF || last < 0xA1 || last == 0xFF) {
      return ILLEGAL;
    }
    int c = (length == 3 ? second : first).decode(row & 0x7F, last & 0x7F);
    if (c == CharacterTable.NONE && length == 3) {
      c = supplement.decode(row & 0x7F, last & 0x7F);
    }
    return TableEncoding.append(tables.get(), c, length, out);
  }

  @Override
  int encode(byte[] state, CodePoints in, int at, int end, boolean last, ByteArrayOutputStream out) {
    int c = in.at(at);
    if (c < 0x80) {
      out.write(c);
      return 1;
    }
    if (c >= KATAKANA && c <= KATAKANA + 0x3E) {
      out.write(KATAKANA_PREFIX);
      out.write(c - KATAKANA + 0xA1);
      return 1;
    }
    if (tables.get().startsPair(c)) {
      if (at + 1 == end && !last) {
        return INCOMPLETE;
      }
      int both = at + 1 < end ? tables.get().pairCode(c, in.at(at + 1)) : CharacterTable.NONE;
      if (both != CharacterTable.NONE) {
        write(out, ShiftJis.fromShifted(both, false) | 0x8080);
        return 2;
      }
    }
    int code = first.encode(c);
    if (code != CharacterTable.NONE) {
      write(out, code | 0x8080);
      return 1;
    }
    code = second.encode(c);
    if (code == CharacterTable.NONE) {
      code = supplement.encode(c);
    }
    if (code == CharacterTable.NONE) {
      return ILLEGAL;
    }
    write(out, SECOND_PREFIX << 16 | code | 0x8080);
    return 1;
  }
}
