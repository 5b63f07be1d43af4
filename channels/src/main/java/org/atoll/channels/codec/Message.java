package org.atoll.channels.codec;

import java.lang.ref.Reference;
import java.util.List;
import org.atoll.runtime.host.Cleanup;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// A snapshot on its way to another interpreter. It may be taken by one receiver, once; who drops it instead calls
/// [#release]. One that nothing refers to any more, since whoever was about to open it has been killed for instance, lets go
/// by itself, some time later.
///
/// @param root the value, or what it is rebuilt from
/// @param rebuild whether the receiver has to rebuild anything at all
/// @param holds what gives back the references that the message has to things all interpreters share, such as queues: they
///     must not vanish on the way
public record Message(Object root, boolean rebuild, List<Runnable> holds) {
  /// @param holds empty, or a list that belongs to the message
  public Message {
    if (!holds.isEmpty()) {
      Cleanup.register(this, () -> letGo(holds));
    }
  }

  Message(Object root, boolean rebuild) {
    this(root, rebuild, List.of());
  }

  /// Makes the snapshot of a value, under the GIL of the interpreter that owns it.
  /// @throws PyException what pickling the value would raise where it cannot be sent
  public static Message of(ThreadState ts, Object value) {
    if (PyKryo.isImmutable(value) && !Form.BYTES) {
      return new Message(value, false);
    }
    return PyKryo.with(ts, kryo -> kryo.snapshot(ts, value));
  }

  /// The value as an object of the receiver, under the receiver's GIL.
  public Object open(ThreadState ts) {
    try {
      return rebuild ? Rebuilder.rebuild(ts, root, false) : root;
    } finally {
      release();
      Reference.reachabilityFence(this);
    }
  }

  /// As [#open], for a message from somebody who must not have code run here: what would need that is refused.
  ///
  /// @throws PyException ValueError where the message is more than plain data
  public Object openPlain(ThreadState ts) {
    try {
      return rebuild ? Rebuilder.rebuild(ts, root, true) : root;
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.ValueError) || !PyErr.matches(e, PyExc.Exception) || PyErr.matches(e, PyExc.MemoryError)) {
        throw e;
      }
      PyException malformed = PyErr.valueError("malformed message: %s", String.valueOf(e.getMessage()));
      malformed.value.cause = e.value;
      throw malformed;
    } finally {
      release();
      Reference.reachabilityFence(this);
    }
  }

  /// The value as an object of the receiver, under the receiver's GIL; the message may be opened again. What it holds on to
  /// is given back by [#release] alone.
  public Object openCopy(ThreadState ts) {
    try {
      Object copy = new SnapshotCopies().copy(root);
      return rebuild ? Rebuilder.rebuild(ts, copy, false) : copy;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /// A message of the same value, which holds on to nothing. Runs no Python code; nobody may open this one meanwhile.
  public Message copy(ThreadState ts) {
    return new Message(new SnapshotCopies().copy(root), rebuild);
  }

  /// Gives back what the message holds on to; to be called again, by any thread, is harmless.
  public void release() {
    if (!holds.isEmpty()) {
      letGo(holds);
    }
  }

  private static void letGo(List<Runnable> holds) {
    List<Runnable> all;
    synchronized (holds) {
      all = List.copyOf(holds);
      holds.clear();
    }
    all.forEach(Runnable::run);
  }

  /// A value as bytes, for another process or a file, under the GIL of the interpreter that owns it.
  ///
  /// @throws PyException as [#of], and ValueError for what means something in this process only, such as a memoryview or an actor
  public static byte[] bytesOf(ThreadState ts, Object value) {
    return PyKryo.with(ts, kryo -> kryo.bytesOf(ts, value));
  }

  /// A snapshot from bytes, whoever they are from: it is passive data. [#openPlain] makes values of it that are plain data,
  /// [#open] does whatever the sender says. Under the GIL of the receiver.
  ///
  /// @throws PyException ValueError where the bytes are no message of this format, `MessageLimitError` where it is too large
  public static Message fromBytes(ThreadState ts, byte[] bytes) {
    return PyKryo.with(ts, kryo -> {
      Object root = kryo.read(bytes, null);
      return new Message(root, kryo.rebuild);
    });
  }
}
