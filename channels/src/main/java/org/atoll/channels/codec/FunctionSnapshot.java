package org.atoll.channels.codec;

/// A function that no name leads to: its code, the variables that it takes along, and what is set on it. Filled once by the
/// sender, rebuilt once by the receiver.
final class FunctionSnapshot extends Part {
  /// A code object, or [CodeBytes] where it came as bytes from another process.
  Object code;
  GlobalsSnapshot globals;
  /// Its free variables, in the order of the code's.
  CellSnapshot[] cells;
  /// The attributes that differ from what the code alone gives, interned strings.
  String[] names;
  /// Their values, snapshots themselves.
  Object[] values;
}
