package org.atoll.runtime.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What code wants for a child process that is about to be started (`preexec_fn`). A JVM cannot fork, so that code runs in this
/// process before there is a child; what it asks of the system about the process as a whole is not done but noted here, and
/// [Spawn] does it for the child alone. Its working directory, umask and environment are in the [Access] that goes with it.
///
/// Used by one thread.
public final class ChildPlan {
  /// A call to be made by the thread that the child is made from: what it says of that thread, the child inherits.
  ///
  /// @param memory what the argument at `position` points to; null for none
  private record Step(String function, byte[] memory, int position, long[] args) {}

  /// A limit, as `struct rlimit`.
  private record Limit(long resource, byte[] values) {}

  /// A descriptor that becomes another one, or is closed where that is negative.
  private record FileAction(int fd, int target) {}

  private static final Set<String> STEPS = Set.of("nice", "setpriority", "setuid", "seteuid", "setgid", "setegid", "setreuid", "setregid", "setresuid",
      "setresgid", "setgroups", "sched_setaffinity", "sched_setparam", "sched_setscheduler");
  private static final Set<String> PROCESS = Set.of("setsid", "setpgid", "setrlimit");
  /// libc would change all threads of the process; the system call changes one.
  private static final Map<String, Integer> NUMBERS = System.getProperty("os.arch").equals("aarch64")
      ? Map.of("setregid", 143, "setgid", 144, "setreuid", 145, "setuid", 146, "setresuid", 147, "setresgid", 149, "setgroups", 159)
      : Map.of("setuid", 105, "setgid", 106, "setreuid", 113, "setregid", 114, "setgroups", 116, "setresuid", 117, "setresgid", 119);

  private final List<Step> steps = new ArrayList<>();
  private final List<Limit> limits = new ArrayList<>();
  private final List<FileAction> files = new ArrayList<>();
  private final Set<Integer> defaults = new TreeSet<>();
  private final Set<Integer> ignored = new TreeSet<>();
  private Set<Integer> blocked;
  private boolean session;
  private int group = -1;

  /// The plan that the calling thread's code is making, or null.
  public static ChildPlan current() {
    Access a = Access.current();
    return a == null ? null : a.plan();
  }

  /// The plan that a call of this function is to be noted in; null where it is to be made.
  static ChildPlan taking(String function) {
    ChildPlan p = current();
    return p != null && (STEPS.contains(function) || PROCESS.contains(function)) ? p : null;
  }

  /// Notes a call and answers 0.
  int add(String function, byte[] memory, int position, long... args) {
    switch (function) {
      case "setsid" -> session = true;
      case "setpgid" -> group = (int) args[1];
      case "setrlimit" -> limits.add(new Limit(args[0], memory.clone()));
      default -> steps.add(new Step(function, memory == null ? null : memory.clone(), position, args.clone()));
    }
    return 0;
  }

  /// The child runs as another user or with other groups; null or -1 for what stays.
  public void identity(long user, long ownGroup, int[] groups) {
    if (groups != null) {
      byte[] ids = new byte[Math.max(4, 4 * groups.length)];
      for (int i = 0; i < groups.length; i++) {
        Posix.putInt(ids, 4 * i, groups[i]);
      }
      add("setgroups", ids, 1, groups.length);
    }
    if (ownGroup >= 0) {
      add("setregid", null, -1, ownGroup, ownGroup);
    }
    if (user >= 0) {
      add("setreuid", null, -1, user, user);
    }
  }

  // Descriptors.

  void close(int fd) {
    files.add(new FileAction(fd, -1));
  }

  void duplicate(int fd, int target) {
    files.add(new FileAction(fd, target));
  }

  // Signals.

  /// How the child is to take a signal: ignored, or else as by default.
  public void signal(int number, boolean ignore) {
    (ignore ? ignored : defaults).add(number);
    (ignore ? defaults : ignored).remove(number);
  }

  /// The signals that the child blocks.
  public void block(Set<Integer> signals) {
    blocked = new TreeSet<>(signals);
  }

  // Doing it.

  boolean needsThread() {
    return !steps.isEmpty();
  }

  boolean hasLimits() {
    return !limits.isEmpty();
  }

  /// Tells what the system can do for a new process.
  void prepare(Spawn spawn) {
    if (session) {
      spawn.newSession();
    }
    if (group >= 0) {
      spawn.processGroup(group);
    }
    if (!defaults.isEmpty()) {
      spawn.defaultSignals(defaults.stream().mapToInt(n -> n).toArray());
    }
    spawn.ignore(ignored);
    if (blocked != null) {
      spawn.block(blocked);
    }
  }

  /// Adds what is to be done with descriptors.
  ///
  /// @param closeTargets whether those that come about are to be closed again
  public void actions(Spawn spawn, boolean closeTargets) {
    for (FileAction a : files) {
      if (a.target < 0) {
        spawn.close(a.fd);
      } else {
        spawn.dup2(a.fd, a.target);
      }
    }
    if (closeTargets) {
      files.stream().filter(a -> a.target > 2).forEach(a -> spawn.close(a.target));
    }
  }

  /// Makes the calls that concern the calling thread: 0, or the negated errno of the first that failed.
  int takeSteps() {
    for (Step s : steps) {
      int r = take(s);
      if (r < 0) {
        return r;
      }
    }
    return 0;
  }

  private static int take(Step s) {
    return switch (s.function) {
      case "seteuid" -> raw("setresuid", null, -1, -1, s.args[0], -1);
      case "setegid" -> raw("setresgid", null, -1, -1, s.args[0], -1);
      default -> raw(s.function, s.memory, s.position, s.args);
    };
  }

  private static int raw(String function, byte[] memory, int position, long... args) {
    Integer number = NUMBERS.get(function);
    if (number == null) {
      return memory == null ? Libc.invoke(function, args) : Posix.rawWithMemory(function, memory, position, args);
    }
    long[] all = new long[args.length + 1];
    all[0] = number;
    System.arraycopy(args, 0, all, 1, args.length);
    return memory == null ? (int) Libc.invokeLong("syscall", all) : Posix.rawWithMemory("syscall", memory, position + 1, all);
  }

  /// Sets the limits of the process that has been started.
  void limit(int pid) {
    for (Limit l : limits) {
      Posix.rawWithMemory("prlimit", l.values.clone(), 2, pid, l.resource, 0);
    }
  }
}
