package org.atoll.runtime.interp;

/// What an interpreter may use; [#NONE] where there is no limit. Immutable.
///
/// @param cpuNanos time for which its code may run, over all its threads and all it is asked to do
/// @param wallNanos time for which it may be at work, waiting included
/// @param memoryBytes memory that its objects may take
/// @param recursion depth of calls, which `sys.setrecursionlimit` cannot raise
/// @param threads Python threads at a time, besides the one that does the work it is asked for
/// @param openFiles descriptors at a time
/// @param mailbox messages that wait at a time
/// @param graceNanos time to clean up in once its end is decided, before it is ended by force
public record Limits(long cpuNanos, long wallNanos, long memoryBytes, int recursion, int threads, int openFiles, int mailbox, long graceNanos) {
  /// No limit.
  public static final int NONE = -1;
  private static final long DEFAULT_GRACE_NANOS = 1_000_000_000L;
  /// No limits at all.
  public static final Limits UNLIMITED = new Limits(NONE, NONE, NONE, NONE, NONE, NONE, NONE, DEFAULT_GRACE_NANOS);

  /// IllegalArgumentException for a negative limit other than [#NONE], or a recursion limit of 0.
  public Limits {
    if (cpuNanos < NONE || wallNanos < NONE || memoryBytes < NONE || recursion < NONE || recursion == 0 || threads < NONE || openFiles < NONE || mailbox < NONE
        || graceNanos < 0) {
      throw new IllegalArgumentException("a limit is negative");
    }
  }

  /// Whether several interpreters can keep to these each for itself: none of them limits what they use together.
  public boolean isShareable() {
    return cpuNanos == NONE && wallNanos == NONE && memoryBytes == NONE && threads == NONE && openFiles == NONE;
  }

  /// These with another limit of processor time.
  public Limits withCpuNanos(long nanos) {
    return new Limits(nanos, wallNanos, memoryBytes, recursion, threads, openFiles, mailbox, graceNanos);
  }

  /// These with another limit of time at work.
  public Limits withWallNanos(long nanos) {
    return new Limits(cpuNanos, nanos, memoryBytes, recursion, threads, openFiles, mailbox, graceNanos);
  }

  /// These with another limit of memory.
  public Limits withMemoryBytes(long bytes) {
    return new Limits(cpuNanos, wallNanos, bytes, recursion, threads, openFiles, mailbox, graceNanos);
  }

  /// These with another limit of recursion.
  public Limits withRecursion(int depth) {
    return new Limits(cpuNanos, wallNanos, memoryBytes, depth, threads, openFiles, mailbox, graceNanos);
  }

  /// These with another number of threads.
  public Limits withThreads(int count) {
    return new Limits(cpuNanos, wallNanos, memoryBytes, recursion, count, openFiles, mailbox, graceNanos);
  }

  /// These with another number of descriptors.
  public Limits withOpenFiles(int count) {
    return new Limits(cpuNanos, wallNanos, memoryBytes, recursion, threads, count, mailbox, graceNanos);
  }

  /// These with another length of the mailbox.
  public Limits withMailbox(int messages) {
    return new Limits(cpuNanos, wallNanos, memoryBytes, recursion, threads, openFiles, messages, graceNanos);
  }

  /// These with another time to clean up in.
  public Limits withGraceNanos(long nanos) {
    return new Limits(cpuNanos, wallNanos, memoryBytes, recursion, threads, openFiles, mailbox, nanos);
  }
}
