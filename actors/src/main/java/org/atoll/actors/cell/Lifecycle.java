package org.atoll.actors.cell;

/// What the guardian is told.
sealed interface Lifecycle {
  /// An actor is suspended because it has failed.
  record Failed(Cell cell, Cell.Failing what) implements Lifecycle {}

  /// An actor has ended.
  record Ended(Cell cell, Terminated.Reason reason) implements Lifecycle {}

  /// `watcher` wants to hear of the end of `cell`.
  record Watch(Cell cell, Cell watcher) implements Lifecycle {}

  record Unwatch(Cell cell, Cell watcher) implements Lifecycle {}

  /// The two end together.
  record Link(Cell one, Cell other) implements Lifecycle {}

  record Unlink(Cell one, Cell other) implements Lifecycle {}

  /// A restart that was put off is due.
  record Due(Cell cell) implements Lifecycle {}
}
