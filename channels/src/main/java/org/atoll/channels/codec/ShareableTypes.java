package org.atoll.channels.codec;

import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.object.PyType;

/// The classes of one interpreter whose instances count as shareable because they stand for something that every
/// interpreter has: queues and the like. Guarded by the GIL.
public final class ShareableTypes {
  private final List<PyType> types = new ArrayList<>();

  public void add(PyType type) {
    types.add(type);
  }

  boolean has(PyType type) {
    return types.contains(type);
  }
}
