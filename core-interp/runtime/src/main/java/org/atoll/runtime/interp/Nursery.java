package org.atoll.runtime.interp;

/// Objects of one interpreter that want something done should they be dropped, but of which nearly all are done with
/// themselves soon: suspended generators with a `finally` clause, coroutines that wait for their start.
///
/// A [Finalizers.Watch] costs the JVM's collector work even where it is cancelled. So a newcomer is only linked into a list,
/// which keeps it alive, and most leave that again at once. Those that are still there when the collector has run get a
/// watch. Guarded by the GIL.
public final class Nursery {
  private final Interpreter interpreter;
  private final Finalizers finalizers;
  private final Place ring = new Place(null);
  /// Whether a sentinel waits for the next collection.
  private boolean armed;

  Nursery(Interpreter interpreter, Finalizers finalizers) {
    this.interpreter = interpreter;
    this.finalizers = finalizers;
    ring.before = ring;
    ring.after = ring;
  }

  /// What can be dropped.
  public interface Resident {
    /// Called once, at a safepoint, when nothing refers to it any more.
    void dropped(ThreadState ts);
  }

  /// One object's place, which that object holds. Guarded by the GIL.
  public static final class Place {
    private Resident resident;
    private Place before;
    private Place after;
    private Finalizers.Watch watch;

    private Place(Resident resident) {
      this.resident = resident;
    }

    /// Nothing is to be done any more.
    public void leave() {
      unlink();
      resident = null;
      if (watch != null) {
        watch.cancel();
        watch = null;
      }
    }

    private void unlink() {
      if (before != null) {
        before.after = after;
        after.before = before;
        before = null;
        after = null;
      }
    }
  }

  /// Nothing refers to this: the collector finds it at the next collection.
  private static final class Sentinel {
    private final Nursery nursery;

    Sentinel(Nursery nursery) {
      this.nursery = nursery;
    }

    /// Runs on a thread of the JVM that must not be kept waiting.
    @Override
    @SuppressWarnings({"removal", "deprecation"})
    protected void finalize() {
      nursery.interpreter.pendingCalls().add(nursery::collected);
    }
  }

  /// Has [Resident#dropped] called once nothing but this and the object's place refers to it, at the latest when the
  /// interpreter ends; unless it leaves before.
  public Place enter(Resident resident) {
    if (!armed) {
      armed = true;
      new Sentinel(this);
    }
    Place p = new Place(resident);
    p.before = ring.before;
    p.after = ring;
    ring.before.after = p;
    ring.before = p;
    return p;
  }

  private void collected(ThreadState ts) {
    armed = false;
    letGo();
  }

  /// Keeps nothing alive any more: all that are here now get a watch, the oldest first.
  public void letGo() {
    for (Place p = ring.after; p != ring; p = ring.after) {
      Resident r = p.resident;
      p.unlink();
      p.watch = finalizers.watchHolder(r::dropped);
    }
  }
}
