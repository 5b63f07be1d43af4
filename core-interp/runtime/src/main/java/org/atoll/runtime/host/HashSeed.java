package org.atoll.runtime.host;

import java.util.SplittableRandom;

/// The number that hashes of str and bytes begin with (`Python/bootstrap_hash.c`): one for the whole process, since
/// constants are shared by all interpreters. It is random unless a system property fixes it before the first hash.
public final class HashSeed {
  /// The system property that fixes the seed; 0 means hashes that are the same in every process.
  public static final String PROPERTY = "atoll.hashseed";

  private HashSeed() {}

  /// The seed of this process; to be asked for once.
  public static long choose() {
    Long fixed = Long.getLong(PROPERTY);
    if (fixed == null) {
      return new SplittableRandom().nextLong();
    }
    return fixed == 0 ? 0 : new SplittableRandom(fixed).nextLong();
  }
}
