package org.atoll.runtime.host;

/// Linux's `epoll`. Results are those of the C functions, an error is the negated errno. Stateless, thread-safe.
public final class Epoll {
  public static final int ADD = 1;
  public static final int REMOVE = 2;
  public static final int MODIFY = 3;
  /// `struct epoll_event` is packed on x86 only.
  private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
  private static final int DATA_OFFSET = PACKED ? 4 : 8;
  private static final int EVENT_SIZE = DATA_OFFSET + 8;

  private Epoll() {}

  /// `epoll_create1`.
  public static int create(int flags) {
    return Access.opening(() -> Libc.invoke("epoll_create1", flags));
  }

  /// `epoll_ctl`; the descriptor itself is what events are told by.
  public static int control(int epoll, int operation, int fd, int events) {
    byte[] event = new byte[EVENT_SIZE];
    Posix.putInt(event, 0, events);
    Posix.putInt(event, DATA_OFFSET, fd);
    return Posix.callWithMemory("epoll_ctl", event, 3, epoll, operation, fd);
  }

  /// What is ready now, without waiting: descriptors and events in turn, or one negated errno.
  public static int[] ready(int epoll, int max) {
    byte[] events = new byte[EVENT_SIZE * max];
    int n = Posix.callWithMemory("epoll_wait", events, 1, epoll, max, 0);
    if (n < 0) {
      return new int[] {n};
    }
    int[] out = new int[2 * n];
    for (int i = 0; i < n; i++) {
      out[2 * i] = Posix.intAt(events, i * EVENT_SIZE + DATA_OFFSET);
      out[2 * i + 1] = Posix.intAt(events, i * EVENT_SIZE);
    }
    return out;
  }
}
