package org.atoll.actors.cell;

/// What an actor is told besides its messages; it comes before these, between two of them.
sealed interface Signal {
  /// End.
  record Stop(Terminated.Reason reason) implements Signal {}

  /// Begin again with a new incarnation, whose state the constructor makes.
  record Restart() implements Signal {}

  /// Go on with the next message as if the last one had not failed.
  record Resume() implements Signal {}
}
