package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// `_sha2.SHA512Type`. Guarded by the GIL.
@PyTypeDef(name = "SHA512Type", module = "_sha2", basetype = false, instantiable = false)
public final class Sha512 extends FixedHash {
  public static final PyType TYPE = PyType.builtin(new Sha512Binder());

  Sha512() {
    super(TYPE, "sha512", 64, 128, JdkDigest.of("SHA-512"));
  }

  private Sha512(Sha512 other) {
    super(other);
  }

  @PyMethod(sig = "()", doc = "An independent copy.")
  Object copy() {
    return new Sha512(this);
  }
}
