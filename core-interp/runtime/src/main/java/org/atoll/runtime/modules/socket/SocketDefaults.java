package org.atoll.runtime.modules.socket;

import org.atoll.runtime.interp.ThreadState;

/// The timeout that an interpreter gives to new sockets. Guarded by the GIL.
final class SocketDefaults {
  /// -1 for none.
  long timeoutNanos = -1;

  static SocketDefaults of(ThreadState ts) {
    return ts.interpreter().state(SocketDefaults.class, SocketDefaults::new);
  }
}
