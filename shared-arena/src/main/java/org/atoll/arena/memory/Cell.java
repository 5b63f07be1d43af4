package org.atoll.arena.memory;

/// The header of a cell, and the references by which cells refer to each other.
///
/// | bits of the header | |
/// |---|---|
/// | 0 to 7 | the kind, not 0 |
/// | 8 to 14 | flags |
/// | 15 | whether an operation has locked the cell, where several threads may use it |
/// | 16 to 31 | for the kind's own use |
/// | 32 to 63 | how many words follow the header; raw bytes are after them |
///
/// A word is a reference if it is not 0 and its lowest two bits are: then bits 4 to 39 are the offset of a cell, and those from
/// 40 on the turn of a slot of a pool, 0 elsewhere. All else is a value by itself.
public final class Cell {
  public static final long HEADER_SIZE = 8;
  /// Of a header: an operation has locked the cell.
  public static final long LOCKED = 1 << 15;
  private static final long OFFSET = 0xFF_FFFF_FFF0L;
  private static final int TURN_SHIFT = 40;
  /// Turns are counted modulo this.
  public static final int TURNS = 1 << 24;
  /// The end of what references can reach: a tebibyte.
  public static final long REACH = OFFSET + 16;

  private Cell() {}

  public static long header(int kind, int flags, int extra, int words) {
    return kind | (long) flags << 8 | (long) extra << 16 | (long) words << 32;
  }

  public static int kind(long header) {
    return (int) header & 0xff;
  }

  public static int flags(long header) {
    return (int) header >>> 8 & 0x7f;
  }

  public static int extra(long header) {
    return (int) header >>> 16 & 0xffff;
  }

  public static int words(long header) {
    return (int) (header >>> 32);
  }

  public static boolean isReference(long word) {
    return (word & 3) == 0 && word != 0;
  }

  public static long offset(long reference) {
    return reference & OFFSET;
  }

  public static int turn(long reference) {
    return (int) (reference >>> TURN_SHIFT);
  }

  /// A reference to a slot of a pool, as of this turn.
  public static long reference(long cell, int turn) {
    return cell | (long) turn << TURN_SHIFT;
  }

  /// Where a word of a cell stands.
  public static long word(long cell, long index) {
    return cell + HEADER_SIZE + 8 * index;
  }
}
