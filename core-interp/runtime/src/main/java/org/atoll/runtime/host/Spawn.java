package org.atoll.runtime.host;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;

/// Starting another program (`posix_spawn`): a JVM cannot fork. Built up by its setters, used once, by one thread.
public final class Spawn {
  private static final int RESETIDS = 0x01;
  private static final int SETPGROUP = 0x02;
  private static final int SETSIGDEF = 0x04;
  private static final int SETSIGMASK = 0x08;
  private static final int SETSID = 0x80;
  private static final int ACTIONS_SIZE = 80;
  private static final int ATTRIBUTES_SIZE = 336;
  private static final int SIGSET_SIZE = 128;
  private static final int SIGPIPE = 13;
  private static final int SIGXFSZ = 25;
  private static final long STACK_BYTES = 1 << 20;

  private final byte[][] argv;
  private final byte[][] envp;
  private final Scratch scratch;
  private final long actions;
  private final long attributes;
  private int flags = SETSIGMASK;
  private int failed;
  private int umask = Umask.own();
  private ChildPlan plan;
  private final Set<Integer> defaults = new TreeSet<>();
  private final Set<Integer> ignored = new TreeSet<>();

  public Spawn(byte[][] argv, byte[][] envp) {
    Access.requireSubprocess("starting a program");
    scratch = Scratch.borrow();
    actions = scratch.cleared(ACTIONS_SIZE).address();
    attributes = scratch.cleared(ATTRIBUTES_SIZE).address();
    this.argv = argv;
    this.envp = envp;
    check("posix_spawn_file_actions_init", actions, 0, 0);
    check("posix_spawnattr_init", attributes, 0, 0);
    check("posix_spawnattr_setsigmask", attributes, scratch.cleared(SIGSET_SIZE).address(), 0);
  }

  private void check(String function, long a, long b, long c) {
    int r = (int) Libc.call(scratch, Libc.function(function), a, b, c, 0, 0, 0);
    if (r != 0 && failed == 0) {
      failed = r;
    }
  }

  /// The child's `dup2(from, to)`; keeps the descriptor open across exec where both are the same.
  public Spawn dup2(int from, int to) {
    check("posix_spawn_file_actions_adddup2", actions, from, to);
    return this;
  }

  public Spawn close(int fd) {
    check("posix_spawn_file_actions_addclose", actions, fd, 0);
    return this;
  }

  /// Closes all descriptors that are open in this process, but for some.
  public Spawn closeOthers(IntPredicate kept) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path name : open) {
        int fd = Integer.parseInt(name.getFileName().toString());
        if (!kept.test(fd)) {
          close(fd);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      failed = failed == 0 ? Errno.EIO : failed;
    }
    return this;
  }

  /// The umask of the child, where it is not that of the interpreter.
  public Spawn umask(int mask) {
    umask = mask;
    return this;
  }

  /// Closes all descriptors from `fd` on.
  public Spawn closeFrom(int fd) {
    check("posix_spawn_file_actions_addclosefrom_np", actions, fd, 0);
    return this;
  }

  /// Opens a file as descriptor `fd` of the child.
  public Spawn open(int fd, byte[] path, int openFlags, int mode) {
    int r = (int) Libc.call(scratch, Libc.function("posix_spawn_file_actions_addopen"), actions, fd, scratch.string(path), openFlags, mode, 0);
    failed = failed == 0 ? r : failed;
    return this;
  }

  public Spawn chdir(byte[] path) {
    check("posix_spawn_file_actions_addchdir_np", actions, scratch.string(path), 0);
    return this;
  }

  public Spawn newSession() {
    flags |= SETSID;
    return this;
  }

  public Spawn processGroup(int group) {
    flags |= SETPGROUP;
    check("posix_spawnattr_setpgroup", attributes, group, 0);
    return this;
  }

  /// Signals that the child takes as by default although this process ignores them.
  public Spawn defaultSignals(int... signals) {
    for (int s : signals) {
      defaults.add(s);
      ignored.remove(s);
    }
    return this;
  }

  /// Signals that the child ignores although this process does not.
  public Spawn ignore(Set<Integer> signals) {
    ignored.addAll(signals);
    defaults.removeAll(signals);
    return this;
  }

  /// The child has the real user and group as its effective ones.
  public Spawn resetIds() {
    flags |= RESETIDS;
    return this;
  }

  /// The signals that the child blocks; none unless this is called.
  public Spawn block(Collection<Integer> signals) {
    check("posix_spawnattr_setsigmask", attributes, set(signals), 0);
    return this;
  }

  private long set(Collection<Integer> signals) {
    MemorySegment set = scratch.cleared(SIGSET_SIZE);
    for (int s : signals) {
      Libc.call(scratch, Libc.function("sigaddset"), set.address(), s, 0, 0, 0, 0);
    }
    return set.address();
  }

  /// What else is to be done for the child; its descriptors excepted, see [ChildPlan#actions].
  public Spawn plan(ChildPlan wanted) {
    plan = wanted;
    wanted.prepare(this);
    return this;
  }

  /// The signals that Python itself ignores.
  public Spawn restoreSignals() {
    return defaultSignals(SIGPIPE, SIGXFSZ);
  }

  /// Starts the first program of `paths` that can be: its process id, or the negated errno.
  public int start(byte[][] paths, boolean searchPath) {
    if (!defaults.isEmpty()) {
      flags |= SETSIGDEF;
      check("posix_spawnattr_setsigdefault", attributes, set(defaults), 0);
    }
    check("posix_spawnattr_setflags", attributes, flags, 0);
    try {
      return failed != 0 ? -failed
          : HostSignals.whileIgnored(ignored, startOf(new Programs(paths, searchPath)));
    } finally {
      Libc.call(scratch, Libc.function("posix_spawn_file_actions_destroy"), actions, 0, 0, 0, 0, 0);
      Libc.call(scratch, Libc.function("posix_spawnattr_destroy"), attributes, 0, 0, 0, 0, 0);
      scratch.giveBack();
    }
  }

  /// How the child is made: on a thread of its own where it is to inherit what is not the calling thread's.
  private IntSupplier startOf(Programs programs) {
    boolean hasLimits = plan != null && plan.hasLimits();
    if (hasLimits && HeldChild.isPossible()) {
      return () -> startHeld(programs);
    }
    IntSupplier start = umask >= 0 || plan != null && plan.needsThread() ? () -> onOwnThread(() -> make(programs), maker -> { }) : programs::start;
    return hasLimits ? () -> limited(start.getAsInt()) : start;
  }

  /// Sets the limits of a child whose program may have begun already.
  private int limited(int pid) {
    if (pid > 0) {
      plan.limit(pid);
    }
    return pid;
  }

  private int startHeld(Programs programs) {
    try (HeldChild held = new HeldChild()) {
      held.hold(this);
      return onOwnThread(() -> {
        held.begin();
        return make(programs);
      }, maker -> held.attend(maker, plan::limit));
    } catch (IOException e) {
      return -Errno.EAGAIN;
    }
  }

  /// Makes the child on a thread that ends then.
  private int make(Programs programs) {
    int r = plan == null ? 0 : plan.takeSteps();
    return r < 0 ? r : umask < 0 ? programs.start() : Umask.during(umask, programs::start);
  }

  /// A child inherits what its parent's thread is: that is a thread which ends then.
  ///
  /// @param meanwhile what the calling thread does before it waits
  private static int onOwnThread(IntSupplier start, Consumer<Thread> meanwhile) {
    int[] pid = {-Errno.EAGAIN};
    Thread maker = Thread.ofPlatform().name("atoll-spawn").stackSize(STACK_BYTES).unstarted(() -> pid[0] = start.getAsInt());
    maker.start();
    meanwhile.accept(maker);
    boolean interrupted = false;
    while (maker.isAlive()) {
      try {
        maker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return pid[0];
  }

  /// The programs to be tried, their arguments and variables, as the system is given them. Made by the thread that has the
  /// scratch, used by the one that makes the child.
  private final class Programs {
    private final boolean searchPath;
    private final long pid = scratch.cleared(8).address();
    private final long args = scratch.strings(argv);
    private final long env = scratch.strings(envp);
    private final long[] paths;

    Programs(byte[][] paths, boolean searchPath) {
      this.searchPath = searchPath;
      this.paths = Arrays.stream(paths).mapToLong(scratch::string).toArray();
    }

    /// Starts the first that can be, as execve over a search path: an error other than a missing file is the one that is told.
    int start() {
      MemorySegment spawn = Libc.function(searchPath ? "posix_spawnp" : "posix_spawn");
      int error = 0;
      for (long path : paths) {
        int r = (int) Libc.call(scratch, spawn, pid, path, actions, attributes, args, env);
        if (r == 0) {
          return MemorySegment.ofAddress(pid).reinterpret(Integer.BYTES).get(ValueLayout.JAVA_INT, 0);
        }
        if (error == 0 || r != Errno.ENOENT && r != Errno.ENOTDIR) {
          error = r;
        }
      }
      return -error;
    }
  }
}
