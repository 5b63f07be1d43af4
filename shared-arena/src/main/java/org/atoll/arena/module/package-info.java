/// `_atoll_arena` and what belongs to it: arenas as scripts see them. Used by the module index, and by those who look at arenas from outside
/// ([org.atoll.arena.module.ArenaView]).
package org.atoll.arena.module;
