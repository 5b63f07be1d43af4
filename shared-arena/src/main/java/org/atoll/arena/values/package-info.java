/// Python values in the cells of an arena: which of them are a word by themselves, how the others lie in cells, how they
/// hash and compare without being made into Python objects again. Only immutable values; containers are the views'.
///
/// Everything here requires that the caller holds the arena. Used by the rest of this module only.
package org.atoll.arena.values;
