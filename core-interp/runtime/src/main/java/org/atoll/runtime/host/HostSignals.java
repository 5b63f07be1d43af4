package org.atoll.runtime.host;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Signals of the operating system, as far as the JVM leaves them to programs: it keeps SIGQUIT and those of its own errors
/// to itself. Handlers run on a thread of the JVM. Thread-safe.
public final class HostSignals {
  private static final String[] NAMES = {null, "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
      "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"};
  private static final int SIGPIPE = 13;
  /// Added to a signal's number, the status of what it ended.
  private static final int SIGNALLED = 128;
  private static final int SIGACTION_SIZE = 152;
  private static final long SIG_DFL = 0;
  private static final long SIG_IGN = 1;

  private HostSignals() {}

  /// Has `handler` called for a signal; false where the JVM does not allow that.
  public static boolean handle(int number, IntConsumer handler) {
    return install(number, s -> handler.accept(s.getNumber()));
  }

  /// As [#handle], unless the process was started with the signal ignored: then it stays so, and the answer is false.
  public static boolean handleUnlessIgnored(int number, IntConsumer handler) {
    SignalHandler before = Signal.handle(new Signal(NAMES[number]), s -> handler.accept(s.getNumber()));
    if (before == SignalHandler.SIG_IGN) {
      ignore(number);
      return false;
    }
    return true;
  }

  /// As [#setDefault], unless the process was started with the signal ignored: then it stays so, and the answer is false.
  public static boolean setDefaultUnlessIgnored(int number) {
    if (Signal.handle(new Signal(NAMES[number]), SignalHandler.SIG_DFL) == SignalHandler.SIG_IGN) {
      ignore(number);
      return false;
    }
    return true;
  }

  /// Has a signal act as the system's default says.
  public static boolean setDefault(int number) {
    return number == SIGPIPE ? setBySystem(number, SIG_DFL) : install(number, SignalHandler.SIG_DFL);
  }

  public static boolean ignore(int number) {
    return number == SIGPIPE ? setBySystem(number, SIG_IGN) : install(number, SignalHandler.SIG_IGN);
  }

  /// Runs a call that starts a process with some signals ignored, which the process inherits; what comes of them meanwhile is
  /// lost.
  static int whileIgnored(Set<Integer> signals, IntSupplier call) {
    if (signals.isEmpty()) {
      return call.getAsInt();
    }
    synchronized (HostSignals.class) {
      Map<Integer, byte[]> before = new HashMap<>();
      for (int number : signals) {
        byte[] action = new byte[SIGACTION_SIZE];
        Posix.rawWithMemory("sigaction", action, 2, number, 0);
        before.put(number, action);
        setBySystem(number, SIG_IGN);
      }
      try {
        return call.getAsInt();
      } finally {
        before.forEach((number, action) -> Posix.rawWithMemory("sigaction", action, 1, number, 0));
      }
    }
  }

  /// Ends this process by a signal, as if that had no handler. Does not return.
  public static void endProcess(int number) {
    Access.requireProcess("ending the process");
    setBySystem(number, SIG_DFL);
    Libc.invokeLong("kill", ProcessHandle.current().pid(), number);
    // The signal may be blocked, or ignored by whoever started this process.
    Runtime.getRuntime().halt(SIGNALLED + number);
  }

  /// Past the JVM, which has a handler of its own for SIGPIPE that does nothing.
  private static boolean setBySystem(int number, long action) {
    return Libc.invokeLong("signal", number, action) >= 0;
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
