package org.atoll.runtime.sre;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// A set of characters that one step of a pattern accepts, whatever it was written as: a literal, a
/// class, `.`, or one of these without regard to case. Membership is a table look-up for Latin-1,
/// and a bitmap made page by page on first use for the rest of the BMP.
///
/// Observably immutable and safe for all threads: a page is published once complete, and two
/// threads that make the same one make equal ones.
final class CharSet {
  /// How a character is changed before it is looked up.
  enum Fold { NONE, ASCII, LOCALE, UNICODE }

  /// Bits of [#high]: beyond Latin-1, which kinds of characters may be members.
  static final int HIGH_DIGIT = 1;
  static final int HIGH_LETTER = 2;
  static final int HIGH_SPACE = 4;
  static final int HIGH_OTHER = 8;
  static final int HIGH_ALL = 15;

  static final CharSet ANY_ALL = new CharSet(new int[] {SreCodes.NEGATE, SreCodes.FAILURE}, Fold.NONE);
  static final CharSet ANY =
      new CharSet(new int[] {SreCodes.NEGATE, SreCodes.LITERAL, '\n', SreCodes.FAILURE}, Fold.NONE);

  private final int[] items;
  private final Fold fold;
  final boolean[] latin = new boolean[256];
  /// Over-approximation of the members beyond Latin-1, as `HIGH_*` bits.
  final int high;
  /// The only member, or -1 where there are more.
  final int single;
  /// The only character that is not a member, or -1.
  private final int missing;
  private final boolean all;
  private final AtomicReferenceArray<long[]> pages;

  /// A set from the words of a charset, closed by FAILURE.
  CharSet(int[] items, Fold fold) {
    this.items = items;
    this.fold = fold;
    for (int c = 0; c < 256; c++) {
      latin[c] = compute(c);
    }
    high = fold == Fold.UNICODE ? HIGH_ALL : highOf(items);
    boolean plain = fold == Fold.NONE;
    single = plain && items.length == 3 && items[0] == SreCodes.LITERAL ? items[1] : -1;
    missing = plain && items.length == 4 && items[0] == SreCodes.NEGATE && items[1] == SreCodes.LITERAL ? items[2] : -1;
    all = items.length == 2 && items[0] == SreCodes.NEGATE;
    pages = high == 0 ? null : new AtomicReferenceArray<>(256);
  }

  static CharSet literal(int c, boolean negated, Fold fold) {
    int[] items = negated
        ? new int[] {SreCodes.NEGATE, SreCodes.LITERAL, c, SreCodes.FAILURE}
        : new int[] {SreCodes.LITERAL, c, SreCodes.FAILURE};
    return new CharSet(items, fold);
  }

  boolean contains(int c) {
    return c < 256 ? latin[c] : containsHigh(c);
  }

  /// Membership of a character beyond Latin-1.
  boolean containsHigh(int c) {
    if (high == 0) {
      return false;
    }
    if (c > 0xffff) {
      return compute(c);
    }
    long[] page = pages.getAcquire(c >> 8);
    if (page == null) {
      page = makePage(c >> 8);
    }
    return (page[c >> 6 & 3] >>> c & 1) != 0;
  }

  private long[] makePage(int number) {
    long[] page = new long[4];
    for (int i = 0; i < 256; i++) {
      if (compute(number << 8 | i)) {
        page[i >> 6] |= 1L << i;
      }
    }
    pages.setRelease(number, page);
    return page;
  }

  /// The first index from `pos` up to `limit` whose character is not a member.
  int span(SreSubject subject, int pos, int limit) {
    if (all) {
      return limit;
    }
    if (missing >= 0) {
      int i = subject.indexOf(missing, pos, limit);
      return i < 0 ? limit : i;
    }
    String str = subject.str;
    boolean[] table = latin;
    if (str != null) {
      while (pos < limit) {
        char c = str.charAt(pos);
        if (c < 256 ? !table[c] : !containsHigh(c)) {
          break;
        }
        pos++;
      }
      return pos;
    }
    byte[] bytes = subject.bytes;
    if (bytes != null) {
      while (pos < limit && table[bytes[pos] & 0xff]) {
        pos++;
      }
      return pos;
    }
    int[] codePoints = subject.codePoints;
    while (pos < limit && contains(codePoints[pos])) {
      pos++;
    }
    return pos;
  }

  /// The first index from `pos` up to `limit` whose character is a member, or `limit`.
  int find(SreSubject subject, int pos, int limit) {
    if (single >= 0) {
      int i = subject.indexOf(single, pos, limit);
      return i < 0 ? limit : i;
    }
    String str = subject.str;
    boolean[] table = latin;
    if (str != null) {
      while (pos < limit) {
        char c = str.charAt(pos);
        if (c < 256 ? table[c] : containsHigh(c)) {
          break;
        }
        pos++;
      }
      return pos;
    }
    byte[] bytes = subject.bytes;
    if (bytes != null) {
      while (pos < limit && !table[bytes[pos] & 0xff]) {
        pos++;
      }
      return pos;
    }
    int[] codePoints = subject.codePoints;
    while (pos < limit && !contains(codePoints[pos])) {
      pos++;
    }
    return pos;
  }

  private boolean compute(int c) {
    return switch (fold) {
      case NONE -> lookUp(c);
      case ASCII -> lookUp(SreCategories.lowerAscii(c));
      case UNICODE -> lookUp(SreCategories.lowerUnicode(c));
      case LOCALE -> {
        // Either case of the character may be the one that the set names.
        int lower = SreCategories.lowerAscii(c);
        int upper = SreCategories.upperAscii(c);
        yield lookUp(lower) || upper != lower && lookUp(upper);
      }
    };
  }

  private boolean lookUp(int c) {
    boolean member = true;
    int i = 0;
    for (;;) {
      switch (items[i]) {
        case SreCodes.FAILURE -> {
          return !member;
        }
        case SreCodes.NEGATE -> {
          member = !member;
          i++;
        }
        case SreCodes.LITERAL -> {
          if (items[i + 1] == c) {
            return member;
          }
          i += 2;
        }
        case SreCodes.RANGE -> {
          if (items[i + 1] <= c && c <= items[i + 2]) {
            return member;
          }
          i += 3;
        }
        case SreCodes.RANGE_UNI_IGNORE -> {
          int upper = SreCategories.upperUnicode(c);
          if (items[i + 1] <= c && c <= items[i + 2] || items[i + 1] <= upper && upper <= items[i + 2]) {
            return member;
          }
          i += 3;
        }
        case SreCodes.CATEGORY -> {
          if (SreCategories.inCategory(items[i + 1], c)) {
            return member;
          }
          i += 2;
        }
        case SreCodes.CHARSET -> {
          if (c < 256 && (items[i + 1 + (c >> 5)] >>> c & 1) != 0) {
            return member;
          }
          i += 9;
        }
        case SreCodes.BIGCHARSET -> {
          if (c < 65536) {
            int block = items[i + 2 + (c >> 10)] >>> ((c >> 8 & 3) << 3) & 0xff;
            if ((items[i + 66 + block * 8 + (c >> 5 & 7)] >>> c & 1) != 0) {
              return member;
            }
          }
          i += 66 + items[i + 1] * 8;
        }
        default -> throw new SreCodeException("unknown set item " + items[i]);
      }
    }
  }

  /// Number of words of the set item at `i`; throws for words that are no set item.
  static int itemLength(int[] code, int i) {
    return switch (code[i]) {
      case SreCodes.FAILURE, SreCodes.NEGATE -> 1;
      case SreCodes.LITERAL, SreCodes.CATEGORY -> 2;
      case SreCodes.RANGE, SreCodes.RANGE_UNI_IGNORE -> 3;
      case SreCodes.CHARSET -> 9;
      case SreCodes.BIGCHARSET -> 66 + code[i + 1] * 8;
      default -> throw new SreCodeException("unknown set item " + code[i]);
    };
  }

  /// Two bounds are kept: what members may be, and, since a negation turns the bounds around, which
  /// kinds are members completely.
  private static int highOf(int[] items) {
    int atMost = 0;
    int atLeast = 0;
    boolean negated = false;
    for (int i = 0; items[i] != SreCodes.FAILURE; i += itemLength(items, i)) {
      switch (items[i]) {
        case SreCodes.NEGATE -> {
          if (i > 0) {
            return HIGH_ALL;
          }
          negated = true;
        }
        case SreCodes.LITERAL -> atMost |= items[i + 1] > 255 ? kindOf(items[i + 1]) : 0;
        case SreCodes.RANGE -> atMost |= items[i + 2] > 255 ? HIGH_ALL : 0;
        case SreCodes.CHARSET -> { }
        case SreCodes.CATEGORY -> {
          atMost |= categoryAtMost(items[i + 1]);
          atLeast |= categoryAtLeast(items[i + 1]);
        }
        default -> atMost = HIGH_ALL;
      }
    }
    return negated ? HIGH_ALL & ~atLeast : atMost;
  }

  private static int kindOf(int c) {
    if (SreCategories.isDecimal(c)) {
      return HIGH_DIGIT;
    }
    return SreCategories.isWord(c) ? HIGH_LETTER : SreCategories.isSpace(c) ? HIGH_SPACE : HIGH_OTHER;
  }

  private static int categoryAtMost(int category) {
    return switch (category) {
      case SreCodes.CATEGORY_UNI_LINEBREAK -> HIGH_SPACE;
      case SreCodes.CATEGORY_UNI_NOT_LINEBREAK -> HIGH_ALL;
      default -> categoryAtLeast(category);
    };
  }

  private static int categoryAtLeast(int category) {
    return switch (category) {
      case SreCodes.CATEGORY_UNI_DIGIT -> HIGH_DIGIT;
      case SreCodes.CATEGORY_UNI_NOT_DIGIT -> HIGH_ALL & ~HIGH_DIGIT;
      case SreCodes.CATEGORY_UNI_SPACE -> HIGH_SPACE;
      case SreCodes.CATEGORY_UNI_NOT_SPACE -> HIGH_ALL & ~HIGH_SPACE;
      case SreCodes.CATEGORY_UNI_WORD -> HIGH_DIGIT | HIGH_LETTER;
      case SreCodes.CATEGORY_UNI_NOT_WORD -> HIGH_SPACE | HIGH_OTHER;
      case SreCodes.CATEGORY_UNI_LINEBREAK -> 0;
      case SreCodes.CATEGORY_UNI_NOT_LINEBREAK -> HIGH_ALL & ~HIGH_SPACE;
      case SreCodes.CATEGORY_NOT_DIGIT, SreCodes.CATEGORY_NOT_SPACE, SreCodes.CATEGORY_NOT_WORD,
          SreCodes.CATEGORY_NOT_LINEBREAK, SreCodes.CATEGORY_LOC_NOT_WORD -> HIGH_ALL;
      default -> 0;
    };
  }
}
