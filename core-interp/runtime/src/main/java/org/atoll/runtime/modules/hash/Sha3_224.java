package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;

/// `_sha3.sha3_224`. Guarded by the GIL.
@PyTypeDef(name = "sha3_224", module = "_sha3", basetype = false)
public final class Sha3_224 extends FixedHash {
  public static final PyType TYPE = PyType.builtin(new Sha3_224Binder());

  private Sha3_224() {
    super(TYPE, "sha3_224", 28, 144, JdkDigest.of("SHA3-224"));
  }

  private Sha3_224(Sha3_224 other) {
    super(other);
  }

  @PyNew(sig = "(data=<absent>, /, *, usedforsecurity=True, string=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object data, boolean usedforsecurity, Object string) {
    return new Sha3_224().fed(ts, data, string, Sha3_224.class);
  }

  @PyMethod(sig = "()", doc = "An independent copy.")
  Object copy() {
    return new Sha3_224(this);
  }

  @PyGetter
  Object _rate_bits() {
    return 144 * 8L;
  }

  @PyGetter
  Object _capacity_bits() {
    return 1600 - 144 * 8L;
  }

  @PyGetter
  Object _suffix() {
    return new PyBytes(new byte[] {6});
  }
}
