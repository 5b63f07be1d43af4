package org.atoll.runtime.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// Holds up a new process just before its program begins, so that its parent can set what only a process that is there has, as
/// limits. `posix_spawn` knows no such thing; but of the files that it has the child open, one is a FIFO, which keeps the child
/// waiting until somebody opens the other end. The thread that makes the child waits with it: another one calls [#attend].
///
/// Used for one start.
final class HeldChild implements AutoCloseable {
  private static final long PAUSE_NANOS = 100_000;
  private static final int OPEN_TO_ALL = 0666;
  private final Path fifo;
  private volatile int thread;

  /// @throws IOException where no FIFO can be made
  HeldChild() throws IOException {
    fifo = Files.createTempDirectory("atoll-spawn").resolve("go");
    int r = RawFiles.at("mkfifoat", Posix.AT_FDCWD, name(), OPEN_TO_ALL, 0, 0);
    if (r < 0) {
      close();
      throw new IOException("mkfifo: " + Errno.message(-r));
    }
    // Whoever the child is by then.
    RawFiles.at("fchmodat", Posix.AT_FDCWD, name(), OPEN_TO_ALL, 0, 0);
    RawFiles.at("fchmodat", Posix.AT_FDCWD, fifo.getParent().toString().getBytes(StandardCharsets.UTF_8), 0711, 0, 0);
  }

  /// Whether the system tells which children a thread has made, without which none is found to be let go on.
  static boolean isPossible() {
    return Files.exists(childrenOf(Libc.invoke("gettid")));
  }

  private static Path childrenOf(int thread) {
    return Path.of("/proc/self/task/" + thread + "/children");
  }

  private byte[] name() {
    return fifo.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Has the child wait.
  void hold(Spawn spawn) {
    int free = Posix.duplicate(0);
    int number = free < 0 ? 0 : free;
    if (free >= 0) {
      Posix.close(free);
      spawn.open(number, name(), Posix.O_RDONLY, 0);
      spawn.close(number);
    }
  }

  /// The calling thread makes the child.
  void begin() {
    thread = Libc.invoke("gettid");
  }

  /// Waits for each child that `maker` makes, does `action` with its process id, and lets it go on; until `maker` ends.
  void attend(Thread maker, IntConsumer action) {
    int last = -1;
    while (maker.isAlive()) {
      int child = thread == 0 ? -1 : childOf(thread);
      if (child > 0 && child != last) {
        action.accept(child);
        if (release(maker)) {
          last = child;
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /// The child of one of this process's threads, or -1.
  private static int childOf(int thread) {
    try {
      String children = Files.readString(childrenOf(thread)).strip();
      return children.isEmpty() ? -1 : Integer.parseInt(children.substring(children.lastIndexOf(' ') + 1));
    } catch (IOException e) {
      return -1;
    }
  }

  /// Opens the other end for a moment; false where the child has not come to it.
  private boolean release(Thread maker) {
    while (maker.isAlive()) {
      int fd = RawFiles.open(Posix.AT_FDCWD, name(), Posix.O_WRONLY | Posix.O_NONBLOCK | Posix.O_CLOEXEC, 0);
      if (fd >= 0) {
        Libc.invoke("close", fd);
        return true;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return false;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(fifo);
      Files.deleteIfExists(fifo.getParent());
    } catch (IOException e) {
      // A file of no use is left; nothing depends on it.
      return;
    }
  }
}
