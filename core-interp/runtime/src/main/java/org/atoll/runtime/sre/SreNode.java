package org.atoll.runtime.sre;

import java.util.List;

/// The tree of a pattern as read from its code words, between decoder and assembler. Immutable.
sealed interface SreNode {
  /// How a loop goes on: as often as it can, as seldom as it can, or without ever giving back.
  enum Greed { GREEDY, LAZY, POSSESSIVE }

  /// One literal character.
  record Char(int c) implements SreNode {}

  /// Exactly one character of a set.
  record One(CharSet set) implements SreNode {}

  /// Two or more literal characters.
  record Text(SreLiteral literal) implements SreNode {}

  /// Never matches.
  record Fail() implements SreNode {}

  /// Stores the position; even indexes open a group, odd ones close it.
  record Mark(int index) implements SreNode {}

  /// A condition on the position, `AT_*`.
  record At(int code) implements SreNode {}

  record Seq(List<SreNode> parts) implements SreNode {}

  record Alt(List<SreNode> choices) implements SreNode {}

  /// A loop over one character; `max` is `Integer.MAX_VALUE` for no bound.
  record LoopOne(CharSet set, int min, int max, Greed greed) implements SreNode {}

  record Loop(SreNode body, int min, int max, Greed greed) implements SreNode {}

  record Atomic(SreNode body) implements SreNode {}

  /// Looks ahead, or behind by `back` characters.
  record Look(SreNode body, int back, boolean negated) implements SreNode {}

  /// The text of a group (counted from 0) again.
  record BackRef(int group, CharSet.Fold fold) implements SreNode {}

  /// `yes` where the group (counted from 0) has matched, else `no`.
  record Cond(int group, SreNode yes, SreNode no) implements SreNode {}

  /// Whether the node can match without consuming anything; true where unknown.
  static boolean canBeEmpty(SreNode node) {
    return switch (node) {
      case Char _, One _, Text _, Fail _ -> false;
      case Mark _, At _, Look _, BackRef _ -> true;
      case Seq seq -> seq.parts().stream().allMatch(SreNode::canBeEmpty);
      case Alt alt -> alt.choices().stream().anyMatch(SreNode::canBeEmpty);
      case LoopOne loop -> loop.min() == 0;
      case Loop loop -> loop.min() == 0 || canBeEmpty(loop.body());
      case Atomic atomic -> canBeEmpty(atomic.body());
      case Cond cond -> canBeEmpty(cond.yes()) || canBeEmpty(cond.no());
    };
  }

  /// Whether the node stores positions of groups.
  static boolean hasMarks(SreNode node) {
    return switch (node) {
      case Mark _ -> true;
      case Char _, One _, Text _, Fail _, At _, LoopOne _, BackRef _ -> false;
      case Seq seq -> seq.parts().stream().anyMatch(SreNode::hasMarks);
      case Alt alt -> alt.choices().stream().anyMatch(SreNode::hasMarks);
      case Loop loop -> hasMarks(loop.body());
      case Atomic atomic -> hasMarks(atomic.body());
      case Look look -> hasMarks(look.body());
      case Cond cond -> hasMarks(cond.yes()) || hasMarks(cond.no());
    };
  }

  /// Whether the node refers to the text of a group.
  static boolean hasBackRefs(SreNode node) {
    return switch (node) {
      case BackRef _ -> true;
      case Char _, One _, Text _, Fail _, At _, LoopOne _, Mark _ -> false;
      case Seq seq -> seq.parts().stream().anyMatch(SreNode::hasBackRefs);
      case Alt alt -> alt.choices().stream().anyMatch(SreNode::hasBackRefs);
      case Loop loop -> hasBackRefs(loop.body());
      case Atomic atomic -> hasBackRefs(atomic.body());
      case Look look -> hasBackRefs(look.body());
      case Cond cond -> hasBackRefs(cond.yes()) || hasBackRefs(cond.no());
    };
  }
}
