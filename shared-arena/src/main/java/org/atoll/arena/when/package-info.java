/// Functions that are run when arenas are free: behaviours. Compare Cheeseman et al., "When Concurrency Matters:
/// Behaviour-Oriented Concurrency" (2023).
///
/// Each arena has a queue of the behaviours that want it, in the order in which they were scheduled; one is entered in all its queues in
/// one step, so that no two wait for each other. When it is its turn in all of them, it goes to the workers of its interpreter, which are
/// Python threads. A worker takes the arenas as a `with` block does. Where somebody else holds one of them, the behaviour is put aside until that
/// is left, and the worker goes on with another. Who comes too late again and again waits for a moment as `with` blocks do, so that those do
/// not keep it out for ever.
///
/// Arenas that are free for all have no queue.
///
/// Used by `org.atoll.arena.module`.
package org.atoll.arena.when;
