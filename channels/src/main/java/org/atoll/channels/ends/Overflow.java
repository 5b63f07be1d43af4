package org.atoll.channels.ends;

import java.util.Locale;
import org.atoll.runtime.types.PyErr;

/// What becomes of an item that is sent while a channel is full.
enum Overflow {
  /// Its sender waits for room.
  BLOCK,
  /// Its sender is told at once.
  FAIL,
  /// What has waited longest makes room; with priorities, of that what is least urgent.
  DROP_OLDEST,
  /// It is dropped itself.
  DROP_NEWEST;

  /// @throws org.atoll.runtime.types.PyException ValueError for any other name
  static Overflow named(String name) {
    for (Overflow o : values()) {
      if (o.label().equals(name)) {
        return o;
      }
    }
    throw PyErr.valueError("overflow must be 'block', 'fail', 'drop_oldest' or 'drop_newest', not '%s'", name);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
