package org.atoll.channels.schedule;

/// What somebody has done with a channel or queue, and what came of it.
///
/// @param by who: what one has done is in order
/// @param begun when it was called, by [Schedule#now]
/// @param ended when it returned; Integer.MAX_VALUE where it never did
/// @param handle the end that it was called on
/// @param number the item, or the other handle
/// @param got the item that was received, or how many there are
public record Operation(String by, int begun, int ended, Kind kind, int handle, int number, Outcome outcome, int got) {
  /// What it was.
  public enum Kind {
    SEND,
    RECEIVE,
    PEEK,
    /// Takes what nobody will receive.
    RECLAIM,
    /// Begins to use a handle.
    USE,
    /// Makes a handle, from another one or from nothing.
    OPEN,
    CLOSE,
    /// A handle that was sent on has arrived elsewhere.
    GIVE,
    /// An interpreter is gone, by its number.
    UNBIND,
    /// The whole is gone.
    DESTROY,
    /// An item of a broadcast comes to one of the subscribers.
    ARRIVE,
    /// How many have been dropped.
    DROPPED
  }

  /// How it ended.
  public enum Outcome {
    DONE,
    FULL,
    EMPTY,
    /// There is nobody at the other side.
    NOBODY,
    END_CLOSED,
    /// One of the last two.
    GONE,
    /// It was broken off, without effect.
    GAVE_UP,
    /// Whoever did it is gone: it has had its effect, or none.
    UNKNOWN
  }
}
