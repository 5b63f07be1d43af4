package org.atoll.channels.ends;

import java.util.Locale;
import org.atoll.runtime.types.PyErr;

/// What becomes of a subscriber that has no room for an item.
enum Slow {
  /// Publishers wait for it.
  BLOCK(Overflow.BLOCK),
  /// It gets what it has, and then TooSlow.
  CLOSE(Overflow.FAIL),
  /// It misses its oldest items.
  DROP_OLDEST(Overflow.DROP_OLDEST),
  /// It misses the new item.
  DROP_NEWEST(Overflow.DROP_NEWEST);

  /// What that is for its channel.
  final Overflow overflow;

  Slow(Overflow overflow) {
    this.overflow = overflow;
  }

  /// @throws org.atoll.runtime.types.PyException ValueError for any other name
  static Slow named(String name) {
    for (Slow s : values()) {
      if (s.name().toLowerCase(Locale.ROOT).equals(name)) {
        return s;
      }
    }
    throw PyErr.valueError("slow must be 'block', 'close', 'drop_oldest' or 'drop_newest', not '%s'", name);
  }
}
