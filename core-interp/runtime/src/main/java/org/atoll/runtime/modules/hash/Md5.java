package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// `_md5.MD5Type`. Guarded by the GIL.
@PyTypeDef(name = "MD5Type", module = "_md5", basetype = false, instantiable = false)
public final class Md5 extends FixedHash {
  public static final PyType TYPE = PyType.builtin(new Md5Binder());

  Md5() {
    super(TYPE, "md5", 16, 64, JdkDigest.of("MD5"));
  }

  private Md5(Md5 other) {
    super(other);
  }

  @PyMethod(sig = "()", doc = "An independent copy.")
  Object copy() {
    return new Md5(this);
  }
}
