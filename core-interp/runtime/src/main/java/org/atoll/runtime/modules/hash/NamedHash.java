package org.atoll.runtime.modules.hash;

import java.util.Locale;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `_hashlib.HASH`: a hash of one of the functions known by name. Guarded by the GIL.
@PyTypeDef(name = "HASH", module = "_hashlib", instantiable = false, doc = """
    A hash is an object used to calculate a checksum of a string of information.""")
public class NamedHash extends HashObject {
  public static final PyType TYPE = PyType.builtin(new NamedHashBinder());

  final HashAlgorithm algorithm;

  NamedHash(HashAlgorithm algorithm) {
    this(TYPE, algorithm);
  }

  NamedHash(PyType type, HashAlgorithm algorithm) {
    super(type, algorithm.pythonName, algorithm.digestSize, algorithm.blockSize, algorithm.start());
    this.algorithm = algorithm;
  }

  NamedHash(NamedHash other) {
    super(other);
    algorithm = other.algorithm;
  }

  @PyMethod
  Object __repr__() {
    return String.format(Locale.ROOT, "<%s %s object @ 0x%x>", algorithm.pythonName, type.messageName(), PyObjects.id(this));
  }

  @PyMethod(sig = "()", doc = "Return a copy of the hash object.")
  Object copy() {
    return new NamedHash(this);
  }

  @PyMethod(sig = "()", doc = "Return the digest value as a bytes object.")
  Object digest() {
    return digestBytes(algorithm.digestSize);
  }

  @PyMethod(sig = "()", doc = "Return the digest value as a string of hexadecimal digits.")
  Object hexdigest() {
    return hex(algorithm.digestSize);
  }
}
