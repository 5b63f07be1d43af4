package org.atoll.channels.codec;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyException;

/// Names of `__main__`, for those who pass them on by other ways than messages. Thread-safe.
public final class MainNames {
  private MainNames() {}

  /// What a message would have in the place of a class; null where it could not be sent. Immutable. Requires the GIL of the class's interpreter.
  public static Object reference(ThreadState ts, PyType cls) {
    GlobalRef ofSender = Globals.ofSender(ts, cls);
    if (ofSender != null) {
      return ofSender;
    }
    try {
      return Reduction.global(ts, cls, null);
    } catch (PyException e) {
      if (!Sending.isRefusal(e)) {
        throw e;
      }
      return null;
    }
  }

  /// What the receiver of such a message would get. Requires the GIL.
  ///
  /// @throws PyException AttributeError and the like where there is no such name
  public static Object find(ThreadState ts, Object reference) {
    return Globals.find(ts, (GlobalRef) reference);
  }
}
