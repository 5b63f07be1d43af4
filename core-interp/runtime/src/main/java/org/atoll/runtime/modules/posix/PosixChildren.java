package org.atoll.runtime.modules.posix;

import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.atoll.annotations.PyFunction;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.signal.SignalHandlers;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyTuple;

/// The functions of `posix` that start other processes, signal them and wait for them.
abstract class PosixChildren extends PosixProcesses {
  private static final int P_NOWAIT = 1;
  /// What a shell answers for a program that it cannot start.
  private static final int NOT_STARTED = 127;
  private static final int WNOHANG = 1;
  private static final int WEXITED = 4;
  private static final int WNOWAIT = 0x1000000;
  private static final int P_PID = 1;
  private static final int P_PIDFD = 3;
  private static final long RUSAGE_CHILDREN = -1;
  private static final long PAUSE_NANOS_MIN = 500_000;
  private static final long PAUSE_NANOS_MAX = 20_000_000;
  // `siginfo_t` as Linux has it on machines of 64 bits.
  private static final int SIGINFO_SIZE = 128;
  private static final int SI_CODE = 8;
  private static final int SI_PID = 16;
  private static final int SI_UID = 20;
  private static final int SI_STATUS = 24;

  @PyFunction(sig = "(pid, signal, /)", doc = "Kill a process with a signal.")
  void kill(ThreadState ts, int pid, int signal) {
    SignalHandlers own = pid == getpid() && !ts.interpreter().config().subinterpreter() ? SignalHandlers.of(ts.interpreter()) : null;
    if (own != null && own.isHandled(signal)) {
      own.raise(ts, signal);
      return;
    }
    check(Posix.call("kill", pid, signal));
    if (ts.pending != 0) {
      ts.safepoint();
    }
  }

  @PyFunction(sig = "(pgid, signal, /)", doc = "Kill a process group with a signal.")
  void killpg(int group, int signal) {
    check(Posix.call("killpg", group, signal));
  }

  @PyFunction(sig = "(pid, flags=0)", name = "pidfd_open", doc = "Return a file descriptor referring to the process pid.")
  long pidfdOpen(int pid, int flags) {
    return checkLong(Posix.openProcess(pid, flags));
  }

  /// Asks the system about a child without waiting: 0 if nothing has happened to it, else what the call answers.
  private static int ask(int pid, int options, byte[] status) {
    return Posix.callWithMemory("waitpid", status, 1, pid, options | WNOHANG);
  }

  /// Waits for a child without keeping a carrier thread busy: its id, with the status in `status`.
  private static int await(ThreadState ts, int pid, int options, byte[] status) {
    return (int) FileCalls.retry(ts, () -> {
      if (pid == PosixSubprocessModule.NO_PROCESS) {
        Posix.putInt(status, 0, PosixSubprocessModule.NO_PROCESS_STATUS);
        return pid;
      }
      int r = ask(pid, options, status);
      return r != 0 || (options & WNOHANG) != 0 ? r : awaitChange(ts, pid > 0 && options == 0 ? pid : -1, -1, () -> ask(pid, options, status));
    });
  }

  /// Waits until `ask` answers anything but 0.
  ///
  /// @param exiting the process whose end is all that is waited for, or -1
  /// @param pidfd a descriptor that tells of that end, or -1
  private static long awaitChange(ThreadState ts, int exiting, int pidfd, LongSupplier ask) {
    int fd = exiting > 0 ? Posix.openProcess(exiting, 0) : pidfd;
    try {
      return fd >= 0 ? awaitExit(ts, fd, ask) : pollForChild(ts, ask);
    } finally {
      if (fd >= 0 && fd != pidfd) {
        Posix.close(fd);
      }
    }
  }

  private static long awaitExit(ThreadState ts, int fd, LongSupplier ask) {
    while (true) {
      int ready = Waiting.await(fd, Waiting.POLLIN, -1, FileCalls.interrupted(ts));
      if (ready == -Errno.EINTR) {
        return ready;
      }
      long r = ask.getAsLong();
      if (r != 0) {
        return r;
      }
    }
  }

  private static long pollForChild(ThreadState ts, LongSupplier ask) {
    long pause = PAUSE_NANOS_MIN;
    while (true) {
      if (!Waiting.sleepUntil(System.nanoTime() + pause, FileCalls.interrupted(ts))) {
        return -Errno.EINTR;
      }
      long r = ask.getAsLong();
      if (r != 0) {
        return r;
      }
      pause = Math.min(pause * 2, PAUSE_NANOS_MAX);
    }
  }

  /// `waitid` without waiting: 0 if nothing has happened, 1 with `siginfo` filled in, or a negated errno.
  private static int askInfo(int type, long id, int options, byte[] siginfo) {
    Posix.putInt(siginfo, SI_PID, 0);
    int r = Posix.callWithMemory("waitid", siginfo, 2, type, id, options | WNOHANG);
    return r < 0 ? r : Posix.intAt(siginfo, SI_PID) == 0 ? 0 : 1;
  }

  @PyFunction(sig = "(idtype, id, options, /)", doc = "Returns the result of waiting for a process or processes.")
  Object waitid(ThreadState ts, int type, long id, int options) {
    byte[] info = new byte[SIGINFO_SIZE];
    boolean forExit = (options & ~WNOWAIT) == WEXITED;
    long r = FileCalls.retry(ts, () -> {
      int now = askInfo(type, id, options, info);
      if (now != 0 || (options & WNOHANG) != 0) {
        return now;
      }
      return awaitChange(ts, type == P_PID && forExit ? (int) id : -1, type == P_PIDFD && forExit ? (int) id : -1,
          () -> askInfo(type, id, options, info));
    });
    if (checkLong(r) == 0) {
      return PyNone.NONE;
    }
    return PyStructSequence.of(Results.WAITID, (long) Posix.intAt(info, SI_PID), Posix.intAt(info, SI_UID) & 0xffffffffL, (long) Posix.intAt(info, 0),
        (long) Posix.intAt(info, SI_STATUS), (long) Posix.intAt(info, SI_CODE));
  }

  @PyFunction(sig = "(pid, options, /)", doc = "Wait for completion of a given child process.")
  Object waitpid(ThreadState ts, int pid, int options) {
    byte[] status = new byte[4];
    int r = await(ts, pid, options, status);
    check(r);
    return PyTuple.of((long) r, (long) Posix.intAt(status, 0));
  }

  @PyFunction(sig = "()", doc = "Wait for completion of a child process.")
  Object wait(ThreadState ts) {
    return waitpid(ts, -1, 0);
  }

  @PyFunction(sig = "(options)", doc = "Wait for completion of a child process, with resource usage.")
  Object wait3(ThreadState ts, int options) {
    return wait4(ts, -1, options);
  }

  @PyFunction(sig = "(pid, options)", doc = "Wait for completion of a specific child process, with resource usage.")
  Object wait4(ThreadState ts, int pid, int options) {
    PyTuple t = (PyTuple) waitpid(ts, pid, options);
    return PyTuple.of(t.items[0], t.items[1], ResourceUsage.of(RUSAGE_CHILDREN));
  }

  @PyFunction(sig = "(status)", name = "waitstatus_to_exitcode", doc = "Convert a wait status to an exit code.")
  long waitstatusToExitcode(ThreadState ts, Object statusObject) {
    if (statusObject instanceof Double) {
      throw PyErr.typeError("integer argument expected, got float");
    }
    int status = Convert.toInt(ts, statusObject);
    if (exited(status)) {
      return status >> 8 & 0xff;
    }
    if (signaled(status)) {
      return -(status & 0x7f);
    }
    if ((status & 0xff) == 0x7f) {
      throw PyErr.valueError("process stopped by delivery of signal %d", status >> 8 & 0xff);
    }
    throw PyErr.valueError("invalid wait status: %d", status);
  }

  private static boolean exited(int status) {
    return (status & 0x7f) == 0;
  }

  private static boolean signaled(int status) {
    return (byte) ((status & 0x7f) + 1) >> 1 > 0;
  }

  @PyFunction(sig = "(status)")
  boolean WIFEXITED(int status) {
    return exited(status);
  }

  @PyFunction(sig = "(status)")
  boolean WIFSIGNALED(int status) {
    return signaled(status);
  }

  @PyFunction(sig = "(status)")
  boolean WIFSTOPPED(int status) {
    return (status & 0xff) == 0x7f;
  }

  @PyFunction(sig = "(status)")
  boolean WIFCONTINUED(int status) {
    return status == 0xffff;
  }

  @PyFunction(sig = "(status, /)")
  boolean WCOREDUMP(int status) {
    return (status & 0x80) != 0;
  }

  @PyFunction(sig = "(status)")
  long WEXITSTATUS(int status) {
    return status >> 8 & 0xff;
  }

  @PyFunction(sig = "(status)")
  long WTERMSIG(int status) {
    return status & 0x7f;
  }

  @PyFunction(sig = "(status)")
  long WSTOPSIG(int status) {
    return status >> 8 & 0xff;
  }

  /// Starts a program in the working directory of the interpreter: its process id, or the negated errno.
  private static int start(ThreadState ts, byte[] path, byte[][] argv, byte[][] variables, boolean searchPath) {
    return SpawnCall.begin(ts, argv, variables).start(new byte[][] {path}, searchPath);
  }

  private static byte[] ascii(String s) {
    return s.getBytes(StandardCharsets.US_ASCII);
  }

  /// Has a shell carry out a command: the process id, or the negated errno.
  private static int shell(ThreadState ts, byte[] command) {
    return start(ts, ascii("/bin/sh"), new byte[][] {ascii("sh"), ascii("-c"), command}, EnvironmentState.of(ts).block(), false);
  }

  @PyFunction(sig = "(command)", doc = "Execute the command in a subshell.")
  long system(ThreadState ts, Object command) {
    int pid = shell(ts, FsPath.encode(ts, command));
    if (pid < 0) {
      return NOT_STARTED << 8;
    }
    byte[] status = new byte[4];
    check(await(ts, pid, 0, status));
    return Posix.intAt(status, 0);
  }

  /// The `os.spawn...` functions, which CPython makes of fork and exec: a program that cannot be started is a process that
  /// ends at once, with 127.
  private Object spawn(ThreadState ts, int mode, Object file, Object args, Object env, boolean searchPath) {
    if (!(args instanceof PyTuple) && !(args instanceof PyList)) {
      throw PyErr.typeError("argv must be a tuple or a list");
    }
    byte[][] argv = SpawnCall.strings(ts, args);
    if (argv.length == 0 || argv[0].length == 0) {
      throw PyErr.valueError("argv first element cannot be empty");
    }
    int pid = start(ts, FsPath.encode(ts, file), argv, SpawnCall.environment(ts, "spawn", env), searchPath);
    if (pid < 0) {
      pid = shell(ts, ascii("exit " + NOT_STARTED));
      check(pid);
    }
    if (mode == P_NOWAIT) {
      return (long) pid;
    }
    byte[] status = new byte[4];
    check(await(ts, pid, 0, status));
    return waitstatusToExitcode(ts, (long) Posix.intAt(status, 0));
  }

  @PyFunction(sig = "(mode, file, args, /)", doc = "Execute file with arguments from args in a subprocess: its process id, or with P_WAIT its exit code.")
  Object spawnv(ThreadState ts, int mode, Object file, Object args) {
    return spawn(ts, mode, file, args, PyNone.NONE, false);
  }

  @PyFunction(sig = "(mode, file, args, env, /)", doc = "Execute file with arguments from args and the given environment in a subprocess.")
  Object spawnve(ThreadState ts, int mode, Object file, Object args, Object env) {
    return spawn(ts, mode, file, args, env, false);
  }

  @PyFunction(sig = "(mode, file, args, /)", doc = "Execute file, looked for along PATH, with arguments from args in a subprocess.")
  Object spawnvp(ThreadState ts, int mode, Object file, Object args) {
    return spawn(ts, mode, file, args, PyNone.NONE, true);
  }

  @PyFunction(sig = "(mode, file, args, env, /)", doc = "Execute file, looked for along PATH, with the given environment in a subprocess.")
  Object spawnvpe(ThreadState ts, int mode, Object file, Object args, Object env) {
    return spawn(ts, mode, file, args, env, true);
  }

  @PyFunction(sig = "(path, argv, env, /, *, file_actions=(), setpgroup=<absent>, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=<absent>)", name = "posix_spawn", doc = "Execute the program specified by path in a new process.")
  long posixSpawn(ThreadState ts, Object path, Object argv, Object env, Object fileActions, Object setpgroup, boolean resetids, boolean setsid,
      Object setsigmask, Object setsigdef, Object scheduler) {
    return SpawnCall.run(ts, "posix_spawn", path, argv, env, fileActions, new SpawnCall.Options(setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler));
  }

  @PyFunction(sig = "(path, argv, env, /, *, file_actions=(), setpgroup=<absent>, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=<absent>)", name = "posix_spawnp", doc = "Execute the program specified by path in a new process, searching for it.")
  long posixSpawnp(ThreadState ts, Object path, Object argv, Object env, Object fileActions, Object setpgroup, boolean resetids, boolean setsid,
      Object setsigmask, Object setsigdef, Object scheduler) {
    return SpawnCall.run(ts, "posix_spawnp", path, argv, env, fileActions, new SpawnCall.Options(setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler));
  }
}
