package org.atoll.channels.codec;

/// An instance of a class written in Python that is no more than its class and its attributes, and that pickle would take for
/// that. Filled once by the sender, rebuilt once by the receiver.
final class Record extends Part {
  /// Where to find the class.
  GlobalRef cls;
  /// The attributes that are set, interned strings: those of `__slots__` first.
  String[] names;
  /// How many are those of `__slots__`.
  int slots;
  /// Their values, snapshots themselves.
  Object[] values;
}
