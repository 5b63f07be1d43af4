package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.object.PyType;

/// A hash object whose digest has one length.
abstract class FixedHash extends HashObject {
  FixedHash(PyType type, String name, int digestSize, int blockSize, Digest digest) {
    super(type, name, digestSize, blockSize, digest);
  }

  FixedHash(HashObject other) {
    super(other);
  }

  @PyMethod(sig = "()", doc = "The digest of all fed so far, as bytes.")
  Object digest() {
    return digestBytes(0);
  }

  @PyMethod(sig = "()", doc = "The digest of all fed so far, in hexadecimal.")
  Object hexdigest() {
    return hex(0);
  }
}
