package org.atoll.runtime.importlib;

import java.util.LinkedHashMap;
import java.util.Map;
import org.atoll.runtime.object.PyCode;

/// The code objects of short sources compiled lately, so that `exec` and `eval` of the same text compile it once. Code
/// objects are immutable and shared by all interpreters. Bounded; what falls out can be unloaded. Thread-safe.
final class CodeCache {
  static final int LONGEST_SOURCE = 4000;
  private static final int ENTRIES = 512;

  /// Everything that the compilation depends on.
  record Key(String source, String filename, String mode, int flags, int optimize) {}

  private final Map<Key, PyCode> codes = new LinkedHashMap<>(64, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, PyCode> eldest) {
      return size() > ENTRIES;
    }
  };

  synchronized PyCode get(Key key) {
    return codes.get(key);
  }

  synchronized void put(Key key, PyCode code) {
    codes.put(key, code);
  }
}
