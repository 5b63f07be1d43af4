package org.atoll.runtime.text.multibyte;

/// The arithmetic between rows and columns and the bytes of Shift JIS. Stateless.
final class ShiftJis {
  /// The rows of the second plane in the order in which Shift JIS holds them, two for each lead byte from 0xF0 on.
  private static final int[] SECOND_PLANE = {
      1, 8, 3, 4, 5, 12, 13, 14, 15, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94};

  private ShiftJis() {}

  /// The two bytes as one number, or [CharacterTable#NONE] for a row that does not exist.
  static int toShifted(int row, int column, boolean second) {
    int line = row - 0x21;
    int lead;
    if (second) {
      line = position(row - 0x20);
      if (line < 0) {
        return CharacterTable.NONE;
      }
      lead = 0xF0 + line / 2;
    } else {
      lead = line / 2 + (line < 62 ? 0x81 : 0xC1);
    }
    int place = column - 0x21;
    int trail = line % 2 == 0 ? place + 0x40 + (place >= 0x3F ? 1 : 0) : place + 0x9F;
    return lead << 8 | trail;
  }

  private static int position(int row) {
    for (int i = 0; i < SECOND_PLANE.length; i++) {
      if (SECOND_PLANE[i] == row) {
        return i;
      }
    }
    return -1;
  }

  /// Row and column as one number, or [CharacterTable#NONE] if the bytes belong to the other plane.
  static int fromShifted(int code, boolean second) {
    int lead = code >> 8;
    int trail = code & 0xFF;
    if (lead >= 0xF0 != second) {
      return CharacterTable.NONE;
    }
    boolean odd = trail >= 0x9F;
    int column = odd ? trail - 0x9F + 0x21 : trail - 0x40 - (trail > 0x7F ? 1 : 0) + 0x21;
    int line = second ? (lead - 0xF0) * 2 : (lead - (lead < 0xE0 ? 0x81 : 0xC1)) * 2;
    line += odd ? 1 : 0;
    int row = second ? SECOND_PLANE[line] + 0x20 : line + 0x21;
    return row << 8 | column;
  }
}
