package org.atoll.runtime.modules.posix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Access;
import org.atoll.runtime.host.ChildPlan;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Spawn;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.signal.SignalHandlers;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// `_posixsubprocess` (`Modules/_posixsubprocess.c`), by way of `posix_spawn`: a JVM cannot fork. A `preexec_fn` runs in this
/// process before the child is made; what it asks for is done for the child, see [ChildPlan].
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
    Child child = child(ts, preexec, gid, groups, uid);
    int[] keep = descriptors(ts, passFds, errpipeWrite);
    byte[][] argv = args == PyNone.NONE ? new byte[0][] : SpawnCall.strings(ts, args);
    byte[][] given = env == PyNone.NONE ? null : SpawnCall.strings(ts, env);
    byte[][] paths = SpawnCall.strings(ts, executables);
    byte[] directory = cwd == PyNone.NONE ? WorkingDirectory.of(ts).ownOrNull() : WorkingDirectory.of(ts).resolve(FsPath.encode(ts, cwd));
    if (preexec != PyNone.NONE && !child.prepare(ts, directory, preexec)) {
      return failed(errpipeWrite, "SubprocessError:0:Exception occurred in preexec_fn.");
    }
    byte[][] variables = given != null ? given : new EnvironmentState(child.access).block();
    byte[] from = preexec == PyNone.NONE ? directory : child.access.directory();
    Spawn spawn = SpawnCall.begin(ts, argv, variables, from);
    if (setsid) {
      spawn.newSession();
    }
    if (group >= 0) {
      spawn.processGroup(group);
    }
    if (restoreSignals) {
      spawn.restoreSignals();
    } else {
      spawn.ignore(SignalHandlers.of(ts.interpreter().runtime().main()).ignoredByPython());
    }
    List<Integer> copies = redirect(spawn, p2cread, c2pwrite, errwrite);
    for (int fd : keep) {
      if (fd != errpipeWrite) {
        spawn.dup2(fd, fd);
      }
    }
    if (child.plan != null) {
      child.plan.actions(spawn, closeFds);
      spawn.plan(child.plan);
    }
    if (closeFds) {
      spawn.closeOthers(fd -> fd <= 2 || fd != errpipeWrite && Arrays.binarySearch(keep, fd) >= 0);
    }
    if (child.umask(umask) >= 0) {
      spawn.umask(child.umask(umask));
    }
    int pid;
    try {
      pid = spawn.start(paths, false);
    } finally {
      copies.forEach(Posix::close);
      child.end();
    }
    return pid >= 0 ? pid : failed(errpipeWrite, -pid, from);
  }

  /// What goes for the child where that is not what goes for the interpreter.
  ///
  /// @param plan null where nothing does
  /// @param own whether `access` is the child's
  private record Child(Access access, ChildPlan plan, boolean own) {
    /// Calls a `preexec_fn`; false where it raises an exception.
    boolean prepare(ThreadState ts, byte[] directory, Object preexec) {
      if (directory != null) {
        access.setDirectory(WorkingDirectory.of(ts).absolute(directory));
      }
      PyDict shown = environment(ts);
      PyDict before = shown == null ? null : shown.copy();
      ts.speakFor(access);
      try {
        Call.call0(ts, preexec);
        return true;
      } catch (PyException e) {
        end();
        return false;
      } finally {
        ts.speakFor(null);
        if (shown != null) {
          shown.clear();
          shown.merge(ts, before);
        }
      }
    }

    /// What `os.environ` shows, which is to stay this process's; null where the program has put something else there.
    private static PyDict environment(ThreadState ts) {
      Object environ = ts.interpreter().modules().get("os") instanceof PyModule os ? PyObjects.getOptionalAttr(ts, os, "environ") : null;
      return environ != null && PyObjects.getOptionalAttr(ts, environ, "_data") instanceof PyDict d ? d : null;
    }

    int umask(int wanted) {
      return own && access.childUmask() >= 0 ? access.childUmask() : wanted;
    }

    void end() {
      if (own) {
        access.end();
      }
    }
  }

  private static Child child(ThreadState ts, Object preexec, Object gid, Object groups, Object uid) {
    boolean other = gid != PyNone.NONE || groups != PyNone.NONE || uid != PyNone.NONE;
    if (preexec == PyNone.NONE && !other) {
      return new Child(ts.access(), null, false);
    }
    ChildPlan plan = new ChildPlan();
    if (other) {
      int[] ids = groups == PyNone.NONE ? null : Arrays.stream(Sequences.toArray(ts, groups)).mapToInt(g -> group(ts, g)).toArray();
      plan.identity(uid == PyNone.NONE ? -1 : id(ts, uid, "uid"), gid == PyNone.NONE ? -1 : id(ts, gid, "gid"), ids);
    }
    if (preexec == PyNone.NONE) {
      return new Child(ts.access(), plan, false);
    }
    if (ts.interpreter().config().subinterpreter()) {
      throw PyErr.runtimeError("preexec_fn not supported within subinterpreters");
    }
    if (ts.interpreter().isFinalizing()) {
      throw PyErr.format(PyExc.PythonFinalizationError, "preexec_fn not supported at interpreter shutdown");
    }
    return new Child(ts.access().forChild(plan), plan, true);
  }

  private static int group(ThreadState ts, Object o) {
    try {
      return (int) id(ts, o, "gid");
    } catch (PyException e) {
      throw PyErr.matches(e, PyExc.OverflowError) ? PyErr.valueError("invalid group id") : e;
    }
  }

  /// A number of 32 bits without a sign.
  private static long id(ThreadState ts, Object o, String what) {
    return PosixFiles.id(ts, o, what) & 0xffffffffL;
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
  private static long failed(int errpipe, String text) {
    byte[] message = text.getBytes(StandardCharsets.US_ASCII);
    Posix.write(errpipe, message, 0, message.length);
    return NO_PROCESS;
  }

  private static long failed(int errpipe, int errno, byte[] directory) {
    String where = "";
    if (directory != null) {
      Posix.StatResult st = Posix.fstatat(Posix.AT_FDCWD, directory, 0);
      boolean usable = st.status() != null && st.status().isDirectory() && Posix.callPath("access", directory, 1, 0, 0) == 0;
      where = usable ? "" : "noexec:chdir";
    }
    return failed(errpipe, "OSError:" + Integer.toHexString(errno) + ":" + where);
  }
}
