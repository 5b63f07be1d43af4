package org.atoll.runtime.interp;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;

/// The weak references to one interpreter's objects, found by the object (`Objects/weakrefobject.c`). Thread-safe.
public final class WeakRefs {
  private final Interpreter interpreter;
  private final ReferenceQueue<Object> dead = new ReferenceQueue<>();
  private final ConcurrentHashMap<Key, List<WeakReference<PyObject>>> byReferent = new ConcurrentHashMap<>();

  private final ConcurrentLinkedQueue<PendingCalls.Action> callbacks = new ConcurrentLinkedQueue<>();
  /// The thread that runs callbacks, or null. Guarded by the GIL.
  private ThreadState runner;

  WeakRefs(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /// The interpreter whose objects these are.
  public Interpreter interpreter() {
    return interpreter;
  }

  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object o, ReferenceQueue<Object> queue) {
      super(o, queue);
      hash = System.identityHashCode(o);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other || other instanceof Key k && get() != null && get() == k.get();
    }
  }

  /// Adds a weak reference object to those of its referent.
  public void add(Object referent, PyObject reference) {
    purge();
    byReferent.computeIfAbsent(new Key(referent, dead), k -> new CopyOnWriteArrayList<>()).add(new WeakReference<>(reference));
  }

  /// The live weak reference objects to an object: those that can be shared first, then the others, youngest first.
  public List<PyObject> of(Object referent) {
    List<WeakReference<PyObject>> refs = byReferent.get(new Key(referent, null));
    List<PyObject> live = new ArrayList<>();
    if (refs != null) {
      int shared = 0;
      for (WeakReference<PyObject> r : refs) {
        PyObject o = r.get();
        if (o instanceof Shareable s && s.isShared()) {
          live.add(shared++, o);
        } else if (o != null) {
          live.add(shared, o);
        }
      }
    }
    return live;
  }

  /// A weak reference object; all who want one without callback to the same object may share it.
  public interface Shareable {
    boolean isShared();
  }

  /// The first weak reference object to an object, or None.
  public Object anyOf(Object referent) {
    List<PyObject> refs = of(referent);
    return refs.isEmpty() ? PyNone.NONE : refs.getFirst();
  }

  /// Has the callback of a reference run at the next safepoint, but not within another callback of the same thread: with
  /// many of them due each would begin at the first safepoint of the one before.
  public void runLater(PendingCalls.Action callback) {
    callbacks.add(callback);
    interpreter.pendingCalls().add(this::runCallbacks);
  }

  private void runCallbacks(ThreadState ts) {
    if (runner == ts) {
      return;
    }
    ThreadState before = runner;
    runner = ts;
    try {
      for (PendingCalls.Action a = callbacks.poll(); a != null; a = callbacks.poll()) {
        a.run(ts);
      }
    } finally {
      runner = before;
    }
  }

  private void purge() {
    for (Object k = dead.poll(); k != null; k = dead.poll()) {
      byReferent.remove(k);
    }
  }
}
