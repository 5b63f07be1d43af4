package org.atoll.arena.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.atoll.runtime.host.MemoryMap;

/// A range of addresses outside the Java heap. It is reserved at once and takes memory page by page as it is first written to, so
/// a large one costs nothing until it is used. What is new reads as zero.
///
/// Places are given as distances in bytes from its beginning. Every access is checked against the bounds, and against
/// [#close]: afterwards it throws IllegalStateException, on any thread, and the addresses belong to nobody.
///
/// Any thread may read and write; what orders that is the caller's business.
public final class Region implements AutoCloseable {
  private static final int READ_WRITE = 1 | 2;
  private static final int PRIVATE_ANONYMOUS_NORESERVE = 0x02 | 0x20 | 0x4000;
  private static final int MADV_DONTNEED = 4;
  /// What memory is mapped by.
  public static final long PAGE = 4096;

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final Arena lifetime;
  private final MemorySegment memory;
  /// Where what is overwritten is noted; null for nowhere.
  private final Journal journal;

  private Region(Arena lifetime, MemorySegment memory, Journal journal) {
    this.lifetime = lifetime;
    this.memory = memory;
    this.journal = journal;
  }

  private Region(long address, long byteSize) {
    lifetime = Arena.ofShared();
    journal = null;
    memory = MemorySegment.ofAddress(address).reinterpret(byteSize, lifetime, s -> MemoryMap.unmap(s.address(), byteSize));
  }

  /// A region of memory that has no name and ends with the process at the latest.
  ///
  /// @throws OutOfMemoryError where the system does not give so many addresses
  public static Region reserve(long byteSize) {
    long length = roundUp(byteSize, PAGE);
    long address = MemoryMap.map(length, READ_WRITE, PRIVATE_ANONYMOUS_NORESERVE, -1, 0);
    if (MemoryMap.isError(address)) {
      throw new OutOfMemoryError("the system reserves no " + length + " bytes of addresses");
    }
    return new Region(address, length);
  }

  /// The same memory, where what is overwritten by this one is noted.
  public Region noting(Journal notes) {
    return new Region(lifetime, memory, notes);
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
    return memory.get(ValueLayout.JAVA_LONG, at);
  }

  public void setLong(long at, long value) {
    note(at, 8);
    memory.set(ValueLayout.JAVA_LONG, at, value);
  }

  public int getInt(long at) {
    return memory.get(ValueLayout.JAVA_INT, at);
  }

  public void setInt(long at, int value) {
    note(at, 4);
    memory.set(ValueLayout.JAVA_INT, at, value);
  }

  public short getShort(long at) {
    return memory.get(ValueLayout.JAVA_SHORT, at);
  }

  public void setShort(long at, short value) {
    note(at, 2);
    memory.set(ValueLayout.JAVA_SHORT, at, value);
  }

  public double getDouble(long at) {
    return memory.get(ValueLayout.JAVA_DOUBLE, at);
  }

  public void setDouble(long at, double value) {
    note(at, 8);
    memory.set(ValueLayout.JAVA_DOUBLE, at, value);
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

  /// Gives whole pages back to the system; they read as zero from then on.
  public void discard(long at, long byteSize) {
    memory.asSlice(at, byteSize);
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
