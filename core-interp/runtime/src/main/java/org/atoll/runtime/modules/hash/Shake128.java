package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;

/// `_sha3.shake_128`. Guarded by the GIL.
@PyTypeDef(name = "shake_128", module = "_sha3", basetype = false)
public final class Shake128 extends ShakeHash {
  public static final PyType TYPE = PyType.builtin(new Shake128Binder());

  private Shake128() {
    super(TYPE, "shake_128", 168, new Shake(128));
  }

  private Shake128(Shake128 other) {
    super(other);
  }

  @PyNew(sig = "(data=<absent>, /, *, usedforsecurity=True, string=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object data, boolean usedforsecurity, Object string) {
    return new Shake128().fed(ts, data, string, Shake128.class);
  }

  @PyMethod(sig = "()", doc = "An independent copy.")
  Object copy() {
    return new Shake128(this);
  }

  @PyGetter
  Object _rate_bits() {
    return 168 * 8L;
  }

  @PyGetter
  Object _capacity_bits() {
    return 1600 - 168 * 8L;
  }

  @PyGetter
  Object _suffix() {
    return new PyBytes(new byte[] {0x1f});
  }
}
