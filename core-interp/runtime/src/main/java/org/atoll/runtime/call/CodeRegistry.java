package org.atoll.runtime.call;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.object.PyCode;

/// The code objects of the process, so that all of them can be switched over when the first thread begins to be watched
/// (traced, profiled or monitored) and back after the last. Until then nothing but this list is paid for.
///
/// Knows the code object of each unit; those nested in it are found from there. One for the process, since code is shared
/// by all interpreters. Thread-safe.
public final class CodeRegistry {
  private static final CodeRegistry ALL = new CodeRegistry();

  private List<WeakReference<PyCode>> roots = new ArrayList<>();
  private int purgeAt = 256;
  private int watchers;
  private volatile boolean watching;

  private CodeRegistry() {}

  /// Notes a code object that no other one holds.
  public static void add(PyCode root) {
    ALL.note(root);
  }

  /// Whether anything is watched now.
  public static boolean watching() {
    return ALL.watching;
  }

  /// One more watcher (`by` is 1), or one less (-1).
  public static void watch(int by) {
    ALL.count(by);
  }

  private synchronized void note(PyCode root) {
    if (roots.size() >= purgeAt) {
      List<WeakReference<PyCode>> alive = new ArrayList<>();
      for (WeakReference<PyCode> r : roots) {
        if (r.get() != null) {
          alive.add(r);
        }
      }
      roots = alive;
      purgeAt = Math.max(256, 2 * alive.size());
    }
    roots.add(new WeakReference<>(root));
  }

  private synchronized void count(int by) {
    watchers += by;
    if (watchers > 0 != watching) {
      watching = watchers > 0;
      for (WeakReference<PyCode> r : roots) {
        PyCode code = r.get();
        if (code != null) {
          code.setWatched(watching);
        }
      }
    }
  }
}
