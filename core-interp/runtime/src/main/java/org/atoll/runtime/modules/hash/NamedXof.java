package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// `_hashlib.HASHXOF`: a hash whose digest has the length that the caller asks for. Guarded by the GIL.
@PyTypeDef(name = "HASHXOF", module = "_hashlib", base = NamedHash.class, instantiable = false, doc = """
    A hash is an object used to calculate a checksum of a string of information.""")
public final class NamedXof extends NamedHash {
  public static final PyType TYPE = PyType.builtin(new NamedXofBinder());

  NamedXof(HashAlgorithm algorithm) {
    super(TYPE, algorithm);
  }

  private NamedXof(NamedXof other) {
    super(other);
  }

  @Override
  @PyMethod(sig = "()", doc = "Return a copy of the hash object.")
  Object copy() {
    return new NamedXof(this);
  }

  @PyMethod(sig = "(length)", doc = "Return the digest value as a bytes object.")
  Object digest(long length) {
    return digestBytes(ShakeHash.checked(length));
  }

  @PyMethod(sig = "(length)", doc = "Return the digest value as a string of hexadecimal digits.")
  Object hexdigest(long length) {
    return hex(ShakeHash.checked(length));
  }
}
