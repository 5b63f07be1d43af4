package org.atoll.channels.codec;

import org.atoll.runtime.interp.ThreadState;

/// What a message carries in place of an object that stands for something all interpreters have; the receiver makes an
/// object of its own from it. Immutable; has no form in bytes.
public interface Portable {
  /// The receiver's object, made under its GIL.
  Object make(ThreadState ts);

  /// The name of the object's class, for errors.
  default String typeName() {
    return getClass().getSimpleName();
  }
}
