package org.atoll.runtime.interp;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The kinds of Java threads that Python code can run on.
///
/// Virtual threads pass the permit to run on in less than a microsecond and need no core's scheduler to agree; platform
/// threads take ten times that, and longer where other threads compute. Native ids, processor time and allocated bytes of a
/// thread are known to the system on platform threads only. See `docs/decisions/0020-permits-measured.md`.
public enum ThreadKind {
  VIRTUAL, PLATFORM;

  /// The system property that says which kind is preferred.
  public static final String PROPERTY = "atoll.threads";
  private static final long IDLE_SECONDS = 5;

  /// The kind for the main script, for threads that Python code starts and for work of subinterpreters, in the whole process:
  /// the system property `atoll.threads`, which the command sets by `-X threads`; platform threads where it is not set.
  ///
  /// @throws IllegalArgumentException if the property names neither kind
  public static ThreadKind preferred() {
    String name = System.getProperty(PROPERTY);
    return name == null ? PLATFORM : named(name);
  }

  /// The kind called `virtual` or `platform`.
  ///
  /// @throws IllegalArgumentException for any other name
  public static ThreadKind named(String name) {
    return switch (name) {
      case "virtual" -> VIRTUAL;
      case "platform" -> PLATFORM;
      default -> throw new IllegalArgumentException("threads are 'virtual' or 'platform', not '" + name + "'");
    };
  }

  /// A daemon thread of this kind, to be started with [#start].
  ///
  /// @param stackBytes the size of a platform thread's stack; that of a virtual one is bounded by the JVM's `-Xss`
  public Thread newThread(String name, long stackBytes, Runnable work) {
    return this == VIRTUAL ? Thread.ofVirtual().name(name).unstarted(work)
        : Thread.ofPlatform().daemon(true).name(name).stackSize(stackBytes).unstarted(work);
  }

  /// Starts a thread that will run Python code, so that it soon has its turn even where others compute.
  ///
  /// @throws OutOfMemoryError if there can be no more threads
  public static void start(Thread thread) {
    thread.start();
    if (thread.isVirtual()) {
      RunPermits.ofProcess().makeRoom();
    }
  }

  /// An executor that does each piece of work on a thread of this kind, at once.
  public Executor executor(String name, long stackBytes) {
    if (this == VIRTUAL) {
      return work -> start(newThread(name, stackBytes, work));
    }
    return new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
        work -> newThread(name, stackBytes, work));
  }
}
