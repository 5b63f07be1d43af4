package org.atoll.channels.codec;

import java.util.HashMap;
import java.util.Map;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// The classes of one interpreter whose instances count as shareable because they stand for something that every
/// interpreter has: queues and the like (`_PyXIData_RegisterClass`). Guarded by the GIL.
public final class ShareableTypes {
  /// Takes a reference to what an instance stands for; what is given back lets go of it, on any thread.
  public interface Hold {
    Runnable on(ThreadState ts, Object instance);
  }

  /// Says what the receiver makes its own instance from.
  public interface Transfer {
    Portable of(ThreadState ts, Object instance);
  }

  private record Way(Hold hold, Transfer transfer) {}

  private final Map<PyType, Way> types = new HashMap<>();

  /// Adds a class whose instances cross as pickle takes them apart.
  public void add(PyType type, Hold hold) {
    types.put(type, new Way(hold, null));
  }

  /// Adds a class whose instances cross in a way of their own.
  public void add(PyType type, Hold hold, Transfer transfer) {
    types.put(type, new Way(hold, transfer));
  }

  /// The classes of an interpreter.
  public static ShareableTypes of(ThreadState ts) {
    return ts.interpreter().state(ShareableTypes.class, ShareableTypes::new);
  }

  boolean has(PyType type) {
    return types.containsKey(type);
  }

  /// How to hold on to an instance of a class; null for all others.
  Hold hold(PyType type) {
    Way way = types.get(type);
    return way == null ? null : way.hold;
  }

  /// How instances of a class cross; null for those that pickle takes apart.
  Transfer transfer(PyType type) {
    Way way = types.get(type);
    return way == null ? null : way.transfer;
  }
}
