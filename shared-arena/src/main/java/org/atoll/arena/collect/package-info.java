/// The garbage collection of one arena: incremental marking from a snapshot, after Yuasa (1990), over cells that do not move.
/// Knows cells and words, no Python values. Used by the rest of this module only.
package org.atoll.arena.collect;
