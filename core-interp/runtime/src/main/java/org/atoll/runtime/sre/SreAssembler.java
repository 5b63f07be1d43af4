package org.atoll.runtime.sre;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns the tree of a pattern into instructions. Used once, by one thread.
///
/// What may follow each part is known as it is written, which decides where a loop can never gain by
/// giving back (`\w+` before a blank) and which ways of a fork the next character rules out.
final class SreAssembler {
  /// Choices of one CHOOSE: the bits of a table entry.
  private static final int MAX_CHOICES = 62;

  private final int groups;
  private final int minWidth;
  private final List<CharSet> sets = new ArrayList<>();
  private final List<SreLiteral> literals = new ArrayList<>();
  private final List<byte[]> filters = new ArrayList<>();
  private final List<long[]> choices = new ArrayList<>();
  private int[] code = new int[64];
  private int size;
  private int registers;

  /// What comes after the part being written.
  ///
  /// @param first the characters at which it can begin
  /// @param succeeds whether it is the end of the pattern, at most after marks
  private record Follow(FirstSet first, boolean succeeds) {}

  SreAssembler(int groups, int minWidth) {
    this.groups = groups;
    this.minWidth = minWidth;
  }

  SreProgram assemble(SreNode root) {
    write(root, new Follow(FirstSet.ANYTHING, true));
    emit(SreOp.SUCCESS);
    return new SreProgram(Arrays.copyOf(code, size), sets.toArray(CharSet[]::new), literals.toArray(SreLiteral[]::new),
        filters.toArray(byte[][]::new), choices.toArray(long[][]::new), groups, registers, minWidth, start(root));
  }

  private int emit(int word) {
    if (size == code.length) {
      code = Arrays.copyOf(code, size * 2);
    }
    code[size] = word;
    return size++;
  }

  private int emit(int op, int... operands) {
    int at = emit(op);
    for (int operand : operands) {
      emit(operand);
    }
    return at;
  }

  private static <T> int add(List<T> table, T entry) {
    int known = table.indexOf(entry);
    if (known >= 0) {
      return known;
    }
    table.add(entry);
    return table.size() - 1;
  }

  private int newRegisters(int count) {
    registers += count;
    return registers - count;
  }

  private void write(SreNode node, Follow follow) {
    switch (node) {
      case SreNode.Fail _ -> emit(SreOp.FAIL);
      case SreNode.Char literal -> emit(SreOp.CHAR, literal.c());
      case SreNode.One one -> {
        if (one.set() == CharSet.ANY_ALL) {
          emit(SreOp.ANY_ALL);
        } else {
          emit(SreOp.SET, add(sets, one.set()));
        }
      }
      case SreNode.Text text -> emit(SreOp.TEXT, add(literals, text.literal()));
      case SreNode.Mark mark -> emit((mark.index() & 1) == 0 ? SreOp.OPEN : SreOp.CLOSE, mark.index());
      case SreNode.At at -> emit(SreOp.AT, at.code());
      case SreNode.Seq seq -> writeSeq(seq, follow);
      case SreNode.Alt alt -> writeAlt(alt.choices(), follow);
      case SreNode.LoopOne loop -> writeLoopOne(loop, follow, null);
      case SreNode.Loop loop -> writeLoop(loop, follow);
      case SreNode.Atomic atomic -> {
        int register = newRegisters(1);
        emit(SreOp.ATOMIC_START, register);
        write(atomic.body(), new Follow(FirstSet.ANYTHING, true));
        emit(SreOp.ATOMIC_END, register, SreNode.hasMarks(atomic.body()) ? 1 : 0);
      }
      case SreNode.Look look -> writeLook(look);
      case SreNode.BackRef ref -> emit(SreOp.BACK_REF, ref.group(), ref.fold().ordinal());
      case SreNode.Cond cond -> {
        int at = emit(SreOp.UNLESS_GROUP, cond.group(), 0);
        write(cond.yes(), new Follow(follow.first, false));
        int jump = emit(SreOp.JUMP, 0);
        code[at + 2] = size;
        write(cond.no(), new Follow(follow.first, false));
        code[jump + 1] = size;
      }
    }
  }

  private void writeSeq(SreNode.Seq seq, Follow follow) {
    List<SreNode> parts = seq.parts();
    Follow[] follows = new Follow[parts.size()];
    Follow next = follow;
    for (int i = parts.size() - 1; i >= 0; i--) {
      follows[i] = next;
      SreNode part = parts.get(i);
      next = new Follow(FirstSet.first(part, next.first), next.succeeds && part instanceof SreNode.Mark);
    }
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof SreNode.LoopOne loop) {
        writeLoopOne(loop, follows[i], i + 1 < parts.size() ? parts.get(i + 1) : null);
      } else {
        write(parts.get(i), follows[i]);
      }
    }
  }

  private void writeAlt(List<SreNode> alternatives, Follow follow) {
    if (alternatives.size() > MAX_CHOICES) {
      List<SreNode> nested = new ArrayList<>(alternatives.subList(0, MAX_CHOICES - 1));
      nested.add(new SreNode.Alt(alternatives.subList(MAX_CHOICES - 1, alternatives.size())));
      alternatives = nested;
    }
    int count = alternatives.size();
    long[] table = new long[258];
    for (int i = 0; i < count; i++) {
      fill(table, 0, i, FirstSet.first(alternatives.get(i), follow.first));
    }
    choices.add(table);
    int at = emit(SreOp.CHOOSE, choices.size() - 1, count);
    for (int i = 0; i < count; i++) {
      emit(0);
    }
    int[] jumps = new int[count];
    for (int i = 0; i < count; i++) {
      code[at + 3 + i] = size;
      write(alternatives.get(i), follow);
      jumps[i] = i + 1 < count ? emit(SreOp.JUMP, 0) : -1;
    }
    for (int i = 0; i + 1 < count; i++) {
      code[jumps[i] + 1] = size;
    }
  }

  private void writeLoopOne(SreNode.LoopOne loop, Follow follow, SreNode next) {
    int set = add(sets, loop.set());
    FirstSet own = FirstSet.of(loop.set());
    switch (loop.greed()) {
      case POSSESSIVE -> emit(SreOp.TAKE, set, loop.min(), loop.max());
      case GREEDY -> {
        // At the end of the pattern a shorter run cannot succeed where the longest does not: it is
        // neither at the end of the subject nor less empty.
        if (follow.succeeds || own.disjoint(follow.first) || loop.min() == loop.max() || boundaryOfRun(loop, next)) {
          emit(SreOp.TAKE, set, loop.min(), loop.max());
        } else if (firstChar(next) >= 0) {
          emit(SreOp.TAKE_MOST_TO, set, loop.min(), loop.max(), firstChar(next));
        } else {
          emit(SreOp.TAKE_MOST, set, loop.min(), loop.max(), filter(follow.first, FirstSet.NOTHING));
        }
      }
      case LAZY -> {
        if (loop.min() == loop.max()) {
          emit(SreOp.TAKE, set, loop.min(), loop.max());
        } else if (firstChar(next) >= 0) {
          emit(SreOp.TAKE_LEAST_TO, set, loop.min(), loop.max(), firstChar(next));
        } else {
          emit(SreOp.TAKE_LEAST, set, loop.min(), loop.max());
        }
      }
    }
  }

  private static int firstChar(SreNode node) {
    return switch (node) {
      case SreNode.Char literal -> literal.c();
      case SreNode.Text text -> text.literal().chars[0];
      case null, default -> -1;
    };
  }

  /// `\w+\b`: within a run of word characters there is no boundary.
  private static boolean boundaryOfRun(SreNode.LoopOne loop, SreNode next) {
    if (!(next instanceof SreNode.At at) || loop.min() == 0 || loop.max() != Integer.MAX_VALUE) {
      return false;
    }
    return switch (at.code()) {
      case SreCodes.AT_BOUNDARY, SreCodes.AT_LOC_BOUNDARY -> loop.set().high == 0 && onlyWords(loop.set(), false);
      case SreCodes.AT_UNI_BOUNDARY ->
          (loop.set().high & ~(CharSet.HIGH_DIGIT | CharSet.HIGH_LETTER)) == 0 && onlyWords(loop.set(), true);
      default -> false;
    };
  }

  private static boolean onlyWords(CharSet set, boolean unicode) {
    for (int c = 0; c < 256; c++) {
      if (set.latin[c] && !(unicode ? SreCategories.isWord(c) : SreCategories.isAsciiWord(c))) {
        return false;
      }
    }
    return true;
  }

  private int filter(FirstSet preferred, FirstSet other) {
    byte[] table = filterTable(preferred, other);
    for (int i = 0; i < filters.size(); i++) {
      if (Arrays.equals(filters.get(i), table)) {
        return i;
      }
    }
    filters.add(table);
    return filters.size() - 1;
  }

  private static byte[] filterTable(FirstSet preferred, FirstSet other) {
    byte[] table = new byte[258];
    for (int c = 0; c < 256; c++) {
      table[c] = (byte) ((preferred.latin(c) ? 1 : 0) | (other.latin(c) ? 2 : 0));
    }
    table[256] = (byte) ((preferred.high() ? 1 : 0) | (other.high() ? 2 : 0));
    table[257] = (byte) ((preferred.atEnd() ? 1 : 0) | (other.atEnd() ? 2 : 0));
    return table;
  }

  private void writeLoop(SreNode.Loop loop, Follow follow) {
    if (loop.greed() == SreNode.Greed.POSSESSIVE) {
      writePossessive(loop);
      return;
    }
    boolean greedy = loop.greed() == SreNode.Greed.GREEDY;
    FirstSet tail = follow.first;
    FirstSet body = FirstSet.first(loop.body(), tail);
    Follow inner = new Follow(body.or(tail), false);
    if (loop.min() == 0 && loop.max() == 1) {
      int fork = fork(greedy, body, tail);
      code[fork + (greedy ? 2 : 3)] = size;
      write(loop.body(), follow);
      code[fork + (greedy ? 3 : 2)] = size;
    } else if (loop.min() <= 1 && loop.max() == Integer.MAX_VALUE && !SreNode.canBeEmpty(loop.body())) {
      // Neither a count nor a guard against empty turns is needed.
      int entry = loop.min() == 0 ? emit(SreOp.JUMP, 0) : -1;
      int start = size;
      write(loop.body(), inner);
      if (entry >= 0) {
        code[entry + 1] = size;
      }
      int fork = fork(greedy, body, tail);
      code[fork + (greedy ? 2 : 3)] = start;
      code[fork + (greedy ? 3 : 2)] = size;
    } else {
      int register = newRegisters(2);
      emit(SreOp.LOOP_START, register);
      int entry = emit(SreOp.JUMP, 0);
      int start = size;
      write(loop.body(), inner);
      code[entry + 1] = size;
      emit(greedy ? SreOp.LOOP_MOST : SreOp.LOOP_LEAST, register, loop.min(), loop.max(),
          greedy ? filter(body, tail) : filter(tail, body), start);
    }
  }

  private int fork(boolean greedy, FirstSet body, FirstSet tail) {
    return emit(SreOp.FORK, greedy ? filter(body, tail) : filter(tail, body), 0, 0);
  }

  private void writePossessive(SreNode.Loop loop) {
    int register = newRegisters(3);
    emit(SreOp.POSSESS_START, register);
    int next = emit(SreOp.POSSESS_NEXT, register, loop.min(), loop.max(), 0);
    write(loop.body(), new Follow(FirstSet.ANYTHING, true));
    emit(SreOp.POSSESS_END, register, SreNode.hasMarks(loop.body()) ? 1 : 0, next);
    code[next + 4] = size;
  }

  private void writeLook(SreNode.Look look) {
    CharSet set = switch (look.body()) {
      case SreNode.One one -> one.set();
      case SreNode.Char literal -> CharSet.literal(literal.c(), false, CharSet.Fold.NONE);
      default -> null;
    };
    if (set != null && look.back() <= 1) {
      emit(SreOp.LOOK_ONE, add(sets, set), -look.back(), look.negated() ? 0 : 1);
    } else if (look.negated()) {
      int register = newRegisters(1);
      int at = emit(SreOp.LOOK_NOT_START, register, look.back(), 0);
      write(look.body(), new Follow(FirstSet.ANYTHING, true));
      emit(SreOp.LOOK_NOT_END, register);
      code[at + 3] = size;
    } else {
      int register = newRegisters(2);
      emit(SreOp.LOOK_START, register, look.back());
      write(look.body(), new Follow(FirstSet.ANYTHING, true));
      emit(SreOp.LOOK_END, register, SreNode.hasMarks(look.body()) ? 1 : 0);
    }
  }

  private SreProgram.Start start(SreNode root) {
    List<SreNode> parts = root instanceof SreNode.Seq seq ? seq.parts() : List.of(root);
    if (parts.isEmpty()) {
      return new SreProgram.Start(null, -1, null, null, null, false, false, false, null);
    }
    boolean anchored = parts.getFirst() instanceof SreNode.At at
        && (at.code() == SreCodes.AT_BEGINNING || at.code() == SreCodes.AT_BEGINNING_STRING);
    boolean conditions = false;
    SreNode lead = null;
    int leadIndex = 0;
    for (SreNode part : parts) {
      leadIndex++;
      if (part instanceof SreNode.Mark || part instanceof SreNode.At || part instanceof SreNode.Look) {
        conditions = true;
      } else {
        lead = part;
        break;
      }
    }
    boolean whole = !conditions && leadIndex == parts.size();
    SreLiteral literal = lead instanceof SreNode.Text text ? text.literal() : null;
    int single = lead instanceof SreNode.Char c ? c.c() : -1;
    CharSet set = lead instanceof SreNode.One one ? one.set()
        : lead instanceof SreNode.LoopOne loop && loop.min() > 0 ? loop.set() : null;
    CharSet run = SreNode.hasBackRefs(root) ? null : leadingRun(root);
    FirstSet first = FirstSet.first(root, FirstSet.ANYTHING);
    byte[] filter = first.acceptsEverything() ? null : filterTable(first, FirstSet.NOTHING);
    boolean lineAnchored = parts.getFirst() instanceof SreNode.At at && at.code() == SreCodes.AT_BEGINNING_LINE;
    long[] pairs = lead instanceof SreNode.Alt alt && leadIndex == parts.size() ? pairs(alt) : null;
    return new SreProgram.Start(literal, single, set, filter, pairs, anchored, lineAnchored,
        whole && (literal != null || single >= 0) && groups == 0, run);
  }

  /// The set of a loop without bound that begins the pattern. The ends of its runs from a later start
  /// are ends of its runs from the first, so what failed after those fails after these.
  private static CharSet leadingRun(SreNode node) {
    return switch (node) {
      case SreNode.LoopOne loop -> loop.max() == Integer.MAX_VALUE ? loop.set() : null;
      case SreNode.Loop loop -> loop.min() > 0 && loop.greed() != SreNode.Greed.POSSESSIVE
          && !SreNode.canBeEmpty(loop.body()) ? leadingRun(loop.body()) : null;
      case SreNode.Seq seq -> {
        for (SreNode part : seq.parts()) {
          if (!(part instanceof SreNode.Mark)) {
            yield leadingRun(part);
          }
        }
        yield null;
      }
      default -> null;
    };
  }

  /// Tables of first and second characters for a choice between words.
  private static long[] pairs(SreNode.Alt alt) {
    int count = alt.choices().size();
    if (count > MAX_CHOICES || alt.choices().stream().filter(SreNode.Text.class::isInstance).count() * 2 < count) {
      return null;
    }
    long[] table = new long[2 * 258];
    for (int i = 0; i < count; i++) {
      SreNode choice = alt.choices().get(i);
      FirstSet first = FirstSet.first(choice, FirstSet.ANYTHING);
      FirstSet second = choice instanceof SreNode.Text text ? FirstSet.of(text.literal().chars[1]) : FirstSet.ANYTHING;
      fill(table, 0, i, first);
      fill(table, 258, i, second);
    }
    return table;
  }

  private static void fill(long[] table, int from, int bit, FirstSet first) {
    for (int c = 0; c < 256; c++) {
      table[from + c] |= first.latin(c) ? 1L << bit : 0;
    }
    table[from + 256] |= first.high() ? 1L << bit : 0;
    table[from + 257] |= first.atEnd() ? 1L << bit : 0;
  }
}
