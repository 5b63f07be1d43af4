package org.atoll.runtime.sre;

import java.util.Arrays;

/// Runs a program over a subject: the state of one matching. Backtracking uses an explicit stack, so
/// that a long subject cannot overflow Java's. One thread at a time; belongs to who made it.
///
/// Compare `SRE_STATE`, `SRE(match)` and `SRE(search)` of CPython's `sre_lib.h`: the same choices in
/// the same order, hence the same groups.
///
/// The stack holds, from the top of each entry down: a way not taken (target, position), or a
/// negative tag and what it needs to undo or to go on.
public final class SreMatcher {
  private static final int UNDO_OPEN = -1;
  private static final int UNDO_CLOSE = -2;
  private static final int UNDO_REGISTER = -3;
  private static final int GIVE_BACK = -4;
  private static final int GIVE_BACK_TO = -5;
  private static final int TAKE_MORE = -6;
  private static final int TAKE_MORE_TO = -7;
  private static final int NEXT_CHOICE = -8;
  private static final int LAZY_TURN = -9;

  /// What [#rare] answers instead of an instruction.
  private static final int SUCCEED = -1;
  private static final int FAILED = -2;

  private static final int MATCH_ALL = 1;
  private static final int MUST_ADVANCE = 2;

  private static final int STEPS_PER_CHECK = 10_000;
  private static final int[] NO_STACK = new int[0];
  /// Ints on the stack beyond which a pattern counts as out of memory.
  private static final int MAX_STACK = 1 << 29;

  private final SreProgram program;
  private final SreSubject subject;
  private final Runnable check;
  private final int[] marks;
  private final int[] registers;
  private int[] stack = NO_STACK;
  private int sp;
  private int steps = STEPS_PER_CHECK;
  private int lastIndex = -1;
  private boolean mustAdvance;
  private int resumePos;

  private int start;
  private int end;
  private int limit;

  /// A matching that begins at `pos` and sees nothing from `endPos` on; both lie within the subject.
  ///
  /// @param check called every so many steps; what it throws ends the matching
  public SreMatcher(SreProgram program, SreSubject subject, int pos, int endPos, Runnable check) {
    this.program = program;
    this.subject = subject;
    this.check = check;
    this.start = pos;
    this.end = pos;
    this.limit = endPos;
    marks = new int[program.groups * 2];
    registers = program.registers == 0 ? NO_STACK : new int[program.registers];
    Arrays.fill(marks, -1);
  }

  /// Where the last match began.
  public int start() {
    return start;
  }

  /// Where the last match ended.
  public int end() {
    return end;
  }

  /// Number (from 1) of the group closed last, or -1.
  public int lastIndex() {
    return lastIndex;
  }

  /// Start (`2 * n`) and end (`2 * n + 1`) of group `n` counted from 0, -1 where it has none; a new array.
  public int[] marks() {
    return marks.clone();
  }

  /// Start of group `group` counted from 1, 0 being the whole match; -1 where it has not matched.
  public int start(int group) {
    return group == 0 ? start : marks[group * 2 - 1] < 0 ? -1 : marks[group * 2 - 2];
  }

  /// End of group `group` as in [#start(int)].
  public int end(int group) {
    return group == 0 ? end : marks[group * 2 - 2] < 0 ? -1 : marks[group * 2 - 1];
  }

  /// Goes on behind the last match: the next one begins there, and must not be empty if the last was.
  public void advance() {
    mustAdvance = end == start;
    start = end;
  }

  /// Matches at the current position.
  public boolean match() {
    return tryAt(start, mustAdvance ? MUST_ADVANCE : 0);
  }

  /// Matches from the current position to the very end.
  public boolean fullMatch() {
    return tryAt(start, MATCH_ALL | (mustAdvance ? MUST_ADVANCE : 0));
  }

  private boolean tryAt(int pos, int mode) {
    if (lastIndex >= 0 || marks.length > 0) {
      Arrays.fill(marks, -1);
      lastIndex = -1;
    }
    sp = 0;
    start = pos;
    return limit - pos >= program.minWidth && run(pos, mode);
  }

  /// Searches from the current position on.
  public boolean search() {
    SreProgram.Start hint = program.start;
    int pos = start;
    int last = limit - program.minWidth;
    if (pos > last) {
      return false;
    }
    int mode = mustAdvance ? MUST_ADVANCE : 0;
    mustAdvance = false;
    if (hint.anchored()) {
      return tryAt(pos, mode);
    }
    for (;;) {
      pos = nextStart(hint, pos, last);
      if (pos < 0) {
        return false;
      }
      if (hint.whole()) {
        start = pos;
        end = pos + (hint.literal() == null ? 1 : hint.literal().chars.length);
        return true;
      }
      if (tryAt(pos, pos == start ? mode : 0)) {
        return true;
      }
      mode = 0;
      if (hint.run() != null) {
        pos = Math.max(pos, hint.run().span(subject, pos, limit) - 1);
      }
      if (++pos > last) {
        return false;
      }
      if (--steps < 0) {
        interrupt();
      }
    }
  }

  /// The next position up to `last` at which a match may begin, or -1.
  private int nextStart(SreProgram.Start hint, int pos, int last) {
    if (hint.literal() != null) {
      return subject.indexOf(hint.literal(), pos, limit);
    }
    if (hint.single() >= 0) {
      return subject.indexOf(hint.single(), pos, limit);
    }
    if (hint.set() != null && !hint.lineAnchored()) {
      int found = hint.set().find(subject, pos, limit);
      return found > last || found >= limit ? -1 : found;
    }
    if (hint.lineAnchored() && pos > 0 && subject.at(pos - 1) != '\n') {
      int lineBreak = subject.indexOf('\n', pos, limit);
      return lineBreak < 0 || lineBreak >= last ? -1 : lineBreak + 1;
    }
    if (hint.pairs() != null && subject.str != null) {
      return nextPair(hint.pairs(), pos, last);
    }
    byte[] filter = hint.filter();
    if (filter == null) {
      return pos;
    }
    int stop = Math.min(last + 1, limit);
    String str = subject.str;
    if (str != null) {
      while (pos < stop && filter[Math.min(str.charAt(pos), 256)] == 0) {
        pos++;
      }
    } else {
      while (pos < stop && filter[Math.min(subject.at(pos), 256)] == 0) {
        pos++;
      }
    }
    return pos < stop || pos == limit && pos <= last && filter[257] != 0 ? pos : -1;
  }

  private int nextPair(long[] pairs, int pos, int last) {
    String str = subject.str;
    int stop = Math.min(last + 1, limit - 1);
    if (pos < stop) {
      long open = pairs[Math.min(str.charAt(pos), 256)];
      do {
        int next = Math.min(str.charAt(pos + 1), 256);
        if ((open & pairs[258 + next]) != 0) {
          return pos;
        }
        open = pairs[next];
      } while (++pos < stop);
    }
    // The last character has no second one, and the end not even a first: left to the pattern.
    return pos <= last ? pos : -1;
  }

  private void interrupt() {
    steps = STEPS_PER_CHECK;
    if (check != null) {
      check.run();
    }
  }

  private int[] grow(int[] stack) {
    if (stack.length >= MAX_STACK) {
      throw new OutOfMemoryError("regular expression needs too much backtracking");
    }
    this.stack = Arrays.copyOf(stack, Math.max(64, stack.length * 2));
    return this.stack;
  }

  private static int at(String str, byte[] bytes, int[] codePoints, int pos) {
    return str != null ? str.charAt(pos) : bytes != null ? bytes[pos] & 0xff : codePoints[pos];
  }

  /// The interpreter of instructions. A case that matches continues the outer loop; one that breaks
  /// out of the switch has failed and takes up the entry on top of the stack.
  private boolean run(int pos, int mode) {
    final int[] code = program.code;
    final CharSet[] sets = program.sets;
    final String str = subject.str;
    final byte[] bytes = subject.bytes;
    final int[] codePoints = subject.codePoints;
    final int limit = this.limit;
    int[] stack = this.stack;
    int sp = 0;
    int pc = 0;
    for (;;) {
      if (sp + 6 > stack.length) {
        stack = grow(stack);
      }
      forward:
      switch (code[pc]) {
        case SreOp.CHAR -> {
          if (pos < limit && at(str, bytes, codePoints, pos) == code[pc + 1]) {
            pos++;
            pc += 2;
            continue;
          }
        }
        case SreOp.SET -> {
          if (pos < limit && sets[code[pc + 1]].contains(at(str, bytes, codePoints, pos))) {
            pos++;
            pc += 2;
            continue;
          }
        }
        case SreOp.TEXT -> {
          SreLiteral literal = program.literals[code[pc + 1]];
          int length = literal.chars.length;
          if (limit - pos >= length && subject.startsWith(literal, pos)) {
            pos += length;
            pc += 2;
            continue;
          }
        }
        case SreOp.ANY_ALL -> {
          if (pos < limit) {
            pos++;
            pc++;
            continue;
          }
        }
        case SreOp.OPEN -> {
          int mark = code[pc + 1];
          if (sp > 0) {
            stack[sp] = marks[mark];
            stack[sp + 1] = mark;
            stack[sp + 2] = UNDO_OPEN;
            sp += 3;
          }
          marks[mark] = pos;
          pc += 2;
          continue;
        }
        case SreOp.CLOSE -> {
          int mark = code[pc + 1];
          if (sp > 0) {
            stack[sp] = marks[mark];
            stack[sp + 1] = lastIndex;
            stack[sp + 2] = mark;
            stack[sp + 3] = UNDO_CLOSE;
            sp += 4;
          }
          marks[mark] = pos;
          lastIndex = (mark >> 1) + 1;
          pc += 2;
          continue;
        }
        case SreOp.JUMP -> {
          pc = code[pc + 1];
          continue;
        }
        case SreOp.AT -> {
          if (holds(code[pc + 1], pos)) {
            pc += 2;
            continue;
          }
        }
        case SreOp.FORK -> {
          int next = pos < limit ? Math.min(at(str, bytes, codePoints, pos), 256) : 257;
          switch (program.filters[code[pc + 1]][next]) {
            case 1 -> pc = code[pc + 2];
            case 2 -> pc = code[pc + 3];
            case 3 -> {
              stack[sp] = pos;
              stack[sp + 1] = code[pc + 3];
              sp += 2;
              pc = code[pc + 2];
            }
            default -> {
              break forward;
            }
          }
          if (--steps < 0) {
            interrupt();
          }
          continue;
        }
        case SreOp.CHOOSE -> {
          int next = pos < limit ? Math.min(at(str, bytes, codePoints, pos), 256) : 257;
          long open = program.choices[code[pc + 1]][next];
          if (open != 0) {
            long rest = open & open - 1;
            if (rest != 0) {
              stack[sp] = (int) (rest >>> 32);
              stack[sp + 1] = (int) rest;
              stack[sp + 2] = pos;
              stack[sp + 3] = pc;
              stack[sp + 4] = NEXT_CHOICE;
              sp += 5;
            }
            pc = code[pc + 3 + Long.numberOfTrailingZeros(open)];
            continue;
          }
        }
        case SreOp.TAKE -> {
          int reached = sets[code[pc + 1]].span(subject, pos, farthest(pos, code[pc + 3], limit));
          if (reached - pos >= code[pc + 2]) {
            pos = reached;
            pc += 4;
            continue;
          }
        }
        case SreOp.TAKE_MOST, SreOp.TAKE_MOST_TO -> {
          int reached = sets[code[pc + 1]].span(subject, pos, farthest(pos, code[pc + 3], limit));
          int least = pos + code[pc + 2];
          if (least <= reached && least >= pos) {
            stack[sp] = pc;
            stack[sp + 1] = least;
            stack[sp + 2] = reached + 1;
            stack[sp + 3] = code[pc] == SreOp.TAKE_MOST ? GIVE_BACK : GIVE_BACK_TO;
            sp += 4;
          }
          // The longest run is tried by way of failing, like all shorter ones.
        }
        case SreOp.TAKE_LEAST, SreOp.TAKE_LEAST_TO -> {
          int least = pos + code[pc + 2];
          if (least >= pos && least <= limit && sets[code[pc + 1]].span(subject, pos, least) == least) {
            stack[sp] = pc;
            stack[sp + 1] = farthest(pos, code[pc + 3], limit);
            stack[sp + 2] = least;
            stack[sp + 3] = code[pc] == SreOp.TAKE_LEAST ? TAKE_MORE : TAKE_MORE_TO;
            sp += 4;
          }
        }
        case SreOp.LOOP_START -> {
          int register = code[pc + 1];
          if (sp > 0) {
            stack[sp] = registers[register];
            stack[sp + 1] = register;
            stack[sp + 2] = UNDO_REGISTER;
            stack[sp + 3] = registers[register + 1];
            stack[sp + 4] = register + 1;
            stack[sp + 5] = UNDO_REGISTER;
            sp += 6;
          }
          registers[register] = -1;
          registers[register + 1] = -1;
          pc += 2;
          continue;
        }
        case SreOp.LOOP_MOST, SreOp.LOOP_LEAST -> {
          int next = pos < limit ? Math.min(at(str, bytes, codePoints, pos), 256) : 257;
          boolean most = code[pc] == SreOp.LOOP_MOST;
          int ways = program.filters[code[pc + 4]][next];
          int body = most ? 1 : 2;
          int register = code[pc + 1];
          int count = registers[register] + 1;
          if (sp + 12 > stack.length) {
            stack = grow(stack);
          }
          if (--steps < 0) {
            interrupt();
          }
          if (count < code[pc + 2]) {
            if ((ways & body) == 0) {
              break forward;
            }
            if (sp > 0) {
              sp = saveRegister(stack, sp, register);
            }
            registers[register] = count;
            pc = code[pc + 5];
            continue;
          }
          if (count >= code[pc + 3] && code[pc + 3] != Integer.MAX_VALUE || pos == registers[register + 1]) {
            ways &= ~body;
          }
          if (ways == 0) {
            break forward;
          }
          if ((ways & (most ? 2 : 1)) == 0 || most && (ways & 1) != 0) {
            // Into the body, first or alone; the tail is the way not taken.
            if ((ways & (most ? 2 : 1)) != 0) {
              stack[sp] = pos;
              stack[sp + 1] = pc + 6;
              sp += 2;
            }
            if (sp > 0) {
              sp = saveRegister(stack, sp, register);
              sp = saveRegister(stack, sp, register + 1);
            }
            registers[register] = count;
            registers[register + 1] = pos;
            pc = code[pc + 5];
            continue;
          }
          if ((ways & body) != 0) {
            // The tail first; a turn of the body is the way not taken.
            stack[sp] = pos;
            stack[sp + 1] = pc;
            stack[sp + 2] = LAZY_TURN;
            sp += 3;
          }
          pc += 6;
          continue;
        }
        default -> {
          int next = rare(pc, pos, sp, stack);
          if (next >= 0) {
            pc = next;
            pos = resumePos;
            sp = this.sp;
            stack = this.stack;
            continue;
          }
          if (next == SUCCEED) {
            if (((mode & MATCH_ALL) == 0 || pos == limit) && ((mode & MUST_ADVANCE) == 0 || pos != start)) {
              end = pos;
              return true;
            }
          } else {
            sp = this.sp;
          }
        }
      }
      if (--steps < 0) {
        interrupt();
      }
      backtrack:
      for (;;) {
        if (sp == 0) {
          return false;
        }
        int top = stack[--sp];
        if (top >= 0) {
          pc = top;
          pos = stack[--sp];
          break;
        }
        switch (top) {
          case UNDO_OPEN -> {
            sp -= 2;
            marks[stack[sp + 1]] = stack[sp];
          }
          case UNDO_CLOSE -> {
            sp -= 3;
            marks[stack[sp + 2]] = stack[sp];
            lastIndex = stack[sp + 1];
          }
          case UNDO_REGISTER -> {
            sp -= 2;
            registers[stack[sp + 1]] = stack[sp];
          }
          case GIVE_BACK -> {
            int back = stack[sp - 1] - 1;
            int least = stack[sp - 2];
            int at = stack[sp - 3];
            byte[] follow = program.filters[code[at + 4]];
            while (back >= least && follow[back < limit ? Math.min(at(str, bytes, codePoints, back), 256) : 257] == 0) {
              back--;
            }
            if (back < least) {
              sp -= 3;
              continue;
            }
            if (back == least) {
              sp -= 3;
            } else {
              stack[sp - 1] = back;
              sp++;
            }
            pos = back;
            pc = at + 5;
            break backtrack;
          }
          case GIVE_BACK_TO -> {
            int back = stack[sp - 1] - 1;
            int least = stack[sp - 2];
            int at = stack[sp - 3];
            int c = code[at + 4];
            if (back == limit) {
              back--;
            }
            while (back >= least && at(str, bytes, codePoints, back) != c) {
              back--;
            }
            if (back < least) {
              sp -= 3;
              continue;
            }
            if (back == least) {
              sp -= 3;
            } else {
              stack[sp - 1] = back;
              sp++;
            }
            pos = back;
            pc = at + 5;
            break backtrack;
          }
          case TAKE_MORE -> {
            pos = stack[sp - 1];
            int at = stack[sp - 3];
            pc = at + 4;
            if (pos < stack[sp - 2] && sets[code[at + 1]].contains(at(str, bytes, codePoints, pos))) {
              stack[sp - 1] = pos + 1;
              sp++;
            } else {
              sp -= 3;
            }
            break backtrack;
          }
          case TAKE_MORE_TO -> {
            int from = stack[sp - 1];
            int most = stack[sp - 2];
            int at = stack[sp - 3];
            int found = takeMoreTo(sets[code[at + 1]], code[at + 4], from, most);
            if (found < 0) {
              sp -= 3;
              continue;
            }
            if (found < most && sets[code[at + 1]].contains(code[at + 4])) {
              stack[sp - 1] = found + 1;
              sp++;
            } else {
              sp -= 3;
            }
            pos = found;
            pc = at + 5;
            break backtrack;
          }
          case NEXT_CHOICE -> {
            int at = stack[sp - 1];
            pos = stack[sp - 2];
            long open = (long) stack[sp - 4] << 32 | stack[sp - 3] & 0xffffffffL;
            long rest = open & open - 1;
            if (rest != 0) {
              stack[sp - 4] = (int) (rest >>> 32);
              stack[sp - 3] = (int) rest;
              sp++;
            } else {
              sp -= 4;
            }
            pc = code[at + 3 + Long.numberOfTrailingZeros(open)];
            break backtrack;
          }
          case LAZY_TURN -> {
            sp -= 2;
            pos = stack[sp];
            int at = stack[sp + 1];
            int register = code[at + 1];
            if (sp + 6 > stack.length) {
              stack = grow(stack);
            }
            if (sp > 0) {
              sp = saveRegister(stack, sp, register);
              sp = saveRegister(stack, sp, register + 1);
            }
            registers[register]++;
            registers[register + 1] = pos;
            pc = code[at + 5];
            break backtrack;
          }
          default -> throw new IllegalStateException("unknown stack entry " + top);
        }
      }
    }
  }

  private int saveRegister(int[] stack, int sp, int register) {
    stack[sp] = registers[register];
    stack[sp + 1] = register;
    stack[sp + 2] = UNDO_REGISTER;
    return sp + 3;
  }

  private static int farthest(int pos, int max, int limit) {
    return max >= limit - pos ? limit : pos + max;
  }

  /// The first position from `from` on, reached through characters of `set`, at which `c` follows,
  /// or -1. At most `most`.
  private int takeMoreTo(CharSet set, int c, int from, int most) {
    if (set == CharSet.ANY_ALL) {
      return subject.indexOf(c, from, most == limit ? limit : most + 1);
    }
    for (int i = from; i <= most && i < limit; i++) {
      int next = subject.at(i);
      if (next == c) {
        return i;
      }
      if (!set.contains(next)) {
        return -1;
      }
    }
    return -1;
  }

  /// The less frequent instructions, out of the way of the compiler. Returns the next instruction
  /// (position in [#resumePos], stack in its fields) or [#SUCCEED] or [#FAILED].
  private int rare(int pc, int pos, int sp, int[] stack) {
    final int[] code = program.code;
    this.sp = sp;
    this.stack = stack;
    resumePos = pos;
    switch (code[pc]) {
      case SreOp.SUCCESS -> {
        return SUCCEED;
      }
      case SreOp.FAIL -> {
        return FAILED;
      }
      case SreOp.ATOMIC_START -> {
        registers[code[pc + 1]] = sp;
        return pc + 2;
      }
      case SreOp.ATOMIC_END -> {
        cut(registers[code[pc + 1]], code[pc + 2] != 0);
        return pc + 3;
      }
      case SreOp.LOOK_START -> {
        registers[code[pc + 1]] = sp;
        registers[code[pc + 1] + 1] = pos;
        resumePos = pos - code[pc + 2];
        return resumePos < 0 ? FAILED : pc + 3;
      }
      case SreOp.LOOK_END -> {
        cut(registers[code[pc + 1]], code[pc + 2] != 0);
        resumePos = registers[code[pc + 1] + 1];
        return pc + 3;
      }
      case SreOp.LOOK_NOT_START -> {
        if (pos < code[pc + 2]) {
          return code[pc + 3];
        }
        registers[code[pc + 1]] = sp;
        stack[sp] = pos;
        stack[sp + 1] = code[pc + 3];
        this.sp = sp + 2;
        resumePos = pos - code[pc + 2];
        return pc + 4;
      }
      case SreOp.LOOK_NOT_END -> {
        unwind(registers[code[pc + 1]]);
        return FAILED;
      }
      case SreOp.LOOK_ONE -> {
        int at = pos + code[pc + 2];
        boolean member = at >= 0 && at < limit && program.sets[code[pc + 1]].contains(subject.at(at));
        return member == (code[pc + 3] != 0) ? pc + 4 : FAILED;
      }
      case SreOp.POSSESS_START -> {
        registers[code[pc + 1]] = 0;
        registers[code[pc + 1] + 1] = -1;
        return pc + 2;
      }
      case SreOp.POSSESS_NEXT -> {
        return possessNext(pc, pos);
      }
      case SreOp.POSSESS_END -> {
        int register = code[pc + 1];
        cut(registers[register + 2], code[pc + 2] != 0);
        registers[register]++;
        return code[pc + 3];
      }
      case SreOp.BACK_REF -> {
        return backReference(code[pc + 1], code[pc + 2], pos) ? pc + 3 : FAILED;
      }
      case SreOp.UNLESS_GROUP -> {
        int from = marks[code[pc + 1] * 2];
        int to = marks[code[pc + 1] * 2 + 1];
        return from < 0 || to < from ? code[pc + 2] : pc + 3;
      }
      default -> throw new SreCodeException("unknown operation " + code[pc]);
    }
  }

  private int possessNext(int pc, int pos) {
    int[] code = program.code;
    int register = code[pc + 1];
    int count = registers[register];
    registers[register + 2] = sp;
    if (count < code[pc + 2]) {
      return pc + 5;
    }
    if (count >= code[pc + 3] && code[pc + 3] != Integer.MAX_VALUE || pos == registers[register + 1]) {
      return code[pc + 4];
    }
    registers[register + 1] = pos;
    stack[sp] = pos;
    stack[sp + 1] = code[pc + 4];
    sp += 2;
    return pc + 5;
  }

  /// Drops the ways not taken above `base`, but keeps what has to be undone should all before fail.
  private void cut(int base, boolean hasMarks) {
    if (!hasMarks) {
      sp = base;
      return;
    }
    int[] kept = new int[sp - base];
    int from = kept.length;
    int i = sp;
    while (i > base) {
      int length = entryLength(stack[i - 1]);
      if (stack[i - 1] == UNDO_OPEN || stack[i - 1] == UNDO_CLOSE) {
        from -= length;
        System.arraycopy(stack, i - length, kept, from, length);
      }
      i -= length;
    }
    System.arraycopy(kept, from, stack, base, kept.length - from);
    sp = base + kept.length - from;
  }

  /// Drops everything above `base` and undoes what it stands for.
  private void unwind(int base) {
    while (sp > base) {
      int tag = stack[sp - 1];
      sp -= entryLength(tag);
      switch (tag) {
        case UNDO_OPEN -> marks[stack[sp + 1]] = stack[sp];
        case UNDO_CLOSE -> {
          marks[stack[sp + 2]] = stack[sp];
          lastIndex = stack[sp + 1];
        }
        case UNDO_REGISTER -> registers[stack[sp + 1]] = stack[sp];
        default -> { }
      }
    }
  }

  private static int entryLength(int tag) {
    return switch (tag) {
      case UNDO_OPEN, UNDO_REGISTER, LAZY_TURN -> 3;
      case UNDO_CLOSE, GIVE_BACK, GIVE_BACK_TO, TAKE_MORE, TAKE_MORE_TO -> 4;
      case NEXT_CHOICE -> 5;
      default -> 2;
    };
  }

  private boolean backReference(int group, int fold, int pos) {
    int from = marks[group * 2];
    int to = marks[group * 2 + 1];
    if (from < 0 || to < from || to - from > limit - pos) {
      return false;
    }
    for (int i = from; i < to; i++, pos++) {
      int a = subject.at(i);
      int b = subject.at(pos);
      if (a != b && !equalFolded(a, b, fold)) {
        return false;
      }
    }
    resumePos = pos;
    return true;
  }

  private static boolean equalFolded(int a, int b, int fold) {
    if (fold == CharSet.Fold.NONE.ordinal()) {
      return false;
    }
    return fold == CharSet.Fold.UNICODE.ordinal()
        ? SreCategories.lowerUnicode(a) == SreCategories.lowerUnicode(b)
        : SreCategories.lowerAscii(a) == SreCategories.lowerAscii(b);
  }

  private boolean holds(int condition, int pos) {
    return switch (condition) {
      case SreCodes.AT_BEGINNING, SreCodes.AT_BEGINNING_STRING -> pos == 0;
      case SreCodes.AT_BEGINNING_LINE -> pos == 0 || subject.at(pos - 1) == '\n';
      case SreCodes.AT_END -> pos == limit || pos == limit - 1 && subject.at(pos) == '\n';
      case SreCodes.AT_END_LINE -> pos == limit || subject.at(pos) == '\n';
      case SreCodes.AT_END_STRING -> pos == limit;
      case SreCodes.AT_BOUNDARY, SreCodes.AT_LOC_BOUNDARY -> isAsciiWordAt(pos - 1) != isAsciiWordAt(pos);
      case SreCodes.AT_NON_BOUNDARY, SreCodes.AT_LOC_NON_BOUNDARY -> isAsciiWordAt(pos - 1) == isAsciiWordAt(pos);
      case SreCodes.AT_UNI_BOUNDARY -> isWordAt(pos - 1) != isWordAt(pos);
      case SreCodes.AT_UNI_NON_BOUNDARY -> isWordAt(pos - 1) == isWordAt(pos);
      default -> throw new SreCodeException("unknown position code " + condition);
    };
  }

  private boolean isWordAt(int pos) {
    return pos >= 0 && pos < limit && SreCategories.isWord(subject.at(pos));
  }

  private boolean isAsciiWordAt(int pos) {
    return pos >= 0 && pos < limit && SreCategories.isAsciiWord(subject.at(pos));
  }
}
