package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// `_sha2.SHA256Type`. Guarded by the GIL.
@PyTypeDef(name = "SHA256Type", module = "_sha2", basetype = false, instantiable = false)
public final class Sha256 extends FixedHash {
  public static final PyType TYPE = PyType.builtin(new Sha256Binder());

  Sha256() {
    super(TYPE, "sha256", 32, 64, JdkDigest.of("SHA-256"));
  }

  private Sha256(Sha256 other) {
    super(other);
  }

  @PyMethod(sig = "()", doc = "An independent copy.")
  Object copy() {
    return new Sha256(this);
  }
}
