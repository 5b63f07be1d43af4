package org.atoll.runtime.modules.signal;

import java.util.Set;
import java.util.TreeSet;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Access;
import org.atoll.runtime.host.ChildPlan;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.ProcessControl;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.modules.posix.ConstantTable;
import org.atoll.runtime.modules.posix.FileCalls;
import org.atoll.runtime.modules.posix.TimeValue;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// The module `_signal` (`Modules/signalmodule.c`).
@PyModuleDef(value = "_signal", doc = "This module provides mechanisms to use signal handlers in Python.")
final class SignalModule {
  @PyConstant
  static final long SIG_DFL = 0;
  @PyConstant
  static final long SIG_IGN = 1;
  @PyConstant(name = "ItimerError")
  static final PyType ITIMER_ERROR = ExceptionType.define("signal", "ItimerError", PyExc.OSError, null);
  @PyConstant(name = "struct_siginfo")
  static final PyType SIGINFO = PyStructSequence.define("signal.struct_siginfo", """
      struct_siginfo: Result from sigwaitinfo or sigtimedwait.

      This object may be accessed either as a tuple of
      (si_signo, si_code, si_errno, si_pid, si_uid, si_status, si_band),
      or via the attributes si_signo, si_code, and so on.""", 7, "si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band");
  private static final String CONSTANTS = """
      ITIMER_PROF=2 ITIMER_REAL=0 ITIMER_VIRTUAL=1 NSIG=65 SIGABRT=6 SIGALRM=14 SIGBUS=7 SIGCHLD=17 SIGCLD=17 SIGCONT=18 SIGFPE=8
      SIGHUP=1 SIGILL=4 SIGINT=2 SIGIO=29 SIGIOT=6 SIGKILL=9 SIGPIPE=13 SIGPOLL=29 SIGPROF=27 SIGPWR=30 SIGQUIT=3 SIGRTMAX=64
      SIGRTMIN=34 SIGSEGV=11 SIGSTKFLT=16 SIGSTOP=19 SIGSYS=31 SIGTERM=15 SIGTRAP=5 SIGTSTP=20 SIGTTIN=21 SIGTTOU=22 SIGURG=23
      SIGUSR1=10 SIGUSR2=12 SIGVTALRM=26 SIGWINCH=28 SIGXCPU=24 SIGXFSZ=25 SIG_BLOCK=0 SIG_SETMASK=2 SIG_UNBLOCK=1""";
  private static final String[] DESCRIPTIONS = {null, "Hangup", "Interrupt", "Quit", "Illegal instruction", "Trace/breakpoint trap", "Aborted", "Bus error",
      "Floating point exception", "Killed", "User defined signal 1", "Segmentation fault", "User defined signal 2", "Broken pipe", "Alarm clock",
      "Terminated", "Stack fault", "Child exited", "Continued", "Stopped (signal)", "Stopped", "Stopped (tty input)", "Stopped (tty output)",
      "Urgent I/O condition", "CPU time limit exceeded", "File size limit exceeded", "Virtual timer expired", "Profiling timer expired", "Window changed",
      "I/O possible", "Power failure", "Bad system call"};
  private static final int SIGRTMIN = 34;
  private static final int SIG_BLOCK = 0;
  private static final int SIG_UNBLOCK = 1;
  private static final int SIG_SETMASK = 2;

  private PyModule module;

  void exec(ThreadState ts, PyModule module) {
    this.module = module;
    ConstantTable.add(module, CONSTANTS);
  }

  private static SignalHandlers handlers(ThreadState ts) {
    return SignalHandlers.of(ts.interpreter());
  }

  private static boolean isMain(ThreadState ts) {
    return !ts.interpreter().config().subinterpreter() && ts == ts.interpreter().mainThread();
  }

  private static int checked(int number) {
    if (number < 1 || number >= SignalHandlers.COUNT) {
      throw PyErr.valueError("signal number out of range");
    }
    return number;
  }

  @PyFunction(sig = "(signalnum, frame, /)", name = "default_int_handler", doc = "The default handler for SIGINT installed by Python.")
  Object defaultIntHandler(ThreadState ts, Object number, Object frame) {
    throw ts.interpreter().runtime().interrupt(ts);
  }

  private Object shown(Object handler) {
    return handler == null ? module.dict().get("default_int_handler") : handler;
  }

  @PyFunction(sig = "(signalnum, handler, /)", doc = "Set the action for the given signal.")
  Object signal(ThreadState ts, int number, Object handler) {
    if (!isMain(ts)) {
      throw PyErr.valueError("signal only works in main thread of the main interpreter");
    }
    checked(number);
    boolean plain = PyLong.check(handler);
    if (plain ? !handlerNumber(ts, handler) : !PyObjects.isCallable(handler)) {
      throw PyErr.typeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    }
    Object before = shown(handlers(ts).get(number));
    ChildPlan child = ChildPlan.current();
    if (child != null) {
      child.signal(number, plain && Convert.toInt(ts, handler) == SIG_IGN);
      return before;
    }
    if (!handlers(ts).set(number, plain ? (Object) (long) Convert.toInt(ts, handler) : handler)) {
      throw PyErr.osError(Errno.EINVAL);
    }
    return before;
  }

  private static boolean handlerNumber(ThreadState ts, Object handler) {
    int n = Convert.toInt(ts, handler);
    return n == SIG_DFL || n == SIG_IGN;
  }

  @PyFunction(sig = "(signalnum, /)", doc = "Return the current action for the given signal.")
  Object getsignal(ThreadState ts, int number) {
    return shown(handlers(ts).get(checked(number)));
  }

  @PyFunction(sig = "(signalnum, /)", name = "raise_signal", doc = "Send a signal to the executing process.")
  void raiseSignal(ThreadState ts, int number) {
    if (!ts.interpreter().config().subinterpreter() && handlers(ts).isHandled(number)) {
      handlers(ts).raise(ts, number);
      return;
    }
    check(Posix.call("kill", (int) ProcessHandle.current().pid(), number));
  }

  private static void check(int r) {
    if (r < 0) {
      throw PyErr.osError(-r);
    }
  }

  @PyFunction(sig = "(signalnum, /)", doc = "Return the system description of the given signal.")
  Object strsignal(int number) {
    checked(number);
    if (number < DESCRIPTIONS.length) {
      return DESCRIPTIONS[number];
    }
    return number < SIGRTMIN ? PyNone.NONE : (Object) ("Real-time signal " + (number - SIGRTMIN));
  }

  @PyFunction(sig = "()", name = "valid_signals", doc = "Return a set of valid signal numbers on this platform.")
  Object validSignals(ThreadState ts) {
    PySet all = new PySet();
    for (int n = 1; n < SignalHandlers.COUNT; n++) {
      if (n < 32 || n >= SIGRTMIN) {
        all.add(ts, (long) n);
      }
    }
    return all;
  }

  @PyFunction(sig = "(signalnum, flag, /)", doc = "Change system call restart behaviour.")
  void siginterrupt(int number, boolean flag) {
    checked(number);
  }

  @PyFunction(sig = "(fd, /, *, warn_on_full_buffer=True)", name = "set_wakeup_fd", doc = "Sets the fd to be written to (with the signal number) when a signal comes in.")
  long setWakeupFd(ThreadState ts, int fd, boolean warn) {
    if (!isMain(ts)) {
      throw PyErr.valueError("set_wakeup_fd only works in main thread of the main interpreter");
    }
    if (fd != -1) {
      int flags = Posix.fcntl(fd, Posix.F_GETFL, 0);
      check(flags);
      if ((flags & Posix.O_NONBLOCK) == 0) {
        throw PyErr.valueError("the fd %d must be in non-blocking mode", fd);
      }
    }
    int before = handlers(ts).wakeupFd();
    handlers(ts).setWakeupFd(fd, warn);
    return before;
  }

  // Timers.

  @PyFunction(sig = "(seconds, /)", doc = "Arrange for SIGALRM to arrive after the given number of seconds.")
  long alarm(int seconds) {
    return Posix.call("alarm", seconds);
  }

  private static double seconds(byte[] m, int at) {
    return Posix.longAt(m, at) + Posix.longAt(m, at + 8) * 1e-6;
  }

  private static Object timer(byte[] m) {
    return PyTuple.of(seconds(m, 16), seconds(m, 0));
  }

  private static PyTuple timerError() {
    throw PyErr.create(ITIMER_ERROR, (long) Errno.EINVAL, Errno.message(Errno.EINVAL));
  }

  @PyFunction(sig = "(which, /)", doc = "Returns current value of given itimer.")
  Object getitimer(int which) {
    byte[] m = new byte[32];
    return Posix.callWithMemory("getitimer", m, 1, which) < 0 ? timerError() : timer(m);
  }

  @PyFunction(sig = "(which, seconds, interval=0.0, /)", doc = "Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF).")
  Object setitimer(ThreadState ts, int which, Object seconds, Object interval) {
    byte[] old = new byte[32];
    if (Posix.callWithMemory("getitimer", old, 1, which) < 0) {
      return timerError();
    }
    byte[] m = new byte[32];
    putTime(m, 0, TimeValue.timeoutNanos(ts, interval));
    putTime(m, 16, TimeValue.timeoutNanos(ts, seconds));
    return Posix.callWithMemory("setitimer", m, 1, which) < 0 ? timerError() : timer(old);
  }

  private static void putTime(byte[] m, int at, long nanos) {
    Posix.putLong(m, at, Math.floorDiv(nanos, 1_000_000_000L));
    Posix.putLong(m, at + 8, Math.floorMod(nanos, 1_000_000_000L) / 1000);
  }

  @PyFunction(sig = "()", doc = "Wait until a signal arrives.")
  void pause(ThreadState ts) {
    ts.beginBlocking();
    try {
      Waiting.sleepUntil(System.nanoTime() + Long.MAX_VALUE / 4, FileCalls.interrupted(ts));
    } finally {
      ts.endBlocking();
    }
    ts.safepoint();
  }

  // Masks.

  private static Set<Integer> set(ThreadState ts, Object signals) {
    Set<Integer> out = new TreeSet<>();
    for (Object o : Sequences.toArray(ts, signals)) {
      Object n = PyNumber.index(ts, o);
      if (!(n instanceof Long l) || l < 1 || l >= SignalHandlers.COUNT) {
        throw PyErr.valueError("signal number %s out of range [1; %d]", n, SignalHandlers.COUNT - 1);
      }
      out.add((int) (long) l);
    }
    return out;
  }

  private static PySet toPython(ThreadState ts, Set<Integer> signals) {
    PySet out = new PySet();
    for (int n : signals) {
      out.add(ts, (long) n);
    }
    return out;
  }

  @PyFunction(sig = "(how, mask, /)", name = "pthread_sigmask", doc = "Fetch and/or change the signal mask of the calling thread.")
  Object pthreadSigmask(ThreadState ts, int how, Object mask) {
    Set<Integer> signals = set(ts, mask);
    Set<Integer> blocked = handlers(ts).blocked();
    PySet before = toPython(ts, blocked);
    switch (how) {
      case SIG_BLOCK -> blocked.addAll(signals);
      case SIG_UNBLOCK -> blocked.removeAll(signals);
      case SIG_SETMASK -> {
        blocked.clear();
        blocked.addAll(signals);
      }
      default -> throw PyErr.osError(Errno.EINVAL);
    }
    ChildPlan child = ChildPlan.current();
    if (child != null) {
      child.block(blocked);
    } else {
      handlers(ts).block(ts, blocked);
    }
    return before;
  }

  @PyFunction(sig = "()", doc = "Examine pending signals.")
  Object sigpending(ThreadState ts) {
    return toPython(ts, handlers(ts).waiting());
  }

  @PyFunction(sig = "(sigset, /)", doc = "Wait for a signal.")
  long sigwait(ThreadState ts, Object sigset) {
    return await(ts, set(ts, sigset), -1);
  }

  @PyFunction(sig = "(sigset, /)", doc = "Wait synchronously until one of the signals in *sigset* is delivered.")
  Object sigwaitinfo(ThreadState ts, Object sigset) {
    return info(await(ts, set(ts, sigset), -1));
  }

  @PyFunction(sig = "(sigset, timeout, /)", doc = "Like sigwaitinfo(), but with a timeout.")
  Object sigtimedwait(ThreadState ts, Object sigset, Object timeout) {
    Set<Integer> wanted = set(ts, sigset);
    long nanos = TimeValue.timeoutNanos(ts, timeout);
    if (nanos < 0) {
      throw PyErr.valueError("timeout must be non-negative");
    }
    int number = await(ts, wanted, nanos);
    return number == 0 ? PyNone.NONE : info(number);
  }

  /// Who waits for a signal takes it away from the process.
  private static int await(ThreadState ts, Set<Integer> wanted, long nanos) {
    Access.requireProcess("waiting for signals");
    return handlers(ts).await(ts, wanted, nanos);
  }

  /// What is told of a signal: of its sender the JVM says nothing, so that it passes for this process.
  private static Object info(int number) {
    return PyStructSequence.of(SIGINFO, (long) number, 0L, 0L, ProcessHandle.current().pid(), (long) Posix.call("getuid"), 0L, 0L);
  }

  @PyFunction(sig = "(thread_id, signalnum, /)", name = "pthread_kill", doc = "Send a signal to a thread.")
  void pthreadKill(ThreadState ts, long thread, int number) {
    if (number != 0) {
      raiseSignal(ts, number);
    }
  }

  @PyFunction(sig = "(pidfd, signalnum, siginfo=None, flags=0, /)", name = "pidfd_send_signal", doc = "Send a signal to a process referred to by a pid file descriptor.")
  void pidfdSendSignal(ThreadState ts, int pidfd, int number, Object info, int flags) {
    if (info != PyNone.NONE) {
      throw PyErr.typeError("siginfo must be None");
    }
    if (isMain(ts) && handlers(ts).isHandled(number) && ProcessControl.processOf(pidfd) == ProcessHandle.current().pid()) {
      handlers(ts).raise(ts, number);
      return;
    }
    long r = Posix.callLong("syscall", 424, pidfd, number, 0, flags);
    check((int) r);
  }
}
