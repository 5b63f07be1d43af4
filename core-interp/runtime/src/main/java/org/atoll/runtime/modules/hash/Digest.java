package org.atoll.runtime.modules.hash;

/// A running message digest. One thread at a time; belongs to one hash object.
interface Digest {
  /// Feeds `length` bytes from `offset` on.
  void update(byte[] data, int offset, int length);

  /// The digest of all fed so far; `lengthBytes` counts for digests of variable length only. Feeding may go on.
  byte[] digest(int lengthBytes);

  /// An independent digest in the same state.
  Digest copy();
}
