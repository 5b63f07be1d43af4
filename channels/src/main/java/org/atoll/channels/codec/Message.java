package org.atoll.channels.codec;

import org.atoll.runtime.interp.ThreadState;

/// A snapshot on its way to another interpreter. It may be taken by one receiver, once.
///
/// @param root the value, or what it is rebuilt from
/// @param rebuild whether the receiver has to rebuild anything at all
public record Message(Object root, boolean rebuild) {
  /// Makes the snapshot of a value, under the GIL of the interpreter that owns it.
  /// @throws PyException what pickling the value would raise where it cannot be sent
  public static Message of(ThreadState ts, Object value) {
    if (PyKryo.isImmutable(value)) {
      return new Message(value, false);
    }
    PyKryo kryo = PyKryo.of(ts);
    return kryo.snapshot(ts, value);
  }

  /// The value as an object of the receiver, under the receiver's GIL.
  public Object open(ThreadState ts) {
    return rebuild ? new Rebuilder(ts).rebuild(root) : root;
  }

  /// The snapshot as bytes.
  public byte[] toBytes(ThreadState ts) {
    return PyKryo.of(ts).write(root);
  }

  /// A snapshot from bytes.
  public static Message fromBytes(ThreadState ts, byte[] bytes) {
    return new Message(PyKryo.of(ts).read(bytes), true);
  }
}
