package org.atoll.runtime.host;

import java.util.concurrent.atomic.AtomicReference;

/// The working directory of the process while it stays the same. The main interpreter changes it; a subinterpreter keeps the
/// one that there was when it was made, whose name is noted when it changes. Thread-safe.
final class ProcessDirectory {
  private static final AtomicReference<ProcessDirectory> PRESENT = new AtomicReference<>(new ProcessDirectory());

  private volatile byte[] name;

  private ProcessDirectory() {}

  static ProcessDirectory present() {
    return PRESENT.get();
  }

  /// Its name once the process has left it; null while the process is there.
  byte[] leftName() {
    return name;
  }

  /// Runs a call that changes the directory of the process, and answers 0 if it has.
  static int change(java.util.function.IntSupplier call) {
    byte[] before = Posix.getcwd().bytes();
    int r = call.getAsInt();
    if (r == 0 && before != null) {
      PRESENT.getAndSet(new ProcessDirectory()).name = before;
    }
    return r;
  }
}
