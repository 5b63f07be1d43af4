package org.atoll.runtime.sre;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads code words into a tree. Used once, by one thread.
final class SreDecoder {
  private final int[] code;
  private final int groups;

  SreDecoder(int[] code, int groups) {
    this.code = code;
    this.groups = groups;
  }

  /// The whole pattern, without its INFO block.
  ///
  /// @throws SreCodeException if these are not the words of a pattern
  SreNode decode() {
    try {
      int start = code[0] == SreCodes.INFO ? 1 + code[1] : 0;
      if (code[code.length - 1] != SreCodes.SUCCESS) {
        throw new SreCodeException("code does not end in SUCCESS");
      }
      return sequence(start, code.length - 1);
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new SreCodeException("code is cut short");
    }
  }

  /// Least number of characters that a match has, 0 if not known.
  int minWidth() {
    return code.length > 3 && code[0] == SreCodes.INFO ? Math.max(0, code[3]) : 0;
  }

  private SreNode sequence(int from, int to) {
    List<SreNode> parts = new ArrayList<>();
    int i = from;
    while (i < to) {
      i = element(i, parts);
    }
    if (i != to) {
      throw new SreCodeException("a skip leads into an instruction");
    }
    List<SreNode> merged = mergeLiterals(parts);
    return merged.size() == 1 ? merged.getFirst() : new SreNode.Seq(List.copyOf(merged));
  }

  /// Adds the element at `i` and returns the index after it.
  private int element(int i, List<SreNode> parts) {
    int op = code[i];
    if (op == SreCodes.LITERAL) {
      parts.add(new SreNode.Char(code[i + 1]));
      return i + 2;
    }
    CharSet set = oneCharacter(i);
    if (set != null) {
      parts.add(new SreNode.One(set));
      return i + oneCharacterLength(i);
    }
    switch (op) {
      case SreCodes.FAILURE -> {
        parts.add(new SreNode.Fail());
        return i + 1;
      }
      case SreCodes.AT -> {
        parts.add(new SreNode.At(code[i + 1]));
        return i + 2;
      }
      case SreCodes.MARK -> {
        if (code[i + 1] < 0 || code[i + 1] >= 2 * groups) {
          throw new SreCodeException("mark out of range");
        }
        parts.add(new SreNode.Mark(code[i + 1]));
        return i + 2;
      }
      case SreCodes.BRANCH -> {
        return branch(i, parts);
      }
      case SreCodes.REPEAT_ONE, SreCodes.MIN_REPEAT_ONE, SreCodes.POSSESSIVE_REPEAT_ONE -> {
        parts.add(loopOne(i));
        return skip(i + 1);
      }
      case SreCodes.REPEAT -> {
        int until = skip(i + 1);
        SreNode.Greed greed = switch (code[until]) {
          case SreCodes.MAX_UNTIL -> SreNode.Greed.GREEDY;
          case SreCodes.MIN_UNTIL -> SreNode.Greed.LAZY;
          default -> throw new SreCodeException("REPEAT without UNTIL");
        };
        parts.add(new SreNode.Loop(sequence(i + 4, until), count(i + 2), count(i + 3), greed));
        return until + 1;
      }
      case SreCodes.POSSESSIVE_REPEAT -> {
        int success = skip(i + 1);
        parts.add(new SreNode.Loop(sequence(i + 4, success), count(i + 2), count(i + 3), SreNode.Greed.POSSESSIVE));
        return success + 1;
      }
      case SreCodes.ATOMIC_GROUP -> {
        int end = skip(i + 1);
        parts.add(new SreNode.Atomic(sequence(i + 2, end - 1)));
        return end;
      }
      case SreCodes.ASSERT, SreCodes.ASSERT_NOT -> {
        int end = skip(i + 1);
        parts.add(new SreNode.Look(sequence(i + 3, end - 1), code[i + 2], op == SreCodes.ASSERT_NOT));
        return end;
      }
      case SreCodes.GROUPREF -> parts.add(new SreNode.BackRef(group(i + 1), CharSet.Fold.NONE));
      case SreCodes.GROUPREF_IGNORE -> parts.add(new SreNode.BackRef(group(i + 1), CharSet.Fold.ASCII));
      case SreCodes.GROUPREF_LOC_IGNORE -> parts.add(new SreNode.BackRef(group(i + 1), CharSet.Fold.LOCALE));
      case SreCodes.GROUPREF_UNI_IGNORE -> parts.add(new SreNode.BackRef(group(i + 1), CharSet.Fold.UNICODE));
      case SreCodes.GROUPREF_EXISTS -> {
        return conditional(i, parts);
      }
      default -> throw new SreCodeException("unknown instruction " + op);
    }
    return i + 2;
  }

  private int branch(int i, List<SreNode> parts) {
    List<SreNode> choices = new ArrayList<>();
    int p = i + 1;
    while (code[p] != 0) {
      int next = skip(p);
      if (code[next - 2] != SreCodes.JUMP) {
        throw new SreCodeException("a branch does not end in JUMP");
      }
      choices.add(sequence(p + 1, next - 2));
      p = next;
    }
    parts.add(choices.size() == 1 ? choices.getFirst() : new SreNode.Alt(List.copyOf(choices)));
    return p + 1;
  }

  /// The first part ends in a JUMP over the second where there is a second. A word of the same value
  /// may be the operand of something else, so that only decoding tells.
  private int conditional(int i, List<SreNode> parts) {
    int otherwise = i + 1 + code[i + 2];
    List<SreNode> yes = new ArrayList<>();
    int p = i + 3;
    while (p < otherwise && !(p == otherwise - 2 && code[p] == SreCodes.JUMP)) {
      p = element(p, yes);
    }
    SreNode no = new SreNode.Seq(List.of());
    int end = otherwise;
    if (p == otherwise - 2) {
      end = skip(p + 1);
      no = sequence(otherwise, end);
    }
    parts.add(new SreNode.Cond(group(i + 1), new SreNode.Seq(List.copyOf(mergeLiterals(yes))), no));
    return end;
  }

  private SreNode loopOne(int i) {
    int min = count(i + 2);
    int max = count(i + 3);
    CharSet set = oneCharacter(i + 4);
    if (set == null) {
      if (code[i + 4] != SreCodes.FAILURE) {
        throw new SreCodeException("a loop over one character has something else as its body");
      }
      return min == 0 ? new SreNode.Seq(List.of()) : new SreNode.Fail();
    }
    SreNode.Greed greed = switch (code[i]) {
      case SreCodes.REPEAT_ONE -> SreNode.Greed.GREEDY;
      case SreCodes.MIN_REPEAT_ONE -> SreNode.Greed.LAZY;
      default -> SreNode.Greed.POSSESSIVE;
    };
    return new SreNode.LoopOne(set, min, max, greed);
  }

  /// The characters that the instruction at `i` accepts, or null if it is none that takes just one.
  private CharSet oneCharacter(int i) {
    return switch (code[i]) {
      case SreCodes.ANY -> CharSet.ANY;
      case SreCodes.ANY_ALL -> CharSet.ANY_ALL;
      case SreCodes.LITERAL -> CharSet.literal(code[i + 1], false, CharSet.Fold.NONE);
      case SreCodes.NOT_LITERAL -> CharSet.literal(code[i + 1], true, CharSet.Fold.NONE);
      case SreCodes.LITERAL_IGNORE -> CharSet.literal(code[i + 1], false, CharSet.Fold.ASCII);
      case SreCodes.NOT_LITERAL_IGNORE -> CharSet.literal(code[i + 1], true, CharSet.Fold.ASCII);
      case SreCodes.LITERAL_UNI_IGNORE -> CharSet.literal(code[i + 1], false, CharSet.Fold.UNICODE);
      case SreCodes.NOT_LITERAL_UNI_IGNORE -> CharSet.literal(code[i + 1], true, CharSet.Fold.UNICODE);
      case SreCodes.LITERAL_LOC_IGNORE -> localeLiteral(code[i + 1], false);
      case SreCodes.NOT_LITERAL_LOC_IGNORE -> localeLiteral(code[i + 1], true);
      case SreCodes.IN -> set(i, CharSet.Fold.NONE);
      case SreCodes.IN_IGNORE -> set(i, CharSet.Fold.ASCII);
      case SreCodes.IN_LOC_IGNORE -> set(i, CharSet.Fold.LOCALE);
      case SreCodes.IN_UNI_IGNORE -> set(i, CharSet.Fold.UNICODE);
      default -> null;
    };
  }

  private int oneCharacterLength(int i) {
    return switch (code[i]) {
      case SreCodes.ANY, SreCodes.ANY_ALL -> 1;
      case SreCodes.IN, SreCodes.IN_IGNORE, SreCodes.IN_LOC_IGNORE, SreCodes.IN_UNI_IGNORE -> 1 + code[i + 1];
      default -> 2;
    };
  }

  /// Both cases of the literal; the set is spelled out since a negated one excludes both.
  private static CharSet localeLiteral(int c, boolean negated) {
    int[] both = {SreCodes.LITERAL, c, SreCodes.LITERAL, SreCategories.lowerAscii(c), SreCodes.LITERAL,
        SreCategories.upperAscii(c), SreCodes.FAILURE};
    if (negated) {
      int[] items = new int[both.length + 1];
      items[0] = SreCodes.NEGATE;
      System.arraycopy(both, 0, items, 1, both.length);
      return new CharSet(items, CharSet.Fold.NONE);
    }
    return new CharSet(both, CharSet.Fold.NONE);
  }

  private CharSet set(int i, CharSet.Fold fold) {
    int from = i + 2;
    int to = skip(i + 1);
    int p = from;
    while (code[p] != SreCodes.FAILURE) {
      p += CharSet.itemLength(code, p);
    }
    if (p >= to) {
      throw new SreCodeException("a set is not closed");
    }
    return new CharSet(Arrays.copyOfRange(code, from, p + 1), fold);
  }

  private int skip(int i) {
    int target = i + code[i];
    if (code[i] <= 0 || target > code.length) {
      throw new SreCodeException("a skip leads outside of the code");
    }
    return target;
  }

  private int group(int i) {
    if (code[i] < 0 || code[i] >= groups) {
      throw new SreCodeException("group out of range");
    }
    return code[i];
  }

  /// Words are unsigned; what passes Java's int cannot be reached by any subject.
  private int count(int i) {
    return code[i] < 0 ? Integer.MAX_VALUE : code[i];
  }

  private static List<SreNode> mergeLiterals(List<SreNode> parts) {
    List<SreNode> merged = new ArrayList<>(parts.size());
    int i = 0;
    while (i < parts.size()) {
      int end = i;
      while (end < parts.size() && parts.get(end) instanceof SreNode.Char) {
        end++;
      }
      if (end - i > 1) {
        merged.add(new SreNode.Text(new SreLiteral(
            parts.subList(i, end).stream().mapToInt(part -> ((SreNode.Char) part).c()).toArray())));
        i = end;
      } else {
        merged.add(parts.get(i++));
      }
    }
    return merged;
  }
}
