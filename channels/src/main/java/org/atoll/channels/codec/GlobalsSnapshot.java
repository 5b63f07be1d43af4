package org.atoll.channels.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The globals of the functions of a message that go by value. Filled once by the sender, rebuilt once by the receiver.
final class GlobalsSnapshot extends Part {
  static final String MAIN = "__main__";

  /// The module whose globals they are, of which the receiver has its own; null for those of no module.
  String module;
  /// Of `__main__`, and of no module, those that the code names: snapshots.
  final Map<String, Object> captured = new LinkedHashMap<>();
  /// Modules within packages that the code can mean by attributes of these.
  final Set<String> submodules = new TreeSet<>();
}
