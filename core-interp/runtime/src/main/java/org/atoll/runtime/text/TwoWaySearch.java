package org.atoll.runtime.text;

import java.util.Arrays;

/// Finds a long needle in time linear in the text, whatever both look like: Crochemore and Perrin's two-way algorithm
/// with a table of jumps for the last character of the window, so that on ordinary text it skips most of it.
/// A search is made for one needle; it is immutable and may serve many texts.
final class TwoWaySearch {
  private static final int TABLE_SIZE = 64;

  private final CodePoints needle;
  private final int length;
  /// Where the needle is cut: its right part is compared first, forwards.
  private final int cut;
  private final int period;
  private final boolean periodic;
  /// How far a window may move whose last character is of this class.
  private final int[] jumps = new int[TABLE_SIZE];

  /// @param needle not empty
  TwoWaySearch(CodePoints needle) {
    this.needle = needle;
    length = needle.length();
    long lower = maximalSuffix(false);
    long higher = maximalSuffix(true);
    long chosen = start(lower) > start(higher) ? lower : higher;
    cut = start(chosen);
    periodic = repeats(period(chosen));
    period = periodic ? period(chosen) : Math.max(cut, length - cut) + 1;
    fillJumps();
  }

  /// The lowest index in `[start, end)` of the text, or -1.
  int find(CodePoints text, int start, int end) {
    int last = end - length;
    int at = start;
    // How much of the needle's beginning is known to stand at `at`; only in needles that repeat.
    int known = 0;
    while (at <= last) {
      int from = Math.max(cut, known);
      int jump = jumps[text.at(at + length - 1) & TABLE_SIZE - 1];
      if (jump > 0) {
        at += Math.max(jump, from - cut + 1);
        known = 0;
        continue;
      }
      int i = from;
      while (i < length && needle.at(i) == text.at(at + i)) {
        i++;
      }
      if (i < length) {
        at += i - cut + 1;
        known = 0;
        continue;
      }
      i = cut - 1;
      while (i >= known && needle.at(i) == text.at(at + i)) {
        i--;
      }
      if (i < known) {
        return at;
      }
      at += period;
      known = periodic ? length - period : 0;
    }
    return -1;
  }

  private void fillJumps() {
    Arrays.fill(jumps, length);
    for (int i = 0; i < length; i++) {
      jumps[needle.at(i) & TABLE_SIZE - 1] = length - 1 - i;
    }
  }

  private boolean repeats(int distance) {
    if (cut + distance > length) {
      return false;
    }
    for (int i = 0; i < cut; i++) {
      if (needle.at(i) != needle.at(i + distance)) {
        return false;
      }
    }
    return true;
  }

  /// Where the greatest suffix begins and its period, for one order of the characters or its reverse.
  private long maximalSuffix(boolean reverse) {
    int best = 0;
    int candidate = 1;
    int compared = 0;
    int distance = 1;
    while (candidate + compared < length) {
      int a = needle.at(candidate + compared);
      int b = needle.at(best + compared);
      if (a == b) {
        if (++compared == distance) {
          candidate += distance;
          compared = 0;
        }
      } else if (reverse ? b < a : a < b) {
        candidate += compared + 1;
        compared = 0;
        distance = candidate - best;
      } else {
        best = candidate++;
        compared = 0;
        distance = 1;
      }
    }
    return (long) best << 32 | distance;
  }

  private static int start(long suffix) {
    return (int) (suffix >> 32);
  }

  private static int period(long suffix) {
    return (int) suffix;
  }
}
