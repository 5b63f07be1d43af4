package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;

/// A hash object from which digests of any length can be drawn.
abstract class ShakeHash extends HashObject {
  private static final long MAX_LENGTH = 1L << 29;

  ShakeHash(PyType type, String name, int blockSize, Digest digest) {
    super(type, name, 0, blockSize, digest);
  }

  ShakeHash(HashObject other) {
    super(other);
  }

  static int checked(long length) {
    if (length < 0) {
      throw PyErr.valueError("Cannot convert negative int");
    }
    if (length >= MAX_LENGTH) {
      throw PyErr.valueError("length is too large");
    }
    return (int) length;
  }

  @PyMethod(sig = "(length)", doc = "So many bytes of digest of all fed so far.")
  Object digest(long length) {
    return digestBytes(checked(length));
  }

  @PyMethod(sig = "(length)", doc = "So many bytes of digest of all fed so far, in hexadecimal.")
  Object hexdigest(long length) {
    return hex(checked(length));
  }
}
