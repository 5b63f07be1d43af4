package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;

/// `_sha3.sha3_384`. Guarded by the GIL.
@PyTypeDef(name = "sha3_384", module = "_sha3", basetype = false)
public final class Sha3_384 extends FixedHash {
  public static final PyType TYPE = PyType.builtin(new Sha3_384Binder());

  private Sha3_384() {
    super(TYPE, "sha3_384", 48, 104, JdkDigest.of("SHA3-384"));
  }

  private Sha3_384(Sha3_384 other) {
    super(other);
  }

  @PyNew(sig = "(data=<absent>, /, *, usedforsecurity=True, string=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object data, boolean usedforsecurity, Object string) {
    return new Sha3_384().fed(ts, data, string, Sha3_384.class);
  }

  @PyMethod(sig = "()", doc = "An independent copy.")
  Object copy() {
    return new Sha3_384(this);
  }

  @PyGetter
  Object _rate_bits() {
    return 104 * 8L;
  }

  @PyGetter
  Object _capacity_bits() {
    return 1600 - 104 * 8L;
  }

  @PyGetter
  Object _suffix() {
    return new PyBytes(new byte[] {6});
  }
}
