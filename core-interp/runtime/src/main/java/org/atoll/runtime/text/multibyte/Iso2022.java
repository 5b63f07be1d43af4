package org.atoll.runtime.text.multibyte;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.TextBuilder;

/// The encodings of ISO 2022, which switch between character sets by escape sequences.
///
/// State: the marks of the sets G0, G1 and G2, and at index 4 whether G1 is shifted in. The mark of a set of two bytes
/// has its high bit set.
final class Iso2022 extends MultibyteEncoding {
  /// A character set that can be designated.
  ///
  /// @param mark the final byte of its escape sequence, the high bit set for sets of two bytes
  /// @param g which of G0, G1 and G2 it goes to
  /// @param plane for sets of two bytes, else null
  record Designation(int mark, int g, Plane plane) {
    boolean wide() {
      return mark >= 0x80;
    }
  }

  static final int ASCII = 'B';
  static final int ROMAN = 'J';
  static final int KATAKANA = 'I';
  static final int LATIN_1 = 'A';
  static final int GREEK = 'F';

  private static final int ESC = 0x1B;
  private static final int SHIFT_OUT = 0x0E;
  private static final int SHIFT_IN = 0x0F;
  private static final int FLAGS = 4;
  private static final int ESCAPE_MAX = 16;
  private static final String GREEK_UPPER = "\u2018\u2019\u00a3\u20ac\u20af\u00a6\u00a7\u00a8\u00a9\u037a\u00ab\u00ac"
      + "\u00ad\uffff\u2015\u00b0\u00b1\u00b2\u00b3\u0384\u0385\u0386\u00b7\u0388\u0389\u038a\u00bb\u038c\u00bd";

  private final List<Designation> designations;
  private final boolean shifts;

  /// @param shifts whether the bytes SO and SI switch to G1 and back
  Iso2022(String name, boolean shifts, Designation... designations) {
    super(name);
    this.shifts = shifts;
    this.designations = List.of(designations);
  }

  @Override
  public byte[] startOfDecoding() {
    return new byte[] {ASCII, ASCII, ASCII, 0, 0, 0, 0, 0};
  }

  @Override
  public byte[] startOfEncoding() {
    return new byte[] {ASCII, ASCII, 0, 0, 0, 0, 0, 0};
  }

  // Decoding.

  @Override
  int decode(byte[] state, byte[] in, int at, TextBuilder out) {
    int b = in[at] & 0xFF;
    if (b == ESC) {
      return escape(state, in, at, out);
    }
    if (shifts && (b == SHIFT_IN || b == SHIFT_OUT)) {
      state[FLAGS] = (byte) (b == SHIFT_OUT ? 1 : 0);
      return 1;
    }
    if (b < 0x20 || b == 0x7F) {
      if (b == '\n') {
        state[FLAGS] = 0;
      }
      out.appendCodePoint(b);
      return 1;
    }
    if (b >= 0x80) {
      return ILLEGAL;
    }
    int mark = state[state[FLAGS]] & 0xFF;
    return mark < 0x80 ? narrow(mark, b, out) : wide(mark, in, at, out);
  }

  private static int narrow(int mark, int b, TextBuilder out) {
    int c = switch (mark) {
      case ROMAN -> b == '\\' ? 0xA5 : b == '~' ? 0x203E : b;
      case KATAKANA -> b >= 0x21 && b <= 0x5F ? 0xFF61 + b - 0x21 : CharacterTable.NONE;
      default -> b;
    };
    if (c == CharacterTable.NONE) {
      return ILLEGAL;
    }
    out.appendCodePoint(c);
    return 1;
  }

  private int wide(int mark, byte[] in, int at, TextBuilder out) {
    if (at + 1 >= in.length) {
      return INCOMPLETE;
    }
    int column = in[at + 1] & 0xFF;
    Plane plane = plane(mark);
    if (plane == null || column < 0x21 || column > 0x7E || in[at] < 0x21 || in[at] == 0x7F) {
      return ILLEGAL - 1;
    }
    int c = plane.decode(in[at], column);
    return c == CharacterTable.NONE ? ILLEGAL - 1 : TableEncoding.append(plane.table(), c, 2, out);
  }

  private Plane plane(int mark) {
    for (Designation d : designations) {
      if (d.mark == mark) {
        return d.plane;
      }
    }
    return null;
  }

  private boolean knows(int mark, int g) {
    if (mark == ASCII && g < 2) {
      return true;
    }
    for (Designation d : designations) {
      if (d.mark == mark && d.g == g) {
        return true;
      }
    }
    return false;
  }

  private int escape(byte[] state, byte[] in, int at, TextBuilder out) {
    if (at + 1 >= in.length) {
      return INCOMPLETE;
    }
    if (in[at + 1] == 'N' && knows(GREEK, 2)) {
      return singleShift(state, in, at, out);
    }
    if ("()$.&".indexOf(in[at + 1]) < 0) {
      out.appendCodePoint(ESC);
      return 1;
    }
    int length = 1;
    while (length < ESCAPE_MAX) {
      if (at + length >= in.length) {
        return INCOMPLETE;
      }
      int b = in[at + length];
      // `ESC & @` announces a revision of the set that the next sequence designates.
      boolean revision = length == 2 && in[at + 1] == '&' && b == '@';
      length++;
      if ((b >= 'A' && b <= 'Z' || b == '@') && !revision) {
        break;
      }
    }
    int mark = in[at + length - 1] & 0x7F;
    int g = -1;
    if (length == 3) {
      g = in[at + 1] == '$' ? 0 : "().".indexOf(in[at + 1]);
      mark |= in[at + 1] == '$' ? 0x80 : 0;
    } else if (length == 4 && in[at + 1] == '$') {
      g = "()".indexOf(in[at + 2]);
      mark |= 0x80;
    } else if (length == 6 && in[at + 1] == '&' && in[at + 3] == ESC && in[at + 4] == '$') {
      g = 0;
      mark |= 0x80;
    }
    if (g < 0 || !knows(mark, g)) {
      return ILLEGAL + 1 - length;
    }
    state[g] = (byte) mark;
    return length;
  }

  private static int singleShift(byte[] state, byte[] in, int at, TextBuilder out) {
    if (at + 2 >= in.length) {
      return INCOMPLETE;
    }
    int b = in[at + 2] & 0xFF;
    int mark = state[2];
    if (b >= 0x80 || mark == ASCII) {
      return ILLEGAL;
    }
    int c = mark == LATIN_1 ? b | 0x80 : greek(b | 0x80);
    if (c == 0xFFFF) {
      return ILLEGAL;
    }
    out.appendCodePoint(c);
    return 3;
  }

  private static int greek(int b) {
    if (b < 0xA1) {
      return b;
    }
    if (b < 0xA1 + GREEK_UPPER.length()) {
      return GREEK_UPPER.charAt(b - 0xA1);
    }
    return b == 0xD2 || b == 0xFF ? 0xFFFF : b + 0x2D0;
  }

  // Encoding.

  @Override
  int encode(byte[] state, CodePoints in, int at, int end, boolean last, ByteArrayOutputStream out) {
    int c = in.at(at);
    if (c < 0x80) {
      shift(state, 0, out);
      designate(state, ASCII, 0, out);
      out.write(c);
      return 1;
    }
    for (Designation d : designations) {
      CharacterTable pairs = d.plane == null ? null : d.plane.table();
      if (pairs != null && pairs.startsPair(c)) {
        if (at + 1 == end && !last) {
          return INCOMPLETE;
        }
        int both = at + 1 < end ? pairs.pairCode(c, in.at(at + 1)) : CharacterTable.NONE;
        if (both != CharacterTable.NONE) {
          put(state, d, ShiftJis.fromShifted(both, false), out);
          return 2;
        }
      }
    }
    for (Designation d : designations) {
      int code = code(d, c);
      if (code != CharacterTable.NONE) {
        put(state, d, code, out);
        return 1;
      }
    }
    return ILLEGAL;
  }

  private static void put(byte[] state, Designation d, int code, ByteArrayOutputStream out) {
    designate(state, d.mark, d.g, out);
    shift(state, d.g, out);
    write(out, code);
  }

  private static int code(Designation d, int c) {
    if (d.g == 2) {
      return CharacterTable.NONE;
    }
    if (d.plane != null) {
      return d.plane.encode(c);
    }
    if (d.mark == ROMAN) {
      return c == 0xA5 ? '\\' : c == 0x203E ? '~' : CharacterTable.NONE;
    }
    return c >= 0xFF61 && c <= 0xFF9F ? c - 0xFF61 + 0x21 : CharacterTable.NONE;
  }

  private static void shift(byte[] state, int g, ByteArrayOutputStream out) {
    if (state[FLAGS] != g) {
      out.write(g == 0 ? SHIFT_IN : SHIFT_OUT);
      state[FLAGS] = (byte) g;
    }
  }

  private static void designate(byte[] state, int mark, int g, ByteArrayOutputStream out) {
    if ((state[g] & 0xFF) == mark) {
      return;
    }
    state[g] = (byte) mark;
    out.write(ESC);
    int letter = mark & 0x7F;
    if (mark >= 0x80) {
      out.write('$');
    }
    if (mark < 0x80 || g != 0 || letter > 'B') {
      out.write(g == 0 ? '(' : ')');
    }
    out.write(letter);
  }

  @Override
  void reset(byte[] state, ByteArrayOutputStream out) {
    shift(state, 0, out);
    designate(state, ASCII, 0, out);
  }
}
