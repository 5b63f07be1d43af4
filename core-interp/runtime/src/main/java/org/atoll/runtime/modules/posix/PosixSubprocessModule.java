package org.atoll.runtime.modules.posix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Spawn;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// `_posixsubprocess` (`Modules/_posixsubprocess.c`), by way of `posix_spawn`: a JVM cannot fork. What would have to run in
/// the child before exec (`preexec_fn`, other users and groups) is refused.
@PyModuleDef(value = "_posixsubprocess", doc = "A POSIX helper for the subprocess module.")
final class PosixSubprocessModule {
  /// A process id that no process has, for a child that could not be started: waiting for it says that it has ended as a
  /// forked child without a program does.
  static final int NO_PROCESS = Integer.MAX_VALUE;
  static final int NO_PROCESS_STATUS = 255 << 8;

  @PyFunction(sig = "(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid_to_set, extra_groups, uid_to_set, child_umask, preexec_fn, /)", name = "fork_exec", doc = "Spawn a fresh new child process.")
  long forkExec(ThreadState ts, Object args, Object executables, boolean closeFds, PyTuple passFds, Object cwd, Object env, int p2cread, int p2cwrite,
      int c2pread, int c2pwrite, int errread, int errwrite, int errpipeRead, int errpipeWrite, boolean restoreSignals, boolean setsid, int group, Object gid,
      Object groups, Object uid, int umask, Object preexec) {
    if (preexec != PyNone.NONE) {
      throw PyErr.runtimeError("preexec_fn is not supported: a Java virtual machine cannot fork");
    }
    if (gid != PyNone.NONE || groups != PyNone.NONE || uid != PyNone.NONE) {
      throw PyErr.osErrorWithMessage(Errno.ENOSYS, "starting a process as another user or group is not supported");
    }
    int[] keep = descriptors(ts, passFds, errpipeWrite);
    byte[][] argv = args == PyNone.NONE ? new byte[0][] : SpawnCall.strings(ts, args);
    byte[][] envp = env == PyNone.NONE ? EnvironmentState.of(ts).block() : SpawnCall.strings(ts, env);
    byte[][] paths = SpawnCall.strings(ts, executables);
    byte[] directory = cwd == PyNone.NONE ? WorkingDirectory.of(ts).ownOrNull() : WorkingDirectory.of(ts).resolve(FsPath.encode(ts, cwd));
    Spawn spawn = new Spawn(argv, envp);
    if (directory != null) {
      spawn.chdir(directory);
    }
    if (setsid) {
      spawn.newSession();
    }
    if (group >= 0) {
      spawn.processGroup(group);
    }
    if (restoreSignals) {
      spawn.restoreSignals();
    }
    List<Integer> copies = redirect(spawn, p2cread, c2pwrite, errwrite);
    for (int fd : keep) {
      if (fd != errpipeWrite) {
        spawn.dup2(fd, fd);
      }
    }
    if (closeFds) {
      spawn.closeOthers(fd -> fd <= 2 || fd != errpipeWrite && Arrays.binarySearch(keep, fd) >= 0);
    }
    if (umask >= 0) {
      spawn.umask(umask);
    }
    int pid;
    try {
      pid = spawn.start(paths, false);
    } finally {
      copies.forEach(Posix::close);
    }
    return pid >= 0 ? pid : failed(errpipeWrite, -pid, directory);
  }

  /// The descriptors to pass on, which must be sorted.
  private static int[] descriptors(ThreadState ts, PyTuple fds, int errpipe) {
    int[] out = new int[fds.items.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Convert.toInt(ts, fds.items[i]);
      if (out[i] < 0 || i > 0 && out[i] <= out[i - 1]) {
        throw PyErr.valueError("bad value(s) in fds_to_keep");
      }
    }
    return out;
  }

  /// Makes the given descriptors 0, 1 and 2 of the child; copies those that another one would overwrite before its turn.
  private static List<Integer> redirect(Spawn spawn, int... sources) {
    List<Integer> copies = new ArrayList<>();
    for (int target = 0; target < 3; target++) {
      int source = sources[target];
      if (source >= 0 && source < target) {
        int copy = Posix.duplicate(source, 3);
        if (copy >= 0) {
          copies.add(copy);
          sources[target] = copy;
        }
      }
    }
    for (int target = 0; target < 3; target++) {
      if (sources[target] >= 0) {
        spawn.dup2(sources[target], target);
      }
    }
    return copies;
  }

  /// Tells of a failure as a forked child would: through the pipe.
  private static long failed(int errpipe, int errno, byte[] directory) {
    String where = "";
    if (directory != null) {
      Posix.StatResult st = Posix.fstatat(Posix.AT_FDCWD, directory, 0);
      boolean usable = st.status() != null && st.status().isDirectory() && Posix.callPath("access", directory, 1, 0, 0) == 0;
      where = usable ? "" : "noexec:chdir";
    }
    byte[] message = ("OSError:" + Integer.toHexString(errno) + ":" + where).getBytes(StandardCharsets.US_ASCII);
    Posix.write(errpipe, message, 0, message.length);
    return NO_PROCESS;
  }
}
