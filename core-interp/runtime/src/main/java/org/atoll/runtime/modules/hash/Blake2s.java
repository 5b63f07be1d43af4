package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// `_blake2.blake2s`. Guarded by the GIL.
@PyTypeDef(name = "blake2s", module = "_blake2", basetype = false)
public final class Blake2s extends FixedHash {
  public static final PyType TYPE = PyType.builtin(new Blake2sBinder());

  @PyConstant
  static final long SALT_SIZE = 8;
  @PyConstant
  static final long PERSON_SIZE = 8;
  @PyConstant
  static final long MAX_KEY_SIZE = 32;
  @PyConstant
  static final long MAX_DIGEST_SIZE = 32;

  private Blake2s(Blake2.Parameters p) {
    super(TYPE, "blake2s", p.digestSize(), 64, new Blake2(false, p));
  }

  private Blake2s(Blake2s other) {
    super(other);
  }

  @PyNew(sig = "(data=<absent>, /, *, digest_size=32, key=<absent>, salt=<absent>, person=<absent>, fanout=1, depth=1, "
      + "leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object data, int digestSize, Object key, Object salt, Object person,
      int fanout, int depth, Object leafSize, Object nodeOffset, int nodeDepth, int innerSize, boolean lastNode,
      boolean usedforsecurity, Object string) {
    Blake2.Parameters p = new Blake2Arguments(false).check(ts, digestSize, key, salt, person, fanout, depth, leafSize,
        nodeOffset, nodeDepth, innerSize, lastNode);
    return new Blake2s(p).fed(ts, data, string, Blake2s.class);
  }

  @PyMethod(sig = "()", doc = "An independent copy.")
  Object copy() {
    return new Blake2s(this);
  }
}
