package org.atoll.runtime.modules.posix;

import org.atoll.runtime.host.FileStatus;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyStructSequence;

/// The result types of the module `posix`.
final class Results {
  static final PyType STAT = PyStructSequence.define("os.stat_result", "stat_result: Result from stat, fstat, or lstat.", 10, "st_mode", "st_ino",
      "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", null, null, null, "st_atime", "st_mtime", "st_ctime", "st_atime_ns", "st_mtime_ns",
      "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev");
  static final PyType STATVFS = PyStructSequence.define("os.statvfs_result", "statvfs_result: Result from statvfs or fstatvfs.", 10, "f_bsize", "f_frsize",
      "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail", "f_flag", "f_namemax", "f_fsid");
  static final PyType UNAME = PyStructSequence.define("posix.uname_result", "uname_result: Result from os.uname().", 5, "sysname", "nodename", "release",
      "version", "machine");
  static final PyType TIMES = PyStructSequence.define("posix.times_result", "times_result: Result from os.times().", 5, "user", "system", "children_user",
      "children_system", "elapsed");
  static final PyType TERMINAL_SIZE = PyStructSequence.define("os.terminal_size", "A tuple of (columns, lines) for holding terminal window size", 2, "columns",
      "lines");
  static final PyType WAITID = PyStructSequence.define("posix.waitid_result", "waitid_result: Result from waitid.", 5, "si_pid", "si_uid", "si_signo",
      "si_status", "si_code");
  static final PyType SCHED_PARAM = PyStructSequence.defineOfFields("posix.sched_param", "Currently has only one field: sched_priority", "sched_priority");
  /// `struct_rusage` of the module `resource`.
  static final PyType RUSAGE = PyStructSequence.define("resource.struct_rusage", "struct_rusage: Result from getrusage.", 16, "ru_utime", "ru_stime",
      "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt", "ru_majflt", "ru_nswap", "ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv",
      "ru_nsignals", "ru_nvcsw", "ru_nivcsw");

  private Results() {}

  static PyStructSequence stat(FileStatus s) {
    return PyStructSequence.of(STAT, (long) s.mode(), s.ino(), s.dev(), s.nlink(), s.uid(), s.gid(), s.size(), Math.floorDiv(s.atime(), 1_000_000_000L),
        Math.floorDiv(s.mtime(), 1_000_000_000L), Math.floorDiv(s.ctime(), 1_000_000_000L), seconds(s.atime()), seconds(s.mtime()), seconds(s.ctime()),
        s.atime(), s.mtime(), s.ctime(), s.blksize(), s.blocks(), s.rdev());
  }

  /// Nanoseconds in seconds, as `st_mtime` has them.
  static double seconds(long nanos) {
    return Math.floorDiv(nanos, 1_000_000_000L) + 1e-9 * Math.floorMod(nanos, 1_000_000_000L);
  }
}
