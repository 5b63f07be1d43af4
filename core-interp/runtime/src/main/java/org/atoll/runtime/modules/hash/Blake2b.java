package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// `_blake2.blake2b`. Guarded by the GIL.
@PyTypeDef(name = "blake2b", module = "_blake2", basetype = false)
public final class Blake2b extends FixedHash {
  public static final PyType TYPE = PyType.builtin(new Blake2bBinder());

  @PyConstant
  static final long SALT_SIZE = 16;
  @PyConstant
  static final long PERSON_SIZE = 16;
  @PyConstant
  static final long MAX_KEY_SIZE = 64;
  @PyConstant
  static final long MAX_DIGEST_SIZE = 64;

  private Blake2b(Blake2.Parameters p) {
    super(TYPE, "blake2b", p.digestSize(), 128, new Blake2(true, p));
  }

  private Blake2b(Blake2b other) {
    super(other);
  }

  @PyNew(sig = "(data=<absent>, /, *, digest_size=64, key=<absent>, salt=<absent>, person=<absent>, fanout=1, depth=1, "
      + "leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object data, int digestSize, Object key, Object salt, Object person,
      int fanout, int depth, Object leafSize, Object nodeOffset, int nodeDepth, int innerSize, boolean lastNode,
      boolean usedforsecurity, Object string) {
    Blake2.Parameters p = new Blake2Arguments(true).check(ts, digestSize, key, salt, person, fanout, depth, leafSize,
        nodeOffset, nodeDepth, innerSize, lastNode);
    return new Blake2b(p).fed(ts, data, string, Blake2b.class);
  }

  @PyMethod(sig = "()", doc = "An independent copy.")
  Object copy() {
    return new Blake2b(this);
  }
}
