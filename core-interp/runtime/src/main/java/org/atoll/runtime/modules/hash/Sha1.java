package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// `_sha1.SHA1Type`. Guarded by the GIL.
@PyTypeDef(name = "SHA1Type", module = "_sha1", basetype = false, instantiable = false)
public final class Sha1 extends FixedHash {
  public static final PyType TYPE = PyType.builtin(new Sha1Binder());

  Sha1() {
    super(TYPE, "sha1", 20, 64, JdkDigest.of("SHA-1"));
  }

  private Sha1(Sha1 other) {
    super(other);
  }

  @PyMethod(sig = "()", doc = "An independent copy.")
  Object copy() {
    return new Sha1(this);
  }
}
