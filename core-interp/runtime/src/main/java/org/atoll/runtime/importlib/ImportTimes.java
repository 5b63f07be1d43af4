package org.atoll.runtime.importlib;

import java.util.Locale;
import java.util.function.Supplier;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.sys.ExceptionDisplay;

/// The times that imports take, told on standard error as they end (`-X importtime`). One per interpreter, guarded by
/// its GIL.
final class ImportTimes {
  private static final long NANOS_PER_MICRO = 1000;

  private boolean headed;
  private int level;
  /// What the imports inside the present one took so far, in nanoseconds.
  private long inner;

  static ImportTimes of(ThreadState ts) {
    return ts.interpreter().state(ImportTimes.class, ImportTimes::new);
  }

  /// Runs an import and tells its time: that of its own and that with what it imports.
  Object timed(String name, Supplier<Object> load) {
    long outer = inner;
    inner = 0;
    level++;
    long start = System.nanoTime();
    long took = 0;
    try {
      Object module = load.get();
      took = System.nanoTime() - start;
      level--;
      tell(String.format(Locale.ROOT, "%9d | %10d", (took - inner) / NANOS_PER_MICRO, took / NANOS_PER_MICRO), name);
      level++;
      return module;
    } finally {
      level--;
      inner = outer + took;
    }
  }

  /// Tells of a module that was there already.
  void cached(String name) {
    tell(String.format(Locale.ROOT, "%-9s | %-10s", "cached", "cached"), name);
  }

  private void tell(String times, String name) {
    if (!headed) {
      headed = true;
      ExceptionDisplay.writeToProcess("import time: self [us] | cumulative | imported package\n");
    }
    ExceptionDisplay.writeToProcess("import time: " + times + " | " + "  ".repeat(level) + name + "\n");
  }
}
