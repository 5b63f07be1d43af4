package org.atoll.runtime.heap;

/// What several interpreters can reach and none owns: an actor's mailbox, for instance, in which messages lie for somebody else.
/// A walk over the objects of one interpreter ([HeapWalk]) does not enter it.
public interface BetweenInterpreters {}
