package org.atoll.actors.interpreters;

/// Which interpreter has made an interpreter, and which that one, and so on: those that may have it work for them although
/// their rights are limited. Numbers of interpreters can be guessed, so that knowing one must not be enough. Immutable.
///
/// @param id the interpreter's own number
/// @param maker that of the one that has made it; null where that is the main interpreter, or the embedding program
record Lineage(long id, Lineage maker) {
  /// Whether an interpreter is this one or has made it, directly or not.
  boolean includes(long interpreter) {
    for (Lineage each = this; each != null; each = each.maker) {
      if (each.id == interpreter) {
        return true;
      }
    }
    return false;
  }
}
