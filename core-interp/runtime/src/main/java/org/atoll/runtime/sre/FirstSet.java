package org.atoll.runtime.sre;

/// An over-approximation of the characters at which a part of a pattern, with all that follows it,
/// can begin to match, and whether it can match at the very end. Immutable.
final class FirstSet {
  static final FirstSet NOTHING = new FirstSet(new long[4], 0, false);
  static final FirstSet ANYTHING = new FirstSet(new long[] {-1, -1, -1, -1}, CharSet.HIGH_ALL, true);
  /// Before a line break or at the end: where `$` holds.
  static final FirstSet LINE_END = new FirstSet(new long[] {1L << '\n', 0, 0, 0}, 0, true);
  static final FirstSet END = new FirstSet(new long[4], 0, true);

  private final long[] latin;
  /// As [CharSet#high].
  private final int high;
  private final boolean atEnd;

  private FirstSet(long[] latin, int high, boolean atEnd) {
    this.latin = latin;
    this.high = high;
    this.atEnd = atEnd;
  }

  static FirstSet of(CharSet set) {
    long[] latin = new long[4];
    for (int c = 0; c < 256; c++) {
      if (set.latin[c]) {
        latin[c >> 6] |= 1L << c;
      }
    }
    return new FirstSet(latin, set.high, false);
  }

  static FirstSet of(int c) {
    if (c > 255) {
      return new FirstSet(new long[4], CharSet.HIGH_ALL, false);
    }
    long[] latin = new long[4];
    latin[c >> 6] |= 1L << c;
    return new FirstSet(latin, 0, false);
  }

  FirstSet or(FirstSet other) {
    long[] sum = new long[4];
    for (int i = 0; i < 4; i++) {
      sum[i] = latin[i] | other.latin[i];
    }
    return new FirstSet(sum, high | other.high, atEnd | other.atEnd);
  }

  FirstSet and(FirstSet other) {
    long[] common = new long[4];
    for (int i = 0; i < 4; i++) {
      common[i] = latin[i] & other.latin[i];
    }
    return new FirstSet(common, high & other.high, atEnd & other.atEnd);
  }

  boolean latin(int c) {
    return (latin[c >> 6] >>> c & 1) != 0;
  }

  boolean high() {
    return high != 0;
  }

  boolean atEnd() {
    return atEnd;
  }

  /// Whether every character may begin a match, so that looking ahead tells nothing.
  boolean acceptsEverything() {
    return atEnd && high == CharSet.HIGH_ALL && (latin[0] & latin[1] & latin[2] & latin[3]) == -1;
  }

  /// Whether for certain no character is in both.
  boolean disjoint(FirstSet other) {
    for (int i = 0; i < 4; i++) {
      if ((latin[i] & other.latin[i]) != 0) {
        return false;
      }
    }
    return (high & other.high) == 0;
  }

  /// What can begin at the characters of `node` when `next` is what can begin after it.
  static FirstSet first(SreNode node, FirstSet next) {
    return switch (node) {
      case SreNode.Char literal -> of(literal.c());
      case SreNode.One one -> of(one.set());
      case SreNode.Text text -> of(text.literal().chars[0]);
      case SreNode.Fail _ -> NOTHING;
      case SreNode.Mark _ -> next;
      case SreNode.At at -> switch (at.code()) {
        case SreCodes.AT_END, SreCodes.AT_END_LINE -> next.and(LINE_END);
        case SreCodes.AT_END_STRING -> next.and(END);
        default -> next;
      };
      case SreNode.Seq seq -> firstOfTail(seq, 0, next);
      case SreNode.Alt alt -> {
        FirstSet sum = NOTHING;
        for (SreNode choice : alt.choices()) {
          sum = sum.or(first(choice, next));
        }
        yield sum;
      }
      case SreNode.LoopOne loop -> loop.min() == 0 ? of(loop.set()).or(next) : of(loop.set());
      case SreNode.Loop loop -> loop.min() == 0 ? first(loop.body(), next).or(next) : first(loop.body(), next);
      case SreNode.Atomic atomic -> first(atomic.body(), next);
      case SreNode.Look look ->
          look.negated() || look.back() > 0 ? next : first(look.body(), ANYTHING).and(next);
      case SreNode.BackRef _ -> ANYTHING;
      case SreNode.Cond cond -> first(cond.yes(), next).or(first(cond.no(), next));
    };
  }

  static FirstSet firstOfTail(SreNode.Seq seq, int from, FirstSet next) {
    for (int i = seq.parts().size() - 1; i >= from; i--) {
      next = first(seq.parts().get(i), next);
    }
    return next;
  }
}
