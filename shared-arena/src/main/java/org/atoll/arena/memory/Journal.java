package org.atoll.arena.memory;

import java.util.Arrays;

/// What stood in a region before it was overwritten, so that it can be put back: an undo log of words of 8 bytes.
///
/// Not thread-safe; belongs to whoever may write to the region.
public class Journal {
  private static final int FIRST_SIZE = 1 << 10;
  /// Above this, the log is not kept for the next time.
  private static final int KEPT_SIZE = 1 << 16;
  private static final int SEEN = 1 << 10;
  private static final int ROUND_SHIFT = 40;

  /// Pairs of a place and what stood there.
  private long[] log = new long[FIRST_SIZE];
  private int count;
  /// Places that are in the log already, some of them, with the round in which they came there.
  private final long[] seen = new long[SEEN];
  private long round;
  /// The end of what is noted; 0 for nothing.
  private long end;

  /// From now on what is overwritten is noted.
  ///
  /// @param until the end of what there is: what is behind it belongs to nobody once all is undone
  public void begin(long until) {
    count = 0;
    round = round + (1L << ROUND_SHIFT);
    if (round == 0) {
      Arrays.fill(seen, 0);
      round = 1L << ROUND_SHIFT;
    }
    end = until;
  }

  /// What was noted is not needed any more.
  public void end() {
    end = 0;
    count = 0;
    if (log.length > KEPT_SIZE) {
      log = new long[FIRST_SIZE];
    }
  }

  /// Whether nothing has been overwritten since [#begin].
  public boolean isEmpty() {
    return count == 0;
  }

  /// The words that lie in a range are about to be overwritten.
  void note(Region region, long at, long byteSize) {
    long last = Math.min(end, at + byteSize);
    for (long place = at & -8; place < last; place += 8) {
      int slot = (int) (place >>> 3) & SEEN - 1;
      if (seen[slot] != (place | round)) {
        seen[slot] = place | round;
        add(place, region.getLong(place));
      }
    }
  }

  /// Keeps what stands in a place.
  void add(long place, long word) {
    if (count == log.length) {
      log = Arrays.copyOf(log, 2 * count);
    }
    log[count++] = place;
    log[count++] = word;
  }

  /// Puts everything back as it was, the latest first, and notes nothing any more.
  public void undo(Region region) {
    end = 0;
    while (count > 0) {
      long word = log[--count];
      region.setLong(log[--count], word);
    }
    end();
  }
}
