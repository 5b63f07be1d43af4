package org.atoll.runtime.modules.marshal;

import org.atoll.runtime.interp.ThreadState;

/// `marshal` for the runtime's own use. Stateless.
public final class Marshal {
  private static final int VERSION = 5;

  private Marshal() {}

  /// A value in bytes.
  ///
  /// @throws org.atoll.runtime.types.PyException ValueError for what has no such form
  public static byte[] dumps(Object value) {
    return new MarshalWriter(VERSION, true).write(value);
  }

  /// The value that bytes are the form of. They must come from somebody who may run code here.
  ///
  /// @throws org.atoll.runtime.types.PyException EOFError, ValueError or TypeError where they are not
  public static Object loads(ThreadState ts, byte[] bytes) {
    return new MarshalReader(ts, new MarshalReader.OfArray(bytes), true).read();
  }
}
