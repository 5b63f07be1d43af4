package org.atoll.channels.ends;

import org.atoll.channels.codec.Message;
import org.atoll.channels.codec.Sending;
import org.atoll.runtime.interp.ThreadState;

/// An item that is not a value that stands for itself: a snapshot, and what it takes. All other items are the values.
/// Thread-safe but for [#copy].
class Parcel {
  final Message message;
  /// An estimate.
  final long bytes;

  Parcel(Message message, long bytes) {
    this.message = message;
    this.bytes = bytes;
  }

  /// An item from a value of the calling thread's interpreter. Requires the GIL.
  ///
  /// @throws org.atoll.runtime.types.PyException NotShareableError where it cannot be sent
  static Object pack(ThreadState ts, Object value) {
    if (Sending.isImmutable(value)) {
      return value;
    }
    return of(Sending.snapshot(ts, value));
  }

  /// An item from a message.
  static Parcel of(Message message) {
    return new Parcel(message, Footprint.ofValue(message.root()));
  }

  /// The value of an item, for the calling thread's interpreter. Requires the GIL.
  ///
  /// @throws org.atoll.runtime.types.PyException NotShareableError, with the reason as its cause, where it cannot be rebuilt
  static Object unpack(ThreadState ts, Object item) {
    return item instanceof Parcel p ? p.open(ts) : item;
  }

  /// Lets go of what an item holds that nobody will open; to be called again is harmless.
  static void release(Object item) {
    if (item instanceof Parcel p) {
      p.release();
    }
  }

  Object open(ThreadState ts) {
    return Sending.open(ts, message);
  }

  void release() {
    message.release();
  }

  /// One that can be opened as well as this one. Runs no Python code; nobody may open this one meanwhile.
  final Parcel copy(ThreadState ts) {
    return new Parcel(message.copy(ts), bytes);
  }
}
