package org.atoll.channels.ends;

import org.atoll.runtime.types.PyException;

/// What items are sent to. Thread-safe.
interface Outlet {
  /// What became of an item that was to be sent.
  enum Sent {
    DONE,
    /// There is no room.
    FULL,
    /// Nobody receives any more.
    NOBODY,
    /// The end that was used is closed.
    END_CLOSED
  }

  /// @throws PyException ValueError where items may not have that priority
  void requirePriority(long priority);

  /// What is sent for a value that stands for itself, or a parcel.
  Object packed(Object item);

  /// Sends an item by a handle. One that was not sent remains its sender's, who releases it.
  Sent offer(Handle by, Object item, long priority);

  /// Whether [#offer] would find room, or that nobody receives. Takes no lock.
  boolean hasRoom();

  /// Whether who finds no room waits for it.
  boolean hasSendersWait();

  /// The exception for [Sent#FULL].
  PyException full();

  /// The exception for who has waited for room in vain.
  PyException noRoomInTime();

  /// The exception for [Sent#NOBODY].
  PyException nobodyReceives();
}
