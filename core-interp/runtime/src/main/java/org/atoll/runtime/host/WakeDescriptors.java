package org.atoll.runtime.host;

import java.util.concurrent.ConcurrentLinkedDeque;

/// Descriptors that a polling thread watches besides its own, so that others can wake it (`eventfd`). There are as many
/// as threads have ever polled at once; none is closed, since who wakes a thread may come late and must not hit a
/// descriptor that has become something else. Being woken for nothing is therefore possible. Thread-safe.
final class WakeDescriptors {
  private static final int FLAGS = Posix.O_CLOEXEC | Posix.O_NONBLOCK;
  private static final ConcurrentLinkedDeque<Integer> FREE = new ConcurrentLinkedDeque<>();

  private WakeDescriptors() {}

  /// A descriptor that is the caller's until it is given back, negative where the system has none left.
  static int borrow() {
    Integer fd = FREE.pollFirst();
    return fd != null ? fd : Libc.invoke("eventfd", 0, FLAGS);
  }

  static void giveBack(int fd) {
    FREE.addFirst(fd);
  }

  /// Makes the descriptor ready.
  static void wake(int fd) {
    move("write", fd);
  }

  /// Makes it ready no more.
  static void reset(int fd) {
    move("read", fd);
  }

  /// Past [Access]: these descriptors are the runtime's own, whoever waits.
  private static void move(String function, int fd) {
    byte[] count = new byte[Long.BYTES];
    count[0] = 1;
    Posix.rawWithMemory(function, count, 1, fd, count.length);
  }
}
