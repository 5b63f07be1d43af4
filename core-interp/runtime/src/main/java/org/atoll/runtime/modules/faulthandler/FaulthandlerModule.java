package org.atoll.runtime.modules.faulthandler;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.host.Access;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.HostSignals;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.signal.SignalHandlers;
import org.atoll.runtime.modules.thread.Timeouts;
import org.atoll.runtime.modules.warnings.Warnings;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyLong;

/// `faulthandler` (`Modules/faulthandler.c`). Fatal signals are the JVM's, which writes its own report; what stays are the
/// dumps of the Python stacks.
@PyModuleDef(value = "faulthandler", doc = "faulthandler module.")
final class FaulthandlerModule {
  private static final long NANOS = 1_000_000_000L;
  private static final int LAST_SIGNAL = 64;
  private static final int SIGILL = 4;
  private static final int SIGABRT = 6;
  private static final int SIGBUS = 7;
  private static final int SIGFPE = 8;
  private static final int SIGSEGV = 11;
  /// Those that end a process by its own fault.
  private static final Set<Integer> FATAL = Set.of(SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV);

  private boolean enabled;
  /// How faults are told while that is enabled.
  private int faultDescriptor;
  private boolean allThreads;
  private boolean cStack;
  /// What keeps the file open that they will go to.
  private Object faultFile;
  private Thread watchdog;
  /// What keeps the files open that dumps will go to.
  private Object watchdogFile;
  private final Object[] signalFiles = new Object[LAST_SIGNAL + 1];

  /// The descriptor that a `file` argument stands for, which will be written to later, past the checks of who may; None for
  /// `sys.stderr`.
  private static int descriptor(ThreadState ts, Object given) {
    int fd = anyDescriptor(ts, given);
    if (!Access.mayUse(fd)) {
      throw PyErr.osError(Errno.EBADF);
    }
    return fd;
  }

  private static int anyDescriptor(ThreadState ts, Object given) {
    Object file = given;
    if (file == PyNone.NONE) {
      file = ts.interpreter().sysAttribute(ts, "stderr");
      if (file == null) {
        throw PyErr.runtimeError("unable to get sys.stderr");
      }
      if (file == PyNone.NONE) {
        throw PyErr.runtimeError("sys.stderr is None");
      }
    } else if (PyLong.check(file)) {
      if (file instanceof Boolean) {
        Warnings.warn(ts, PyExc.RuntimeWarning, "bool is used as a file descriptor", 1);
      }
      return checked(PyLong.value(file), "file is not a valid file descriptor");
    }
    int fd = checked(PyLong.value(PyObjects.callMethod(ts, file, "fileno")), "file.fileno() is not a valid file descriptor");
    try {
      PyObjects.callMethod(ts, file, "flush");
    } catch (PyException e) {
      // The dump goes past the stream anyway.
      return fd;
    }
    return fd;
  }

  private static int checked(Object fd, String message) {
    if (!(fd instanceof Long n) || n < 0 || n > Integer.MAX_VALUE) {
      throw message.startsWith("file.") ? PyErr.runtimeError(message) : PyErr.valueError(message);
    }
    return (int) (long) n;
  }

  @PyFunction(sig = "(file=None, all_threads=True, c_stack=True)", doc = "Enable the fault handler.")
  void enable(ThreadState ts, Object file, boolean all_threads, boolean c_stack) {
    faultDescriptor = descriptor(ts, file);
    faultFile = file;
    allThreads = all_threads;
    cStack = c_stack;
    enabled = true;
  }

  @PyFunction(sig = "()", doc = "Disable the fault handler.")
  boolean disable() {
    boolean was = enabled;
    enabled = false;
    return was;
  }

  @PyFunction(sig = "()", doc = "Check if the handler is enabled.")
  boolean is_enabled() {
    return enabled;
  }

  @PyFunction(sig = "(file=None, all_threads=True)", doc = "Dump the traceback of the current thread, or of all threads if all_threads is True, into file.")
  void dump_traceback(ThreadState ts, Object file, boolean all_threads) {
    dump(ts, all_threads).write(descriptor(ts, file));
  }

  private static TracebackDump dump(ThreadState ts, boolean all) {
    return all ? TracebackDump.ofAll(ts.interpreter(), ts, "") : TracebackDump.ofThread(ts);
  }

  @PyFunction(sig = "(file=None)", doc = "Dump the C stack of the current thread: here, its Java stack.")
  void dump_c_stack(ThreadState ts, Object file) {
    TracebackDump.ofJava().write(descriptor(ts, file));
  }

  // Faults on purpose, to try the handler and for those who wait for processes that die.

  private void die(ThreadState ts, int signal, String name) {
    if (enabled) {
      TracebackDump.ofFault(ts, "Fatal Python error: " + name + "\n\n", allThreads, cStack).write(faultDescriptor);
    }
    HostSignals.endProcess(signal);
  }

  @PyFunction(sig = "(release_gil=False, /)", doc = "Raise a SIGSEGV signal.")
  void _sigsegv(ThreadState ts, boolean release_gil) {
    die(ts, SIGSEGV, "Segmentation fault");
  }

  @PyFunction(sig = "()", doc = "Read from NULL, raise a SIGSEGV or SIGBUS signal depending on the platform.")
  void _read_null(ThreadState ts) {
    die(ts, SIGSEGV, "Segmentation fault");
  }

  @PyFunction(sig = "()", doc = "Raise a SIGFPE signal.")
  void _sigfpe(ThreadState ts) {
    die(ts, SIGFPE, "Floating-point exception");
  }

  @PyFunction(sig = "()", doc = "Raise a SIGABRT signal.")
  void _sigabrt(ThreadState ts) {
    die(ts, SIGABRT, "Aborted");
  }

  // After a time.

  @PyFunction(sig = "(timeout, repeat=False, file=None, exit=False)", doc = """
      Dump the traceback of all threads in timeout seconds,
      or each timeout seconds if repeat is True. If exit is True, call _exit(1) which is not safe.""")
  void dump_traceback_later(ThreadState ts, Object timeout, boolean repeat, Object file, boolean exit) {
    long nanos = Timeouts.nanos(ts, timeout);
    if (nanos <= 0) {
      throw PyErr.valueError("timeout must be greater than 0");
    }
    int fd = descriptor(ts, file);
    if (exit) {
      Access.requireProcess("dump_traceback_later(exit=True)");
    }
    cancel_dump_traceback_later();
    watchdogFile = file;
    watchdog = Thread.ofPlatform().daemon(true).name("faulthandler").start(() -> watch(ts, nanos, repeat, fd, exit));
  }

  private static void watch(ThreadState ts, long nanos, boolean repeat, int fd, boolean exit) {
    String title = "Timeout (" + duration(nanos) + ")!\n";
    // The number may be another one's by then.
    Access.setHolder(ts);
    Access access = ts.interpreter().access();
    access.addHelper(Thread.currentThread());
    try {
      do {
        Thread.sleep(Duration.ofNanos(nanos));
        TracebackDump dump = TracebackDump.ofAll(ts.interpreter(), null, title);
        if (access.hasEnded()) {
          return;
        }
        dump.write(fd);
        if (exit) {
          Runtime.getRuntime().halt(1);
        }
      } while (repeat);
    } catch (InterruptedException cancelled) {
      return;
    } finally {
      access.removeHelper(Thread.currentThread());
    }
  }

  /// A time as `datetime.timedelta` would write it.
  private static String duration(long nanos) {
    long seconds = nanos / NANOS;
    long micros = nanos % NANOS / 1000;
    String whole = String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return micros == 0 ? whole : whole + String.format(Locale.ROOT, ".%06d", micros);
  }

  @PyFunction(sig = "()", doc = "Cancel the previous call to dump_traceback_later().")
  void cancel_dump_traceback_later() {
    if (watchdog != null) {
      watchdog.interrupt();
      watchdog = null;
      watchdogFile = null;
    }
  }

  // When a signal comes.

  private static int signal(int signum) {
    if (FATAL.contains(signum)) {
      throw PyErr.runtimeError("signal %d cannot be registered, use enable() instead", signum);
    }
    if (signum < 1 || signum > LAST_SIGNAL) {
      throw PyErr.valueError("signal number out of range");
    }
    return signum;
  }

  private static SignalHandlers handlers(ThreadState ts) {
    return SignalHandlers.of(ts.interpreter().runtime().main());
  }

  @PyFunction(sig = "(signum, file=None, all_threads=True, chain=False)", doc = """
      Register a handler for the signal 'signum': dump the traceback of the current thread, or of all \
      threads if all_threads is True, into file.""")
  void register(ThreadState ts, int signum, Object file, boolean all_threads, boolean chain) {
    signal(signum);
    Access.requireMain("faulthandler.register()");
    int fd = descriptor(ts, file);
    Interpreter interp = ts.interpreter().runtime().main();
    if (!handlers(ts).watch(signum, () -> dump(running(interp), all_threads).write(fd), chain)) {
      throw PyErr.osError(Errno.EINVAL);
    }
    signalFiles[signum] = file;
  }

  /// The thread that runs Python code now, or else the main thread.
  private static ThreadState running(Interpreter interp) {
    ThreadState holder = interp.gil().holder();
    return holder != null ? holder : interp.mainThread();
  }

  @PyFunction(sig = "(signum, /)", doc = "Unregister the handler of the signal 'signum' registered by register().")
  boolean unregister(ThreadState ts, int signum) {
    signal(signum);
    Access.requireMain("faulthandler.unregister()");
    signalFiles[signum] = null;
    return handlers(ts).unwatch(signum);
  }
}
