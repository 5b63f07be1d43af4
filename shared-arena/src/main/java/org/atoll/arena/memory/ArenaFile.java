package org.atoll.arena.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.atoll.runtime.host.MappedFile;
import org.atoll.runtime.host.MappedFile.Lock;

/// An arena's file and the log beside it. All that has to be known to open the arena stands in the first block of its region:
///
/// | at | |
/// |---|---|
/// | 0 | `ATOLLARN`, written when all else is there |
/// | 8 | the version of the format |
/// | 12 | 0x01020304, in the order of bytes of the machine that made it |
/// | 16 | the arena's id |
/// | 24 | its number: when it was made, which is the order in which processes enter arenas |
/// | 32 | its limit |
/// | 40 | its mode, and flags |
/// | 48 | the root's cell and that of the classes' descriptions |
/// | 64 | CRC-32C of all before |
/// | 128 | the number of the hold that its log belongs to; 0 if nobody is changing it |
/// | 192 | when a process of another id wanted to enter last, and its id; the same for those that want to write |
/// | 256 | the id of the process that entered last |
/// | 320 | the process that has left it poisoned; 0 for none |
/// | 512 | how often it was changed, and what the heap and the collector have to say |
///
/// Processes take turns by a lock on the file. Thread-safety is as of the package.
public final class ArenaFile {
  private static final long MAGIC = ByteBuffer.wrap("ATOLLARN".getBytes(StandardCharsets.US_ASCII)).order(ByteOrder.nativeOrder()).getLong();
  private static final int VERSION = 1;
  private static final int BYTE_ORDER = 0x01020304;
  private static final int VERSION_AT = 8;
  private static final int BYTE_ORDER_AT = 12;
  private static final int ID_AT = 16;
  private static final int NUMBER_AT = 24;
  private static final int LIMIT_AT = 32;
  private static final int MODE_AT = 40;
  private static final int FLAGS_AT = 44;
  private static final int ROOT_AT = 48;
  private static final int CLASSES_AT = 56;
  private static final int CHECKSUM_AT = 64;
  private static final int FIXED_SIZE = 72;
  private static final long IN_USE_AT = 128;
  private static final long WANTED_AT = 192;
  private static final long WRITE_WANTED_AT = 208;
  private static final long ENTERED_BY_AT = 256;
  private static final long POISONED_AT = 320;
  private static final long CHANGES_AT = 512;
  private static final long CYCLE_AT = 520;
  private static final long HEAP_AT = 528;
  /// For how long what one process wants keeps another from entering twice in a row.
  private static final long WANTED_NANOS = 5_000_000;

  /// What does not change.
  ///
  /// @param id random
  /// @param mode as its user numbers them
  /// @param flags likewise
  public record Settings(long id, long number, long limitBytes, int mode, int flags) {}

  public final Settings settings;
  private final MappedFile file;
  private final Region memory;
  private final Region log;
  private final FileJournal journal;
  private final long process;

  private ArenaFile(Settings settings, MappedFile file, MappedFile logFile, long process) {
    this.settings = settings;
    this.file = file;
    this.process = process;
    long byteSize = CellHeap.reservation(settings.limitBytes);
    memory = Region.of(file, byteSize);
    try {
      log = Region.of(logFile, FileJournal.reservation(byteSize));
    } catch (OutOfMemoryError e) {
      memory.close();
      throw e;
    }
    journal = new FileJournal(log, memory, IN_USE_AT);
  }

  // Making and opening, by the process that has the lock.

  /// A new arena's, in files that are empty; for [#finish].
  ///
  /// @param process a random number that stands for this process
  /// @return of which [#growthError] tells whether the disk had room for it
  public static ArenaFile make(MappedFile file, MappedFile log, Settings settings, long process) {
    ArenaFile made = new ArenaFile(settings, file, log, process);
    if (made.memory.grow(Block.SIZE)) {
      made.journal.make(settings.id);
    }
    return made;
  }

  /// The arena is whole: from now on it can be opened.
  public void finish(long root, long classes) {
    byte[] head = head(settings, root, classes);
    memory.copyIn(head, 8, 8, FIXED_SIZE - 8);
    memory.setLongRelease(0, MAGIC);
  }

  private static byte[] head(Settings s, long root, long classes) {
    ByteBuffer b = ByteBuffer.allocate(FIXED_SIZE).order(ByteOrder.nativeOrder());
    b.putLong(MAGIC).putInt(VERSION).putInt(BYTE_ORDER).putLong(s.id).putLong(s.number).putLong(s.limitBytes).putInt(s.mode).putInt(s.flags);
    b.putLong(root).putLong(classes).putLong(checksum(b.array()));
    return b.array();
  }

  private static long checksum(byte[] head) {
    CRC32C crc = new CRC32C();
    crc.update(head, 0, CHECKSUM_AT);
    return crc.getValue();
  }

  /// Whether a file is not an arena's yet, as its maker is about to finish it, or has ended before.
  public static boolean isUnfinished(MappedFile file) {
    byte[] head = file.head(FIXED_SIZE);
    return head.length < 8 || ByteBuffer.wrap(head).getLong() == 0;
  }

  /// What is fixed of an arena's file.
  ///
  /// @throws Damage where it is none, or another version's
  public static Settings settings(MappedFile file) throws Damage {
    byte[] bytes = file.head(FIXED_SIZE);
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    if (bytes.length < FIXED_SIZE || b.getLong(0) != MAGIC) {
      throw new Damage("it does not begin as an arena's file does: it is another file, or its making was not finished");
    }
    if (b.getInt(BYTE_ORDER_AT) == Integer.reverseBytes(BYTE_ORDER)) {
      throw new Damage("it was made on a machine with the other order of bytes: make it anew on this one");
    }
    if (b.getInt(VERSION_AT) != VERSION) {
      throw new Damage("it has version %d of the format, and this is version %d: open it with the Atoll that made it", b.getInt(VERSION_AT), VERSION);
    }
    long limit = b.getLong(LIMIT_AT);
    if (b.getLong(CHECKSUM_AT) != checksum(bytes) || limit <= 0 || CellHeap.reservation(limit) > Cell.REACH) {
      throw new Damage("its header is damaged");
    }
    if (file.size() < Block.SIZE) {
      throw new Damage("it was cut short, to %d bytes", file.size());
    }
    return new Settings(b.getLong(ID_AT), b.getLong(NUMBER_AT), limit, b.getInt(MODE_AT), b.getInt(FLAGS_AT));
  }

  /// The arena of a file.
  ///
  /// @param log the file beside it; one of another arena becomes this one's, unless that needs its own
  /// @return of which [#growthError] tells whether the disk had room for a new log
  public static ArenaFile open(MappedFile file, MappedFile log, Settings settings, long process) {
    ArenaFile opened = new ArenaFile(settings, file, log, process);
    if (!opened.journal.isInUse()) {
      opened.journal.make(settings.id);
    }
    return opened;
  }

  public long root() {
    return memory.getLong(ROOT_AT);
  }

  public long classes() {
    return memory.getLong(CLASSES_AT);
  }

  /// The memory, where nothing is noted.
  public Region memory() {
    return memory;
  }

  public FileJournal journal() {
    return journal;
  }

  // Turns.

  /// Takes the lock on the file, or answers that another process has it, or that it is that one's turn.
  public boolean tryLock(boolean shared) {
    if (isOthersTurn(shared)) {
      return false;
    }
    long wanted = shared ? WANTED_AT : WRITE_WANTED_AT;
    if (file.lock(shared ? Lock.SHARED : Lock.EXCLUSIVE) != 0) {
      want(wanted);
      return false;
    }
    memory.setLong(ENTERED_BY_AT, process);
    if (memory.getLong(wanted + 8) == process) {
      memory.setLong(wanted, 0);
    }
    return true;
  }

  private void want(long at) {
    memory.setLong(at, System.nanoTime());
    memory.setLong(at + 8, process);
  }

  /// Who has entered last lets another process come first that wants to.
  private boolean isOthersTurn(boolean shared) {
    return memory.getLong(ENTERED_BY_AT) == process && (isWanted(WRITE_WANTED_AT) || !shared && isWanted(WANTED_AT));
  }

  /// Whether another process waits to write.
  public boolean isWriteWanted() {
    return isWanted(WRITE_WANTED_AT);
  }

  private boolean isWanted(long at) {
    long when = memory.getLong(at);
    return when != 0 && memory.getLong(at + 8) != process && System.nanoTime() - when < WANTED_NANOS;
  }

  /// Takes the lock for itself, or shares it again, where it has it already.
  public boolean convert(boolean shared) {
    return file.lock(shared ? Lock.SHARED : Lock.EXCLUSIVE) == 0;
  }

  public void unlock() {
    file.lock(Lock.NONE);
  }

  // What stands in the file, by who has the lock.

  /// Whether the file is as long as it was, at least.
  public boolean isWhole() {
    return memory.isWhole();
  }

  /// How often it was changed.
  public long changes() {
    return memory.getLong(CHANGES_AT);
  }

  /// Makes up for what a process has left behind that has ended within a hold.
  ///
  /// @param poisons whether others are to be told, and not only the changes undone
  /// @throws Damage where the log is not there
  public void repair(boolean poisons) throws Damage {
    journal.repair(settings.id, () -> {
      if (poisons) {
        memory.setLong(POISONED_AT, memory.getLong(ENTERED_BY_AT));
      }
      memory.setLong(CHANGES_AT, changes() + 1);
    });
  }

  /// Writes down what has changed in a hold, with which that is over.
  ///
  /// @param region the memory, where it is noted
  public void commit(Region region, CellHeap heap, long cycleAt) {
    region.setLong(CHANGES_AT, changes() + 1);
    region.setLong(CYCLE_AT, cycleAt);
    heap.save(HEAP_AT);
    journal.end();
  }

  /// Has the heap begin with what the file says of it.
  ///
  /// @throws Damage where that cannot be
  public void load(CellHeap heap) throws Damage {
    if (!memory.follow()) {
      throw new Damage("it was cut short, to %d bytes", memory.fileSize());
    }
    heap.load(HEAP_AT);
  }

  /// When the next collection is due, in bytes that have been allocated.
  public long cycleAt() {
    return memory.getLong(CYCLE_AT);
  }

  public boolean isPoisoned() {
    return memory.getLong(POISONED_AT) != 0;
  }

  /// Says that somebody has ended within a hold, or that what they have left is mended.
  ///
  /// @param region the memory, where it is noted
  public void setPoisoned(Region region, boolean poisoned) {
    region.setLong(POISONED_AT, poisoned ? 1 : 0);
  }

  /// The errno for which arena or log could not be made longer.
  public int growthError() {
    return log.growthError() != 0 ? log.growthError() : memory.growthError();
  }

  /// Puts back what a hold has overwritten.
  public void undo() {
    journal.undo(memory);
    memory.setLong(CHANGES_AT, changes() + 1);
  }

  /// Has all that was written reach the disk.
  ///
  /// @return 0 or the negated errno
  public int flush() {
    return memory.flush();
  }

  public void close() {
    closer().run();
  }

  /// What closes both files, and knows of nothing but them.
  public Runnable closer() {
    Region m = memory;
    Region l = log;
    return () -> {
      m.close();
      l.close();
    };
  }
}
