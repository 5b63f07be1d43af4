package org.atoll.arena.values;

/// The kinds of cells. Part of the format of files: a number, once given, stays. Those up to [#LAST_VALUE] are immutable values.
public final class Kinds {
  /// An int of more than 62 bits: its bytes in two's complement, lowest first.
  public static final int INT = 1;
  /// A float that is no word: its bits.
  public static final int FLOAT = 2;
  /// Two floats.
  public static final int COMPLEX = 3;
  /// A str of Latin-1, of UTF-16 without surrogates, of code points.
  public static final int LATIN_1 = 4;
  public static final int UTF_16 = 5;
  public static final int UCS_4 = 6;
  public static final int BYTES = 7;
  /// Words: the items or the members.
  public static final int TUPLE = 8;
  public static final int FROZENSET = 9;
  /// A weak reference: the arena's id and the number in its table.
  public static final int REF = 10;
  /// Something of `datetime`, a Decimal, a range; see [LibraryValues].
  public static final int TIME = 11;
  public static final int DECIMAL = 12;
  public static final int RANGE = 13;
  public static final int LAST_VALUE = 15;

  public static final int DICT = 16;
  public static final int LIST = 17;
  public static final int SET = 18;
  public static final int DEQUE = 19;
  public static final int BYTEARRAY = 20;
  public static final int ARRAY = 21;
  public static final int INSTANCE = 22;
  public static final int POOL = 23;

  /// What a container has its words in, and its bytes.
  public static final int STORAGE = 32;
  public static final int RAW = 33;

  private Kinds() {}
}
