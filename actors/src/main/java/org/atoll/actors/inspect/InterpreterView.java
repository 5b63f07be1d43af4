package org.atoll.actors.inspect;

import java.util.List;

/// An interpreter at one moment. Immutable.
///
/// @param id its number; 0 is the main one
/// @param title what it is for: `main`, the path of an actor, or the empty string
/// @param running whether it is doing work that somebody has asked for
/// @param gilHolder the thread that holds its GIL; 0 for none
/// @param waiting how many messages or pieces of work wait for those before them
/// @param calls how many it has begun
/// @param cpuNanos time for which its threads have run: had its GIL and a permit
/// @param wallNanos time for which it has been at work, waiting included; -1 where that is not counted
/// @param memoryBytes what its objects took when they were last counted; -1 where they never were
/// @param threads its Python threads, the oldest first
public record InterpreterView(long id, String title, boolean running, long gilHolder, int waiting, long calls, long cpuNanos, long wallNanos,
    long memoryBytes, List<ThreadView> threads) {}
