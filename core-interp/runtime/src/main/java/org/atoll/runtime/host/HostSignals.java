package org.atoll.runtime.host;

import java.util.function.IntConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Signals of the operating system, as far as the JVM leaves them to programs: it keeps SIGQUIT and those of its own errors
/// to itself. Handlers run on a thread of the JVM. Thread-safe.
public final class HostSignals {
  private static final String[] NAMES = {null, "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
      "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"};
  private static final int SIGPIPE = 13;

  private HostSignals() {}

  /// Has `handler` called for a signal; false where the JVM does not allow that.
  public static boolean handle(int number, IntConsumer handler) {
    return install(number, s -> handler.accept(s.getNumber()));
  }

  /// Has a signal act as the system's default says.
  public static boolean setDefault(int number) {
    // The default of SIGPIPE would end the JVM at a write to a closed pipe, which is to be an error instead.
    return number == SIGPIPE || install(number, SignalHandler.SIG_DFL);
  }

  public static boolean ignore(int number) {
    return install(number, SignalHandler.SIG_IGN);
  }

  private static boolean install(int number, SignalHandler handler) {
    if (number < 1 || number >= NAMES.length) {
      return false;
    }
    try {
      Signal.handle(new Signal(NAMES[number]), handler);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
