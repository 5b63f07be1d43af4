package org.atoll.runtime.call;

import java.util.Arrays;
import org.atoll.runtime.object.PyCode;

/// The positions of a body, unpacked from [CodeBody#positions]: four numbers each, line, end line, column, end column.
public final class PositionTable {
  private PositionTable() {}

  /// All positions of a body; entry 0 is the first line.
  public static int[] of(CodeBody body) {
    int[] known = body.positionTable;
    if (known == null) {
      body.positionTable = known = unpack(body.positions());
    }
    return known;
  }

  /// The line of a position.
  public static int line(CodeBody body, int position) {
    int[] table = of(body);
    return 4 * position < table.length ? table[4 * position] : 0;
  }

  /// Twice the number of the first position on a line; 0 if there is none.
  public static int firstOfLine(PyCode code, int line) {
    int[] table = of(code.load());
    for (int i = 4; i < table.length; i += 4) {
      if (table[i] == line) {
        return i / 2;
      }
    }
    return 0;
  }

  private static int[] unpack(String packed) {
    Unpacker in = new Unpacker(packed);
    int[] table = new int[64];
    int n = 0;
    int line = 0;
    while (!in.atEnd()) {
      if (n + 4 > table.length) {
        table = Arrays.copyOf(table, 2 * table.length);
      }
      long zigzag = in.number();
      line += (int) (zigzag >>> 1 ^ -(zigzag & 1));
      table[n] = line;
      table[n + 1] = line + (int) in.number();
      table[n + 2] = (int) in.number();
      table[n + 3] = (int) in.number();
      n += 4;
    }
    return Arrays.copyOf(table, n);
  }
}
