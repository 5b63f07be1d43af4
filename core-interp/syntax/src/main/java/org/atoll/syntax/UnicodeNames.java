package org.atoll.syntax;

/// Characters by their Unicode name, for `\N{...}`.
final class UnicodeNames {
  private UnicodeNames() {}

  /// The code points of a name; empty where no character has it.
  static int[] lookup(String name) {
    try {
      return new int[] {Character.codePointOf(name)};
    } catch (IllegalArgumentException e) {
      return new int[0];
    }
  }
}
