package org.atoll.actors.inspect;

/// A call on a thread's Python stack. Immutable.
///
/// @param line the line it is at
public record FrameView(String filename, int line, String function) {}
