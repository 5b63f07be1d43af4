package org.atoll.arena.values;

import java.nio.charset.StandardCharsets;
import org.atoll.arena.memory.Cell;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;

/// The values that are a word by themselves, told by its lowest bits:
///
/// | bits | |
/// |---|---|
/// | `00` | a reference to a cell ([Cell]), or nothing, if all bits are 0 |
/// | `01` | an int of 62 bits |
/// | `10` | a float whose size is between about 1e-77 and 1e77: its bits turned left by four, of which the exponent's first three are one bit less and the sign |
/// | `11` | by the next three bits: a constant (0), or a str (1) or bytes (2) of up to seven bytes of Latin-1, whose number the next three bits tell |
///
/// A value has one word only: of two values of one kind that are both words by themselves, equal ones have the same word, but for
/// floats, ints and bools that are equal to each other.
///
/// Compare the immediates of CRuby (`include/ruby/internal/special_consts.h`). Stateless.
public final class Words {
  /// No value: a place that is empty.
  public static final long NOTHING = 0;
  private static final int INT = 1;
  private static final int FLOAT = 2;
  private static final int OTHER = 3;
  private static final int TEXT = OTHER | 1 << 2;
  private static final int BYTES = OTHER | 2 << 2;
  private static final int INLINE_MAX = 7;

  private static final long NONE = constant(1);
  private static final long FALSE = constant(2);
  private static final long TRUE = constant(3);
  private static final long ELLIPSIS = constant(4);
  private static final long NOT_IMPLEMENTED = constant(5);
  private static final long ZERO = constant(6);
  /// The place of an entry that has been deleted.
  public static final long DELETED = constant(7);
  private static final Object[] CONSTANTS = {null, PyNone.NONE, false, true, PyEllipsis.ELLIPSIS, PyNotImplemented.NOT_IMPLEMENTED, 0.0, null};

  private Words() {}

  private static long constant(int number) {
    return (long) number << 8 | OTHER;
  }

  /// The word of a value that is one by itself; [#NOTHING] for all others.
  public static long of(Object value) {
    if (value instanceof Long l) {
      return ofLong(l);
    }
    if (value instanceof String s) {
      return ofText(s);
    }
    return switch (value) {
      case Double d -> ofDouble(d);
      case Boolean b -> b ? TRUE : FALSE;
      case PyNone n -> NONE;
      case PyEllipsis e -> ELLIPSIS;
      case PyNotImplemented n -> NOT_IMPLEMENTED;
      default -> NOTHING;
    };
  }

  /// Whether a word is a value by itself, and written as this class does.
  public static boolean isValue(long word) {
    if ((word & 3) != OTHER) {
      return (word & 3) != 0;
    }
    return switch ((int) word & 0x1f) {
      case TEXT, BYTES -> true;
      default -> (word & 0xff) == OTHER && word >>> 8 >= 1 && word >>> 8 <= 6;
    };
  }

  /// The value that a word is by itself; null for references and for no value.
  public static Object value(long word) {
    return switch ((int) word & 3) {
      case INT -> word >> 2;
      case FLOAT -> toDouble(word);
      case OTHER -> other(word);
      default -> null;
    };
  }

  private static Object other(long word) {
    return switch ((int) word & 0x1f) {
      case TEXT -> new String(inline(word), StandardCharsets.ISO_8859_1);
      case BYTES -> null;
      default -> CONSTANTS[(int) (word >>> 8)];
    };
  }

  // Ints.

  public static boolean isLong(long word) {
    return (word & 3) == INT;
  }

  public static boolean fits(long value) {
    return value << 2 >> 2 == value;
  }

  /// The word of an int, or [#NOTHING] where it has more than 62 bits.
  public static long ofLong(long value) {
    return fits(value) ? value << 2 | INT : NOTHING;
  }

  /// The int that the word is.
  public static long toLong(long word) {
    return word >> 2;
  }

  // Floats.

  /// The word of a float, or [#NOTHING] for one that is too large or small, infinite or no number, and for -0.0.
  public static long ofDouble(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int e = (int) (bits >>> 60) & 7;
    if (e == 3 || e == 4) {
      long turned = Long.rotateLeft(bits, 4);
      return turned & ~0xfL | turned & 8 | (e & 4) | FLOAT;
    }
    return bits == 0 ? ZERO : NOTHING;
  }

  public static boolean isDouble(long word) {
    return (word & 3) == FLOAT || word == ZERO;
  }

  /// The float that the word is.
  public static double toDouble(long word) {
    if (word == ZERO) {
      return 0;
    }
    long low = word & 8 | ((word & 4) != 0 ? 4 : 3);
    return Double.longBitsToDouble(Long.rotateRight(word & ~0xfL | low, 4));
  }

  // Text.

  /// The word of a short str, or [#NOTHING].
  public static long ofText(String s) {
    int n = s.length();
    if (n > INLINE_MAX) {
      return NOTHING;
    }
    long word = 0;
    for (int i = n - 1; i >= 0; i--) {
      char c = s.charAt(i);
      if (c > 0xff) {
        return NOTHING;
      }
      word = word << 8 | c;
    }
    return word << 8 | (long) n << 5 | TEXT;
  }

  public static boolean isText(long word) {
    return (word & 0x1f) == TEXT;
  }

  /// The word of a few bytes, or [#NOTHING].
  public static long ofBytes(byte[] bytes) {
    if (bytes.length > INLINE_MAX) {
      return NOTHING;
    }
    long word = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      word = word << 8 | bytes[i] & 0xff;
    }
    return word << 8 | (long) bytes.length << 5 | BYTES;
  }

  public static boolean isBytes(long word) {
    return (word & 0x1f) == BYTES;
  }

  /// The bytes of a str or bytes that is a word.
  public static byte[] inline(long word) {
    byte[] bytes = new byte[(int) (word >>> 5) & 7];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (word >>> 8 * (i + 1));
    }
    return bytes;
  }
}
