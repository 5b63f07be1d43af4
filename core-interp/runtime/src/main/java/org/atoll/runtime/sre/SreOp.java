package org.atoll.runtime.sre;

/// Operations of a [SreProgram], with their operands in order.
final class SreOp {
  private SreOp() {}

  static final int FAIL = 0;
  static final int SUCCESS = 1;
  /// char
  static final int CHAR = 2;
  /// literal
  static final int TEXT = 3;
  /// set
  static final int SET = 4;
  static final int ANY_ALL = 5;
  /// mark
  static final int OPEN = 6;
  /// mark
  static final int CLOSE = 7;
  /// target
  static final int JUMP = 8;
  /// `AT_*` code
  static final int AT = 9;
  /// choice table, number of choices, target of each
  static final int CHOOSE = 10;
  /// filter, preferred target, other target
  static final int FORK = 11;
  /// set, min, max: takes all there is and never gives back
  static final int TAKE = 12;
  /// set, min, max, filter of what follows: gives back one by one
  static final int TAKE_MOST = 13;
  /// set, min, max, char: gives back up to the places where the char follows
  static final int TAKE_MOST_TO = 14;
  /// set, min, max: takes as little as it can
  static final int TAKE_LEAST = 15;
  /// set, min, max, char: takes up to the places where the char follows
  static final int TAKE_LEAST_TO = 16;
  /// register (count; last position in the next)
  static final int LOOP_START = 17;
  /// register, min, max, filter, body, whether the body can be empty; falls through to the tail
  static final int LOOP_MOST = 18;
  /// the same
  static final int LOOP_LEAST = 19;
  /// register (height of the stack)
  static final int ATOMIC_START = 20;
  /// register, whether marks were set
  static final int ATOMIC_END = 21;
  /// register (height; position in the next), characters to go back
  static final int LOOK_START = 22;
  /// register, whether marks were set
  static final int LOOK_END = 23;
  /// register (height), characters to go back, target
  static final int LOOK_NOT_START = 24;
  /// register
  static final int LOOK_NOT_END = 25;
  /// set, offset of the character from the position, 1 where it must be a member, else 0
  static final int LOOK_ONE = 26;
  /// register (count; last position and height in the next two)
  static final int POSSESS_START = 27;
  /// register, min, max, target after the loop
  static final int POSSESS_NEXT = 28;
  /// register, whether marks were set, target of the next turn
  static final int POSSESS_END = 29;
  /// group, ordinal of the fold
  static final int BACK_REF = 30;
  /// group, target where the group has not matched
  static final int UNLESS_GROUP = 31;
}
