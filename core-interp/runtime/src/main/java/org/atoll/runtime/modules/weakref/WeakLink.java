package org.atoll.runtime.modules.weakref;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Referable;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// The weak half of a reference or proxy. When the garbage collector clears it, a thread shared by all interpreters has
/// the callback run at the next safepoint of the interpreter that owns it.
final class WeakLink extends WeakReference<Object> {
  private final Interpreter interpreter;
  private final PyObject owner;
  private Object callback;

  WeakLink(Interpreter interpreter, PyObject owner, Object referent, Object callback) {
    super(referent, callback == null ? null : Reaper.QUEUE);
    this.interpreter = interpreter;
    this.owner = owner;
    this.callback = callback;
  }

  /// The callback, null where there is none or where it has been called.
  Object callback() {
    return callback;
  }

  /// @throws PyException TypeError for an object that cannot be referred to weakly
  static void requireReferable(Object o) {
    if (!(o instanceof PyObject p) || !Referable.instancesOf(p.type)) {
      throw PyErr.typeError("cannot create weak reference to '%s' object", PyObject.typeOf(o).name());
    }
  }

  /// The repr of a reference or proxy.
  Object describe(ThreadState ts, String what, PyObject self) {
    String at = "<" + what + " at " + hex(self);
    Object o = get();
    if (o == null) {
      return at + "; dead>";
    }
    Object name = o instanceof PyType || PyObjects.isCallable(o) ? PyObjects.getOptionalAttr(ts, o, "__name__") : null;
    String shown = name != null && PyUnicode.check(name) ? " (" + PyUnicode.toUtf16(name) + ")" : "";
    return PyUnicode.fromUtf16(at + "; to '" + PyObject.typeOf(o).messageName() + "' at " + hex(o) + shown + ">");
  }

  static String hex(Object o) {
    return "0x" + Long.toHexString(PyObjects.id(o));
  }

  private void died() {
    interpreter.weakrefs().runLater(this::runCallback);
  }

  private void runCallback(ThreadState ts) {
    Object c = callback;
    callback = null;
    if (c == null) {
      return;
    }
    try {
      Call.call1(ts, c, owner);
    } catch (PyException e) {
      Unraisable.report(ts, e, "Exception ignored while calling weakref callback " + Unraisable.shown(ts, c), null);
    }
  }

  /// Waits for cleared references: one thread for the whole process, started with the first callback.
  static final class Reaper {
    static final ReferenceQueue<Object> QUEUE = new ReferenceQueue<>();

    static {
      Thread.ofPlatform().daemon().name("atoll-weakref-callbacks").start(Reaper::run);
    }

    private Reaper() {}

    private static void run() {
      while (true) {
        try {
          switch (QUEUE.remove()) {
            case WeakLink link -> link.died();
            case Sentinel s -> s.reached();
            default -> {
              // Nothing else is registered with the queue.
            }
          }
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }

  /// Tells when the queue has been worked off up to the garbage collection that cleared it.
  static final class Sentinel extends WeakReference<Object> {
    private final java.util.concurrent.CountDownLatch latch = new java.util.concurrent.CountDownLatch(1);

    Sentinel() {
      super(new Object(), Reaper.QUEUE);
    }

    private void reached() {
      latch.countDown();
    }

    void await(long millis) {
      try {
        latch.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
