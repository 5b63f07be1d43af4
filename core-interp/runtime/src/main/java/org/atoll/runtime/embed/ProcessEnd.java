package org.atoll.runtime.embed;

import org.atoll.runtime.host.HostSignals;
import org.atoll.runtime.host.Posix;

/// The end of the process (`exit_sigint` of `Modules/main.c`).
public final class ProcessEnd {
  /// The status of a program that a KeyboardInterrupt ended: who waits for the process is to see that SIGINT ended it, as a
  /// shell must know to stop a script.
  public static final int INTERRUPTED = -2;
  private static final int SIGINT = 2;
  private static final int EXIT_CODE = 128 + SIGINT;
  private static final long DELIVERY_MS = 1000;
  /// Set where the process has no shutdown hooks that are not Atoll's own, which has none. The JDK's exit would ask for a
  /// logger first, and for that look into every jar of the class path: a quarter of the time of a short program.
  private static final String WITHOUT_HOOKS = "atoll.exit.direct";

  private ProcessEnd() {}

  /// Ends the process with the status that [PythonProgram#run] gave; does not return.
  public static void with(int status) {
    if (status != INTERRUPTED) {
      if (Boolean.getBoolean(WITHOUT_HOOKS)) {
        // Asked for here: another class, which training does not end with, would come out of a jar.
        Runtime.getRuntime().halt(status);
      }
      System.exit(status);
    }
    HostSignals.setDefault(SIGINT);
    Posix.call("kill", (int) ProcessHandle.current().pid(), SIGINT);
    try {
      Thread.sleep(DELIVERY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.exit(EXIT_CODE);
  }
}
