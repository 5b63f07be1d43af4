package org.atoll.channels.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;

/// Sizes that arrive in bytes: never trusted beyond what the rest of the input can hold.
final class Sizes {
  private Sizes() {}

  /// A count of elements that take at least `least` bytes each.
  static int checked(Input in, int count, int least) {
    if (count < 0 || (long) count * least > in.limit() - in.position()) {
      throw new KryoException("size " + count + " is larger than the message");
    }
    return count;
  }
}
