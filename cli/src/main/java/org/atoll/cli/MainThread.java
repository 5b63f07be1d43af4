package org.atoll.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.atoll.runtime.interp.ThreadKind;

/// The thread that Python's main program runs on: its stack is as deep as Python's recursion may need, whatever the
/// stack of the JVM's first thread is.
final class MainThread {
  private static final long STACK_BYTES = 512L << 20;

  private MainThread() {}

  /// Runs the task on such a thread and gives its result.
  static int run(ThreadKind kind, Callable<Integer> task) {
    FutureTask<Integer> result = new FutureTask<>(task);
    Thread thread = kind == ThreadKind.VIRTUAL ? kind.newThread("main", STACK_BYTES, result) : new Thread(null, result, "main", STACK_BYTES);
    thread.start();
    try {
      return result.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
