package org.atoll.runtime.call;

import java.util.Set;
import org.atoll.runtime.object.PyType;

/// How types behave in `match`: the flags `Py_TPFLAGS_SEQUENCE` and `Py_TPFLAGS_MAPPING`, which classes inherit and which
/// `collections.abc` gives to what is registered there, and which built-in types take one positional sub-pattern for
/// themselves.
public final class PatternFlags {
  public static final long SEQUENCE = 1L << 5;
  public static final long MAPPING = 1L << 6;
  private static final Set<String> SEQUENCES = Set.of("list", "tuple", "range", "memoryview", "collections.deque", "array.array", "deque", "array");
  private static final Set<String> MAPPINGS = Set.of("dict", "mappingproxy", "frozendict", "FrameLocalsProxy");
  private static final Set<String> SELF = Set.of("bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple");

  private PatternFlags() {}

  /// The flags of a type: its own where set, else those of the nearest base that has any.
  public static long of(PyType type) {
    for (PyType t : type.mro()) {
      if (t.patternFlags != 0) {
        return t.patternFlags;
      }
      if (!t.isHeapType()) {
        if (SEQUENCES.contains(t.fullName())) {
          return SEQUENCE;
        }
        if (MAPPINGS.contains(t.fullName())) {
          return MAPPING;
        }
      }
    }
    return 0;
  }

  static boolean matchesSelf(PyType type) {
    for (PyType t : type.mro()) {
      if (!t.isHeapType() && SELF.contains(t.name())) {
        return true;
      }
    }
    return false;
  }
}
