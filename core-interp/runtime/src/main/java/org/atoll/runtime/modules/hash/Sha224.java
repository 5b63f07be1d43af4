package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// `_sha2.SHA224Type`. Guarded by the GIL.
@PyTypeDef(name = "SHA224Type", module = "_sha2", basetype = false, instantiable = false)
public final class Sha224 extends FixedHash {
  public static final PyType TYPE = PyType.builtin(new Sha224Binder());

  Sha224() {
    super(TYPE, "sha224", 28, 64, JdkDigest.of("SHA-224"));
  }

  private Sha224(Sha224 other) {
    super(other);
  }

  @PyMethod(sig = "()", doc = "An independent copy.")
  Object copy() {
    return new Sha224(this);
  }
}
