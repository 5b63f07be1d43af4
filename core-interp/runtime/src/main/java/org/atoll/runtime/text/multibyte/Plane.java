package org.atoll.runtime.text.multibyte;

import java.util.function.Supplier;

/// A set of 94 rows of 94 characters, addressed by two bytes from 0x21 to 0x7E. Immutable.
interface Plane {
  /// The character, [CharacterTable#NONE], or a pair of the table that [#table] gives.
  int decode(int row, int column);

  /// The two bytes of a character as one number, or [CharacterTable#NONE].
  int encode(int c);

  /// The table that pairs are in, or null if there are none.
  default CharacterTable table() {
    return null;
  }

  /// What an EUC table holds under two bytes with the high bit set.
  static Plane ofEuc(Supplier<CharacterTable> tables) {
    return new Plane() {
      @Override
      public int decode(int row, int column) {
        return tables.get().twin(row | 0x80, column | 0x80);
      }

      @Override
      public int encode(int c) {
        int code = tables.get().code(c);
        boolean inside = code > 0xFF && code <= 0xFFFF && (code & 0x8080) == 0x8080 && code >> 8 != 0x8E;
        return inside ? code & 0x7F7F : CharacterTable.NONE;
      }
    };
  }

  /// What an EUC table holds behind the byte 0x8F.
  static Plane ofTriples(Supplier<CharacterTable> tables) {
    return new Plane() {
      @Override
      public int decode(int row, int column) {
        return tables.get().triple(row | 0x80, column | 0x80);
      }

      @Override
      public int encode(int c) {
        int code = tables.get().code(c);
        return code > 0xFFFF ? code & 0x7F7F : CharacterTable.NONE;
      }
    };
  }

  /// A plane of JIS X 0213, out of its Shift JIS form.
  /// @param second whether the second plane is meant
  static Plane ofShiftJis(Supplier<CharacterTable> tables, boolean second) {
    return new Plane() {
      @Override
      public int decode(int row, int column) {
        int code = ShiftJis.toShifted(row, column, second);
        return code == CharacterTable.NONE ? code : tables.get().twin(code >> 8, code & 0xFF);
      }

      @Override
      public int encode(int c) {
        int code = tables.get().code(c);
        return code <= 0xFF ? CharacterTable.NONE : ShiftJis.fromShifted(code, second);
      }

      @Override
      public CharacterTable table() {
        return tables.get();
      }
    };
  }
}
