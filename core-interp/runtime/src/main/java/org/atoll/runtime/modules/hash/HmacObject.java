package org.atoll.runtime.modules.hash;

import java.util.Locale;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// What both HMAC types share. Guarded by the GIL.
abstract class HmacObject extends HashObject {
  private final HashAlgorithm algorithm;

  HmacObject(PyType type, HashAlgorithm algorithm, byte[] key) {
    super(type, "hmac-" + algorithm.pythonName, algorithm.digestSize, algorithm.blockSize, new Hmac(algorithm, key));
    this.algorithm = algorithm;
  }

  HmacObject(HmacObject other) {
    super(other);
    algorithm = other.algorithm;
  }

  @PyMethod
  Object __repr__() {
    return String.format(Locale.ROOT, "<%s HMAC object @ 0x%x>", algorithm.pythonName, PyObjects.id(this));
  }

  @PyMethod(sig = "()", doc = "Return the digest of the bytes passed to the update() method so far.")
  Object digest() {
    return digestBytes(algorithm.digestSize);
  }

  @PyMethod(sig = "()", doc = "Return hexadecimal digest of the bytes passed to the update() method so far.")
  Object hexdigest() {
    return hex(algorithm.digestSize);
  }
}
