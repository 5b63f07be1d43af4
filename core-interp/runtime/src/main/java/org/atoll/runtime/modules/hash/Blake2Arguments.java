package org.atoll.runtime.modules.hash;

import java.math.BigInteger;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.types.PyErr;

/// Checks the arguments of `blake2b` and `blake2s`. Stateless.
final class Blake2Arguments {
  private final boolean wide;
  private final int maxDigest;

  Blake2Arguments(boolean wide) {
    this.wide = wide;
    maxDigest = wide ? 64 : 32;
  }

  /// The parameters, or the ValueError or OverflowError that CPython raises for them.
  Blake2.Parameters check(ThreadState ts, int digestSize, Object key, Object salt, Object person, int fanout, int depth,
      Object leafSize, Object nodeOffset, int nodeDepth, int innerSize, boolean lastNode) {
    if (digestSize <= 0 || digestSize > maxDigest) {
      throw PyErr.valueError("digest_size for %s must be between 1 and %s bytes, here it is %s",
          wide ? "Blake2b" : "Blake2s", maxDigest, digestSize);
    }
    byte[] saltBytes = bytes(ts, salt, wide ? 16 : 8, "salt");
    byte[] personBytes = bytes(ts, person, wide ? 16 : 8, "person");
    range(fanout, 0, 255, "fanout must be between 0 and 255");
    range(depth, 1, 255, "depth must be between 1 and 255");
    long leaf = unsigned(ts, leafSize, 32, "leaf_size is too large");
    long node = unsigned(ts, nodeOffset, wide ? 64 : 48, "node_offset is too large");
    range(nodeDepth, 0, 255, "node_depth must be between 0 and 255");
    range(innerSize, 0, maxDigest, "inner_size must be between 0 and is " + maxDigest);
    return new Blake2.Parameters(digestSize, bytes(ts, key, maxDigest, "key"), saltBytes, personBytes, fanout, depth, leaf,
        node, nodeDepth, innerSize, lastNode);
  }

  private static byte[] bytes(ThreadState ts, Object value, int max, String what) {
    if (value == null) {
      return new byte[0];
    }
    byte[] bytes = ByteArgs.bytes(ts, value);
    if (bytes.length > max) {
      throw PyErr.valueError("maximum %s length is %s bytes", what, max);
    }
    return bytes;
  }

  private static void range(int value, int min, int max, String message) {
    if (value < min || value > max) {
      throw PyErr.valueError(message);
    }
  }

  private static long unsigned(ThreadState ts, Object value, int bits, String message) {
    Object v = PyNumber.index(ts, value);
    BigInteger n = v instanceof Long l ? BigInteger.valueOf(l) : (BigInteger) v;
    if (n.signum() < 0) {
      throw PyErr.valueError("Cannot convert negative int");
    }
    if (n.bitLength() > bits) {
      throw PyErr.overflowError(n.bitLength() > 64 ? "Python int too large for C unsigned long long" : message);
    }
    return n.longValue();
  }
}
