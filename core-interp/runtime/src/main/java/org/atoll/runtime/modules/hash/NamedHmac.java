package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// `_hashlib.HMAC`. Guarded by the GIL.
@PyTypeDef(name = "HMAC", module = "_hashlib", basetype = false, instantiable = false, doc = "The object used to calculate HMAC of a message.")
public final class NamedHmac extends HmacObject {
  public static final PyType TYPE = PyType.builtin(new NamedHmacBinder());

  NamedHmac(HashAlgorithm algorithm, byte[] key) {
    super(TYPE, algorithm, key);
  }

  private NamedHmac(NamedHmac other) {
    super(other);
  }

  @PyMethod(sig = "()", doc = "Return a copy (\"clone\") of the HMAC object.")
  Object copy() {
    return new NamedHmac(this);
  }
}
