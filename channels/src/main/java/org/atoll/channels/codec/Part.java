package org.atoll.channels.codec;

/// A part of a snapshot that stands for an object which the receiver makes. Belongs to one message.
abstract class Part {
  /// See [Memo].
  int mark;
}
