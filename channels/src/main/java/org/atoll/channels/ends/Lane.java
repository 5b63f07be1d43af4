package org.atoll.channels.ends;

/// The lock of one side of an [Exchange], and what only that side writes, apart in memory from what the other side writes: two
/// that lie in one cache line have senders and receivers wait for each other although their locks are two.
final class Lane {
  /// About what the items take that were added, and that were taken, by those who hold this lock.
  long addedBytes;
  long takenBytes;
  @SuppressWarnings("unused")
  private long apart0, apart1, apart2, apart3, apart4, apart5, apart6, apart7;
}
