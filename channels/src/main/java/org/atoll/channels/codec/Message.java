package org.atoll.channels.codec;

import java.util.List;
import org.atoll.runtime.interp.ThreadState;

/// A snapshot on its way to another interpreter. It may be taken by one receiver, once; who drops it instead calls
/// [#release].
///
/// @param root the value, or what it is rebuilt from
/// @param rebuild whether the receiver has to rebuild anything at all
/// @param holds what gives back the references that the message has to things all interpreters share, such as queues: they
///     must not vanish on the way
public record Message(Object root, boolean rebuild, List<Runnable> holds) {
  Message(Object root, boolean rebuild) {
    this(root, rebuild, List.of());
  }

  /// Makes the snapshot of a value, under the GIL of the interpreter that owns it.
  /// @throws PyException what pickling the value would raise where it cannot be sent
  public static Message of(ThreadState ts, Object value) {
    if (PyKryo.isImmutable(value)) {
      return new Message(value, false);
    }
    return PyKryo.with(ts, kryo -> kryo.snapshot(ts, value));
  }

  /// The value as an object of the receiver, under the receiver's GIL.
  public Object open(ThreadState ts) {
    try {
      return rebuild ? new Rebuilder(ts).rebuild(root) : root;
    } finally {
      release();
    }
  }

  /// The value as an object of the receiver, under the receiver's GIL; the message may be opened again. What it holds on to
  /// is given back by [#release] alone.
  public Object openCopy(ThreadState ts) {
    return rebuild ? new Rebuilder(ts).rebuild(new SnapshotCopies(ts).copy(root)) : new SnapshotCopies(ts).copy(root);
  }

  /// A message of the same value, which holds on to nothing. Runs no Python code; nobody may open this one meanwhile.
  public Message copy(ThreadState ts) {
    return new Message(new SnapshotCopies(ts).copy(root), rebuild);
  }

  /// Gives back what the message holds on to; to be called again, by any thread, is harmless.
  public void release() {
    if (!holds.isEmpty()) {
      takeHolds().forEach(Runnable::run);
    }
  }

  private List<Runnable> takeHolds() {
    synchronized (holds) {
      List<Runnable> all = List.copyOf(holds);
      holds.clear();
      return all;
    }
  }

  /// The snapshot as bytes.
  public byte[] toBytes(ThreadState ts) {
    return PyKryo.with(ts, kryo -> kryo.write(root));
  }

  /// A snapshot from bytes.
  public static Message fromBytes(ThreadState ts, byte[] bytes) {
    return new Message(PyKryo.with(ts, kryo -> kryo.read(bytes)), true);
  }
}
