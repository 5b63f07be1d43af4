package org.atoll.runtime.object;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.Finalizers;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.types.PyException;

/// `__del__` of classes written in Python (`slot_tp_finalize`). Instances of such a class hold a [Finalizers.Watch] at the
/// end of [PyInstance#fields], behind all attributes; other instances pay nothing.
final class Finalization {
  private Finalization() {}

  /// The watch of a new instance; null on a thread that runs no interpreter.
  static Finalizers.Watch watch(PyInstance o) {
    ThreadState ts = ThreadState.currentOrNull();
    return ts == null ? null : ts.interpreter().finalizers().watch(t -> callDel(t, o));
  }

  /// Gives an instance a watch whose class has only now got a `__del__`.
  static void watchIfNeeded(PyInstance o) {
    if (o.type.isFinalizable()) {
      o.watchForDel();
    }
  }

  private static void callDel(ThreadState ts, PyInstance o) {
    Object del = o.type.slot(Slot.DEL);
    if (del == null) {
      return;
    }
    try {
      Call.withSelf(ts, del, o);
    } catch (PyException e) {
      Unraisable.report(ts, e, "Exception ignored while calling deallocator " + Unraisable.shown(ts, del), null);
    }
  }
}
