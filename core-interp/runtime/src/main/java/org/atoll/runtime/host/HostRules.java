package org.atoll.runtime.host;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// Which of the system's functions that are called by their name an interpreter may call, and with what. A function that has
/// no rule here is refused to interpreters with limited capabilities.
final class HostRules {
  static final int F_DUPFD = 0;
  static final int F_DUPFD_CLOEXEC = 1030;
  private static final int O_ASYNC = 020000;
  private static final int FLOCK_SIZE = 32;
  private static final int WORD = 8;
  private static final long GETPRIORITY = 140;

  /// What a call needs beside its descriptors.
  private enum Need { NOTHING, NETWORK, SUBPROCESS, PROCESS, MAIN }

  /// @param first the position of a descriptor among the integer arguments, or -1
  /// @param second that of another
  private record Rule(Need need, int first, int second) {}

  private static final Map<String, Rule> RULES = rules();

  private static Map<String, Rule> rules() {
    Map<String, Rule> all = new HashMap<>();
    // Asking.
    add(all, Need.NOTHING, -1, -1, "getppid getuid geteuid getgid getegid getpgrp getpgid getsid gettid getgroups getlogin_r getloadavg getpriority",
        "getrlimit prlimit getrusage getitimer sysconf confstr uname times sched_getaffinity prctl clock_gettime clock_getres",
        "cfgetispeed cfgetospeed cfsetispeed cfsetospeed getresuid getresgid sync sched_get_priority_max sched_get_priority_min sched_getparam",
        "sched_getscheduler sched_rr_get_interval");
    // Descriptors.
    add(all, Need.NOTHING, 0, -1, "fsync fdatasync fchmod fchown fpathconf posix_fallocate posix_fadvise lockf flock shutdown getsockopt setsockopt getsockname",
        "getpeername tcgetattr tcsetattr tcsendbreak tcdrain tcflush tcflow grantpt unlockpt epoll_wait fcntl ioctl tcgetpgrp accept4 recvfrom recvmsg",
        "ptsname_r timerfd_gettime");
    add(all, Need.NOTHING, 0, 1, "sendfile");
    add(all, Need.NOTHING, 0, 2, "copy_file_range epoll_ctl");
    add(all, Need.NETWORK, 0, -1, "bind connect listen");
    // Other processes.
    add(all, Need.SUBPROCESS, -1, -1, "waitpid waitid killpg kill syscall sem_post sem_trywait sem_timedwait sem_getvalue sem_close");
    add(all, Need.PROCESS, -1, -1, "abort syslog");
    // The process as a whole.
    add(all, Need.MAIN, -1, -1, "nice setpriority setrlimit alarm setitimer clock_settime umask setpgid setsid setuid seteuid setgid setegid setreuid",
        "setregid setresuid setresgid setlogmask tcsetpgrp fchdir chdir chroot sethostname openlog closelog",
        "sched_setaffinity sched_setparam sched_setscheduler setgroups setns unshare");
    return Map.copyOf(all);
  }

  private HostRules() {}

  private static void add(Map<String, Rule> all, Need need, int first, int second, String... names) {
    Rule rule = new Rule(need, first, second);
    for (String line : names) {
      for (String name : line.split(" ")) {
        all.put(name, rule);
      }
    }
  }

  /// Refuses a function that nobody has thought about.
  static RuntimeException unknown(Access a, String function) {
    return a.refused(function + "()", "subprocess", "'subprocess': True");
  }

  /// Runs a call of a function, if the calling thread's interpreter may.
  ///
  /// @param memory how many bytes of memory the function is given beside the integers, -1 for none
  static long guarded(String name, int memory, long[] args, LongSupplier call) {
    Access a = Access.sub();
    if (a == null) {
      return call.getAsLong();
    }
    requireStreamsUnchanged(name, args);
    Rule rule = RULES.get(name);
    if (rule == null) {
      if (Access.isLimited()) {
        throw unknown(a, name);
      }
      return call.getAsLong();
    }
    check(rule.need, name, args);
    if (rule.first < 0 || !Access.isLimited()) {
      return call.getAsLong();
    }
    if (!isSafe(name, memory, args)) {
      throw unknown(a, name);
    }
    int first = (int) args[rule.first];
    return rule.second < 0 ? Access.using(first, call) : Access.using(first, (int) args[rule.second], call);
  }

  /// Whether a standard stream waits, and whether children get it, is said for the whole process.
  private static void requireStreamsUnchanged(String name, long[] args) {
    boolean changes = name.equals("fcntl") && (args[1] == Posix.F_SETFL || args[1] == Posix.F_SETFD) || name.equals("ioctl") && IOCTL_FLAGS.contains(args[1]);
    if (changes) {
      Access.requireOwnNumber((int) args[0], name + "()");
    }
  }

  private static void check(Need need, String name, long[] args) {
    switch (need) {
      case NOTHING -> {
      }
      case NETWORK -> Access.requireNetwork(name + "()");
      case PROCESS -> Access.requireProcess(name + "()");
      case MAIN -> Access.requireMain(name + "()");
      case SUBPROCESS -> {
        if (name.equals("kill") && reachesThisProcess((int) args[0])) {
          Access.requireProcess("kill()");
        } else if (!name.equals("syscall") || args[0] != GETPRIORITY) {
          Access.requireSubprocess(name.equals("syscall") ? "access to another process" : name + "()");
        }
      }
    }
  }

  /// Whether a signal to this process, to its group or to all reaches it.
  private static boolean reachesThisProcess(int pid) {
    return pid <= 0 || pid == ProcessHandle.current().pid();
  }

  // Functions whose third argument may be the address of memory, which must not be taken from an integer of Python's.
  private static final Set<Long> FCNTL_NUMBERS = Set.of(0L, 1L, 2L, 3L, 4L, 9L, 1030L, 1031L, 1032L, 1033L, 1034L);
  private static final Set<Long> FCNTL_LOCKS = Set.of(5L, 6L, 7L, 36L, 37L, 38L);
  private static final Set<Long> IOCTL_NUMBERS = Set.of(0x5450L, 0x5451L);
  /// The size of a window, the number of waiting bytes, whether to wait, the number of a terminal.
  private static final Set<Long> IOCTL_WORDS = Set.of(0x5413L, 0x5414L, 0x541bL, 0x5421L, 0x80045430L);
  /// `FIONBIO`, `FIOASYNC`, `FIONCLEX` and `FIOCLEX`.
  private static final Set<Long> IOCTL_FLAGS = Set.of(0x5421L, 0x5452L, 0x5450L, 0x5451L);

  private static boolean isSafe(String name, int memory, long[] args) {
    if (name.equals("fcntl")) {
      if (memory >= 0) {
        return FCNTL_LOCKS.contains(args[1]) && memory >= FLOCK_SIZE;
      }
      return FCNTL_NUMBERS.contains(args[1]) && !(args[1] == Posix.F_SETFL && (args[2] & O_ASYNC) != 0);
    }
    if (name.equals("ioctl")) {
      return memory >= 0 ? IOCTL_WORDS.contains(args[1]) && memory <= WORD : IOCTL_NUMBERS.contains(args[1]);
    }
    return true;
  }
}
