package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;

/// `_sha3.shake_256`. Guarded by the GIL.
@PyTypeDef(name = "shake_256", module = "_sha3", basetype = false)
public final class Shake256 extends ShakeHash {
  public static final PyType TYPE = PyType.builtin(new Shake256Binder());

  private Shake256() {
    super(TYPE, "shake_256", 136, new Shake(256));
  }

  private Shake256(Shake256 other) {
    super(other);
  }

  @PyNew(sig = "(data=<absent>, /, *, usedforsecurity=True, string=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object data, boolean usedforsecurity, Object string) {
    return new Shake256().fed(ts, data, string, Shake256.class);
  }

  @PyMethod(sig = "()", doc = "An independent copy.")
  Object copy() {
    return new Shake256(this);
  }

  @PyGetter
  Object _rate_bits() {
    return 136 * 8L;
  }

  @PyGetter
  Object _capacity_bits() {
    return 1600 - 136 * 8L;
  }

  @PyGetter
  Object _suffix() {
    return new PyBytes(new byte[] {0x1f});
  }
}
