package org.atoll.channels.codec;

/// An object as `__reduce_ex__` describes it, its parts being snapshots themselves. Filled once by the sender, rebuilt once
/// by the receiver.
final class Reduced extends Part {
  Object callable;
  Object[] args;
  /// What `__setstate__` or the attributes are to be set from, or null.
  Object state;
  /// Items to be appended, or null.
  Object[] listItems;
  /// Keys and values in turn, or null.
  Object[] dictItems;
  /// A function that sets the state, or null.
  Object stateSetter;
  /// Whether the receiver is about to make its arguments.
  boolean building;
}
