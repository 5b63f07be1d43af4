package org.atoll.runtime.types;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.atoll.runtime.call.CodeBody;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyObjects;

/// The coroutines of one interpreter that have not been started, for the warning about those that never are
/// (`_PyErr_WarnUnawaitedCoroutine`). Nearly every coroutine is started at once, so that all a coroutine pays is an entry
/// in a linked list. Guarded by the GIL.
public final class UnawaitedCoroutines {
  private final ReferenceQueue<PyCoroutine> collected = new ReferenceQueue<>();
  private final Entry ring = new Entry(null, null, null, null, null);

  private UnawaitedCoroutines() {
    ring.before = ring;
    ring.after = ring;
  }

  /// One coroutine, and what it takes to make another that says the same of itself.
  static final class Entry extends WeakReference<PyCoroutine> {
    private final PyFunction function;
    private final CodeBody body;
    private final Object origin;
    private Entry before;
    private Entry after;

    private Entry(PyCoroutine c, PyFunction function, CodeBody body, Object origin, ReferenceQueue<PyCoroutine> queue) {
      super(c, queue);
      this.function = function;
      this.body = body;
      this.origin = origin;
    }

    /// The coroutine has been started, or closed: nobody need be warned.
    void remove() {
      before.after = after;
      after.before = before;
      clear();
    }
  }

  /// Those of the calling thread's interpreter.
  public static UnawaitedCoroutines of(ThreadState ts) {
    return ts.interpreter().state(UnawaitedCoroutines.class, UnawaitedCoroutines::new);
  }

  /// Notes a new coroutine; also a good moment to warn of old ones.
  Entry add(ThreadState ts, PyCoroutine c, PyFunction function, CodeBody body, Object origin) {
    warnOfCollected(ts);
    Entry e = new Entry(c, function, body, origin, collected);
    e.before = ring;
    e.after = ring.after;
    ring.after.before = e;
    ring.after = e;
    return e;
  }

  /// Warns of those that the garbage collector has found.
  public void warnOfCollected(ThreadState ts) {
    for (Object o = collected.poll(); o != null; o = collected.poll()) {
      Entry e = (Entry) o;
      e.remove();
      warn(ts, e);
    }
  }

  /// Warns of all that are left, oldest first, when the interpreter ends.
  public void warnOfAll(ThreadState ts) {
    while (ring.before != ring) {
      Entry e = ring.before;
      e.remove();
      warn(ts, e);
    }
  }

  private static void warn(ThreadState ts, Entry e) {
    PyCoroutine like = new PyCoroutine(e.function, e.body, null, e.origin);
    like.state = -1;
    try {
      PyObjects.callMethod(ts, ts.interpreter().importModule(ts, "warnings"), "_warn_unawaited_coroutine", like);
    } catch (PyException thrown) {
      Unraisable.report(ts, thrown, "Exception ignored while finalizing coroutine " + Unraisable.shown(ts, like), null);
    }
  }
}
