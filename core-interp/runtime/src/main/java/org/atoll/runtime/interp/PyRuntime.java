package org.atoll.runtime.interp;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// What the interpreters of one runtime have in common (`_PyRuntimeState`): their ids, and state that parts of the runtime
/// keep for all of them. Thread-safe.
public final class PyRuntime {
  private final AtomicLong nextId = new AtomicLong();
  private final ConcurrentHashMap<Class<?>, Object> states = new ConcurrentHashMap<>();

  long newInterpreterId() {
    return nextId.getAndIncrement();
  }

  /// State kept for all interpreters, made when first asked for. It must be thread-safe itself.
  public <T> T state(Class<T> key, Supplier<T> make) {
    Object s = states.get(key);
    if (s == null) {
      s = states.computeIfAbsent(key, k -> make.get());
    }
    return key.cast(s);
  }
}
