/// `_atoll_arena`: arenas as scripts see them. Used by the module index only.
package org.atoll.arena.module;
