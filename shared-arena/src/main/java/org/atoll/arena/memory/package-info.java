/// Memory of arenas: regions of foreign memory and the cells in them. Knows nothing of Python or of locks: whoever calls
/// makes sure that one thread at a time changes a region, unless a method says otherwise. Used by the rest of this module only.
package org.atoll.arena.memory;
