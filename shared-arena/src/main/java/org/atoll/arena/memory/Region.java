package org.atoll.arena.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.atoll.runtime.host.MappedFile;
import org.atoll.runtime.host.MemoryMap;

/// A range of addresses outside the Java heap. It is reserved at once and takes memory page by page as it is first written to, so
/// a large one costs nothing until it is used. What is new reads as zero.
///
/// Places are given as distances in bytes from its beginning. Every access is checked against the bounds, and against
/// [#close]: afterwards it throws IllegalStateException, on any thread, and the addresses belong to nobody.
///
/// Of a region of a file, only so much is the file's as that is long; what is behind reads as zero, and what is written there is lost. Where
/// the file is cut short, an access to what is gone throws InternalError, a little later.
///
/// Any thread may read and write; what orders that is the caller's business.
public final class Region implements AutoCloseable {
  private static final int READ_WRITE = 1 | 2;
  private static final int PRIVATE_ANONYMOUS_NORESERVE = 0x02 | 0x20 | 0x4000;
  private static final int MADV_DONTNEED = 4;
  /// A file is made longer by a fourth at once, within these bounds.
  private static final long GROWTH_MIN = 64 << 10;
  private static final long GROWTH_MAX = 16 << 20;
  /// What memory is mapped by.
  public static final long PAGE = 4096;

  // Nothing here stands unaligned; but so each access is one check less.
  private static final ValueLayout.OfLong LONG_AT = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT_AT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfShort SHORT_AT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE_AT = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final Arena lifetime;
  private final MemorySegment memory;
  /// Where what is overwritten is noted; null for nowhere.
  private final Journal journal;
  /// Null for memory of this process alone.
  private final Backing backing;

  /// The file of a region.
  private static final class Backing {
    final MappedFile file;
    /// How much of it is mapped.
    volatile long end;
    /// Why it could not be made longer: the errno.
    volatile int error;

    Backing(MappedFile file) {
      this.file = file;
    }
  }

  private Region(Arena lifetime, MemorySegment memory, Journal journal, Backing backing) {
    this.lifetime = lifetime;
    this.memory = memory;
    this.journal = journal;
    this.backing = backing;
  }

  private Region(long address, long byteSize, Backing backing) {
    lifetime = Arena.ofShared();
    journal = null;
    this.backing = backing;
    memory = MemorySegment.ofAddress(address).reinterpret(byteSize, lifetime, s -> {
      MemoryMap.unmap(s.address(), byteSize);
      if (backing != null) {
        backing.file.close();
      }
    });
  }

  /// A region of memory that has no name and ends with the process at the latest.
  ///
  /// @throws OutOfMemoryError where the system does not give so many addresses
  public static Region reserve(long byteSize) {
    long length = roundUp(byteSize, PAGE);
    return new Region(addresses(length), length, null);
  }

  private static long addresses(long length) {
    long address = MemoryMap.map(length, READ_WRITE, PRIVATE_ANONYMOUS_NORESERVE, -1, 0);
    if (MemoryMap.isError(address)) {
      throw new OutOfMemoryError("the system reserves no " + length + " bytes of addresses");
    }
    return address;
  }

  /// A region of a file, which it closes at its end; the file is made longer by [#grow] only.
  ///
  /// @param byteSize how long the file can become at most
  /// @throws OutOfMemoryError as [#reserve]; the file is still open then
  public static Region of(MappedFile file, long byteSize) {
    long length = roundUp(byteSize, PAGE);
    Region region = new Region(addresses(length), length, new Backing(file));
    region.follow();
    return region;
  }

  /// Sees to it that there is memory up to here. Requires that nobody else does so.
  ///
  /// @return false where the file cannot be made so long, for which [#growthError] has the reason
  public boolean grow(long end) {
    return backing == null || end <= backing.end || extend(end);
  }

  private boolean extend(long end) {
    long from = backing.end;
    long least = roundUp(end, PAGE);
    long wanted = Math.max(least, Math.min(from + Math.clamp(from / 4 & -PAGE, GROWTH_MIN, GROWTH_MAX), byteSize()));
    int r = backing.file.allocate(from, wanted - from);
    if (r < 0 && wanted > least) {
      wanted = least;
      r = backing.file.allocate(from, wanted - from);
    }
    if (r == 0) {
      r = backing.file.map(memory.address() + from, from, wanted - from);
    }
    backing.error = -r;
    if (r == 0) {
      backing.end = wanted;
    }
    return r == 0;
  }

  /// The errno for which the file could not be made longer the last time; 0 if it could.
  public int growthError() {
    return backing == null ? 0 : backing.error;
  }

  /// Maps what others have made the file longer by.
  ///
  /// @return false where it is shorter than it was: what is gone reads as zero from now on
  public boolean follow() {
    long size = Math.min(backing.file.size() & -PAGE, byteSize());
    long end = backing.end;
    if (size > end && backing.file.map(memory.address() + end, end, size - end) == 0) {
      backing.end = size;
    } else if (size < end) {
      MemoryMap.clear(memory.address() + size, end - size);
      backing.end = size;
    }
    return size >= end;
  }

  /// Whether the file is at least as long as what is mapped.
  public boolean isWhole() {
    return backing.file.size() >= backing.end;
  }

  /// How much of the file there is.
  public long fileSize() {
    return backing.end;
  }

  /// Makes the file shorter.
  public void shrink(long end) {
    backing.file.truncate(end);
    follow();
  }

  /// Has the file's memory written to the disk.
  ///
  /// @return 0 or the negated errno
  public int flush() {
    return MemoryMap.flush(memory.address(), backing.end);
  }

  /// The same memory, where what is overwritten by this one is noted.
  public Region noting(Journal notes) {
    return new Region(lifetime, memory, notes, backing);
  }

  /// A range is about to be written to in ways that this does not see.
  public void exposing(long at, long byteSize) {
    note(at, byteSize);
  }

  private void note(long at, long byteSize) {
    if (journal != null) {
      journal.note(this, at, byteSize);
    }
  }

  /// The next multiple of a power of two.
  public static long roundUp(long n, long multiple) {
    return n + multiple - 1 & -multiple;
  }

  public long byteSize() {
    return memory.byteSize();
  }

  /// All of it, for whoever lends parts out. It dies with the region.
  public MemorySegment segment() {
    return memory;
  }

  public long getLong(long at) {
    return memory.get(LONG_AT, at);
  }

  public void setLong(long at, long value) {
    note(at, 8);
    memory.set(LONG_AT, at, value);
  }

  public int getInt(long at) {
    return memory.get(INT_AT, at);
  }

  public void setInt(long at, int value) {
    note(at, 4);
    memory.set(INT_AT, at, value);
  }

  public short getShort(long at) {
    return memory.get(SHORT_AT, at);
  }

  public void setShort(long at, short value) {
    note(at, 2);
    memory.set(SHORT_AT, at, value);
  }

  public double getDouble(long at) {
    return memory.get(DOUBLE_AT, at);
  }

  public void setDouble(long at, double value) {
    note(at, 8);
    memory.set(DOUBLE_AT, at, value);
  }

  public byte getByte(long at) {
    return memory.get(ValueLayout.JAVA_BYTE, at);
  }

  public void setByte(long at, byte value) {
    note(at, 1);
    memory.set(ValueLayout.JAVA_BYTE, at, value);
  }

  /// As a read and a write of a volatile variable.
  public long getLongVolatile(long at) {
    return (long) LONG.getVolatile(memory, at);
  }

  public void setLongVolatile(long at, long value) {
    note(at, 8);
    LONG.setVolatile(memory, at, value);
  }

  /// Whatever was written before is there for who sees this value by [#getLongVolatile] or [#compareAndSet].
  public void setLongRelease(long at, long value) {
    note(at, 8);
    LONG.setRelease(memory, at, value);
  }

  public boolean compareAndSet(long at, long expected, long value) {
    note(at, 8);
    return LONG.compareAndSet(memory, at, expected, value);
  }

  public long getAndAdd(long at, long delta) {
    note(at, 8);
    return (long) LONG.getAndAdd(memory, at, delta);
  }

  public void fill(long at, long byteSize, byte value) {
    note(at, byteSize);
    memory.asSlice(at, byteSize).fill(value);
  }

  /// Copies within the region; the ranges may overlap.
  public void copy(long from, long to, long byteSize) {
    note(to, byteSize);
    MemorySegment.copy(memory, from, memory, to, byteSize);
  }

  public void copyIn(byte[] source, int offset, long to, int length) {
    note(to, length);
    MemorySegment.copy(source, offset, memory, ValueLayout.JAVA_BYTE, to, length);
  }

  public void copyOut(long from, byte[] target, int offset, int length) {
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, from, target, offset, length);
  }

  /// Gives whole pages back to the system; they read as zero from then on. A file keeps them as they are.
  public void discard(long at, long byteSize) {
    memory.asSlice(at, byteSize);
    if (backing != null) {
      return;
    }
    MemoryMap.advise(memory.address() + at, byteSize, MADV_DONTNEED);
  }

  public boolean isOpen() {
    return lifetime.scope().isAlive();
  }

  /// Gives all of it back; a second time does nothing. No thread may be within an operation on it that the JDK does not
  /// see, such as a call of the system.
  @Override
  public synchronized void close() {
    if (lifetime.scope().isAlive()) {
      lifetime.close();
    }
  }
}
