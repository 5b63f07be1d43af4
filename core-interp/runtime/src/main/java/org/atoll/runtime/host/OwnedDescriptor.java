package org.atoll.runtime.host;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

/// A descriptor that is closed when the object it belongs to is collected without having closed it. Thread-safe.
public final class OwnedDescriptor {
  private final State state;
  private final Cleaner.Cleanable cleanable;

  private static final class State extends AtomicInteger implements Runnable {
    private static final long serialVersionUID = 1;

    private final transient Descriptor entry;

    State(int fd) {
      super(fd);
      entry = Descriptor.of(fd);
    }

    /// Unless the number has become somebody else's.
    @Override
    public void run() {
      int fd = getAndSet(-1);
      if (fd >= 0 && Descriptor.of(fd) == entry) {
        Posix.close(fd);
      }
    }
  }

  /// Ties a descriptor to its owner, which must not be reachable from elsewhere than Python.
  public OwnedDescriptor(Object owner, int fd) {
    state = new State(fd);
    cleanable = Cleanup.register(owner, state);
  }

  /// The descriptor, or -1 once it was given up.
  public int get() {
    return state.get();
  }

  /// Gives the descriptor to the caller, -1 if it was given up before.
  public int release() {
    int fd = state.getAndSet(-1);
    cleanable.clean();
    return fd;
  }
}
