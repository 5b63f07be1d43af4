package org.atoll.runtime.sre;

/// A pattern ready to run: flat instructions with their tables. Immutable apart from the lazily made
/// pages of its character sets, so that all interpreters and threads may share one.
public final class SreProgram {
  /// Instructions: an operation of [SreOp] and its operands.
  final int[] code;
  final CharSet[] sets;
  final SreLiteral[] literals;
  /// For each forking instruction and next character (0 to 255, 256 for one beyond, 257 for the end)
  /// the ways that may lead on: bit 1 the preferred one, bit 2 the other.
  final byte[][] filters;
  /// The same for instructions with many choices; bit `n` stands for choice `n`.
  final long[][] choices;
  final int groups;
  final int registers;
  final int minWidth;
  final Start start;

  /// What is known of the places where a match can begin.
  ///
  /// @param literal the text that every match starts with, or null
  /// @param single the character that every match starts with where that is all that is known, or -1
  /// @param set the characters of which one starts every match, or null
  /// @param filter a table like those in `filters` with bit 1 for places worth trying, or null
  /// @param pairs for each character the alternatives that it can begin, and at 258 further those of which
  ///     it can be the second character; a place where no alternative is in both is not worth trying; or null
  /// @param anchored whether a match can only begin at the beginning of the subject
  /// @param lineAnchored whether a match can only begin at the beginning of a line
  /// @param whole whether finding `literal` or `single` is all there is to match
  /// @param run a set whose characters the pattern takes first and without bound: where a try failed,
  ///     the rest of that run of characters fails too; or null
  record Start(SreLiteral literal, int single, CharSet set, byte[] filter, long[] pairs, boolean anchored, boolean lineAnchored,
      boolean whole, CharSet run) {}

  SreProgram(int[] code, CharSet[] sets, SreLiteral[] literals, byte[][] filters, long[][] choices,
      int groups, int registers, int minWidth, Start start) {
    this.code = code;
    this.sets = sets;
    this.literals = literals;
    this.filters = filters;
    this.choices = choices;
    this.groups = groups;
    this.registers = registers;
    this.minWidth = minWidth;
    this.start = start;
  }

  /// Prepares the code words that `re._compiler` emitted, each an unsigned 32-bit word.
  ///
  /// @param groups number of groups without the whole match
  /// @throws SreCodeException if these are not the words of a pattern
  public static SreProgram compile(int[] code, int groups) {
    SreDecoder decoder = new SreDecoder(code, groups);
    SreNode root = decoder.decode();
    return new SreAssembler(groups, decoder.minWidth()).assemble(root);
  }

  /// Number of groups without the whole match.
  public int groups() {
    return groups;
  }
}
