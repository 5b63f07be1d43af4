package org.atoll.channels.codec;

import java.util.HashMap;
import java.util.Map;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// The classes of one interpreter whose instances count as shareable because they stand for something that every
/// interpreter has: queues and the like. Guarded by the GIL.
public final class ShareableTypes {
  /// Takes a reference to what an instance stands for; what is given back lets go of it, on any thread.
  public interface Hold {
    Runnable on(ThreadState ts, Object instance);
  }

  private final Map<PyType, Hold> types = new HashMap<>();

  public void add(PyType type, Hold hold) {
    types.put(type, hold);
  }

  static ShareableTypes of(ThreadState ts) {
    return ts.interpreter().state(ShareableTypes.class, ShareableTypes::new);
  }

  boolean has(PyType type) {
    return types.containsKey(type);
  }

  /// How to hold on to an instance of a class; null for all others.
  Hold hold(PyType type) {
    return types.get(type);
  }
}
