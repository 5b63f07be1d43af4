package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// `_sha2.SHA384Type`. Guarded by the GIL.
@PyTypeDef(name = "SHA384Type", module = "_sha2", basetype = false, instantiable = false)
public final class Sha384 extends FixedHash {
  public static final PyType TYPE = PyType.builtin(new Sha384Binder());

  Sha384() {
    super(TYPE, "sha384", 48, 128, JdkDigest.of("SHA-384"));
  }

  private Sha384(Sha384 other) {
    super(other);
  }

  @PyMethod(sig = "()", doc = "An independent copy.")
  Object copy() {
    return new Sha384(this);
  }
}
