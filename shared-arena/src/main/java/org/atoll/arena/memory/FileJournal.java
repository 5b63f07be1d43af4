package org.atoll.arena.memory;

import java.lang.invoke.VarHandle;
import java.util.function.Supplier;

/// An undo log in a file of its own, which outlives the process: what a process has noted that was killed meanwhile can be put back by another one.
///
/// Each word is in the log before it is overwritten. From the first of them on, until [#end], the arena's file says that its log is in use, by a
/// number that the log has as well. Only stores of one process are put in order: what reaches the disk when the whole system ends is another matter.
///
/// | at | |
/// |---|---|
/// | 0 | the arena's id |
/// | 8 | the number of the hold |
/// | 16 | how many words there are |
/// | 4096 | a place and what stood there, for each of them |
///
/// As all of this package, for one thread at a time; and for one process at a time.
public final class FileJournal extends Journal {
  private static final long ID_AT = 0;
  private static final long NUMBER_AT = 8;
  private static final long COUNT_AT = 16;
  private static final long WORDS_AT = Region.PAGE;
  /// A log that has become longer is cut to this.
  private static final long KEPT_SIZE = 4 << 20;
  /// How much longer than its arena a log can become.
  private static final long TIMES = 4;

  private final Region log;
  /// The arena's memory, where nothing is noted, and where in it the number stands of the hold whose log this is; 0 for none.
  private final Region arena;
  private final long inUseAt;
  private long count;
  /// Throws what says that there is no room for the log.
  private Supplier<RuntimeException> full = () -> new IllegalStateException("there is no room for the undo log");
  private boolean isFull;

  /// @param log of [#reservation] bytes
  public FileJournal(Region log, Region arena, long inUseAt) {
    this.log = log;
    this.arena = arena;
    this.inUseAt = inUseAt;
  }

  /// How many addresses the log of an arena needs.
  public static long reservation(long arenaBytes) {
    return WORDS_AT + TIMES * arenaBytes;
  }

  /// What to throw where there is no room for the log; until the end of the hold nothing can be overwritten then.
  public void whenFull(Supplier<RuntimeException> error) {
    full = error;
  }

  @Override
  public void begin(long until) {
    super.begin(until);
    count = 0;
  }

  @Override
  public boolean isEmpty() {
    return count == 0;
  }

  @Override
  void note(Region region, long at, long byteSize) {
    if (isFull) {
      throw full.get();
    }
    super.note(region, at, byteSize);
  }

  @Override
  void add(long place, long word) {
    if (count == 0) {
      log.follow();
    }
    long at = WORDS_AT + 16 * count;
    if (at + 16 > log.fileSize() && (at + 16 > log.byteSize() || !log.grow(at + 16))) {
      isFull = true;
      throw full.get();
    }
    log.setLong(at, place);
    log.setLong(at + 8, word);
    VarHandle.storeStoreFence();
    log.setLong(COUNT_AT, ++count);
    if (count == 1) {
      long number = System.nanoTime() | 1;
      log.setLong(NUMBER_AT, number);
      VarHandle.storeStoreFence();
      arena.setLong(inUseAt, number);
    }
    VarHandle.storeStoreFence();
  }

  /// What was overwritten stays so, from this moment on.
  @Override
  public void end() {
    if (count > 0) {
      VarHandle.storeStoreFence();
      arena.setLong(inUseAt, 0);
      count = 0;
      if (log.fileSize() > KEPT_SIZE) {
        log.shrink(KEPT_SIZE);
      }
    }
    isFull = false;
    super.end();
  }

  @Override
  public void undo(Region region) {
    boolean was = isFull;
    super.end();
    putBack();
    end();
    isFull = was;
  }

  private void putBack() {
    for (long i = count - 1; i >= 0; i--) {
      long at = WORDS_AT + 16 * i;
      arena.setLong(log.getLong(at), log.getLong(at + 8));
    }
  }

  // What a process has left behind.

  /// Begins the log of an arena, unless the disk has no room for it.
  public void make(long id) {
    if (log.grow(2 * WORDS_AT)) {
      log.setLong(ID_AT, id);
    }
  }

  /// Whether a process has ended within a hold and what it has done is still to be undone; to be asked when no process is in one.
  public boolean isInUse() {
    return arena.getLong(inUseAt) != 0;
  }

  /// Undoes what a process has done that has ended within a hold. Where this is interrupted, it can be done once more.
  ///
  /// @param before does something more, with which the arena is whole again
  /// @throws Damage where this is not the log of that hold
  public void repair(long id, Runnable before) throws Damage {
    log.follow();
    arena.follow();
    if (log.fileSize() < WORDS_AT || log.getLong(ID_AT) != id || log.getLong(NUMBER_AT) != arena.getLong(inUseAt)) {
      throw new Damage("a process was ended while it changed the arena, and the log by which that is undone is not beside it");
    }
    count = log.getLong(COUNT_AT);
    if (count <= 0 || count > (log.fileSize() - WORDS_AT) / 16) {
      throw new Damage("the log says that it has %d words", count);
    }
    for (long i = 0; i < count; i++) {
      long place = log.getLong(WORDS_AT + 16 * i);
      if (place < 0 || (place & 7) != 0 || place + 8 > arena.fileSize()) {
        throw new Damage("the log tells of the place %d, which is not there", place);
      }
    }
    putBack();
    before.run();
    end();
  }
}
