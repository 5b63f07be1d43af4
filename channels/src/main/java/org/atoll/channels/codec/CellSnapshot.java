package org.atoll.channels.codec;

/// A variable that functions take along; those of one message which share it share it at the receiver.
final class CellSnapshot extends Part {
  /// A snapshot, or null while the variable is unbound.
  Object content;
}
