package org.atoll.runtime.host;

import java.lang.foreign.MemorySegment;

/// Files and nameless memory mapped into the address space of the process. Errors are negated errno. Stateless; who
/// unmaps makes sure that nobody uses the memory any more.
public final class MemoryMap {
  private static final int ERRNO_MAX = 4095;
  private static final int MREMAP_MAYMOVE = 1;
  private static final int READ_WRITE = 1 | 2;
  private static final int PRIVATE_FIXED_ANONYMOUS_NORESERVE = 0x02 | 0x10 | 0x20 | 0x4000;

  private MemoryMap() {}

  /// `mmap`: the memory's address, or a negated errno (see [#isError]).
  public static long map(long length, int protection, int flags, int fd, long offset) {
    return fd < 0 ? Libc.invokeLong("mmap", 0, length, protection, flags, fd, offset)
        : Access.using(fd, () -> Libc.invokeLong("mmap", 0, length, protection, flags, fd, offset));
  }

  /// `mremap`, which may move the memory; results as of [#map].
  public static long resize(long address, long length, long newLength) {
    return Libc.invokeLong("mremap", address, length, newLength, MREMAP_MAYMOVE);
  }

  /// Puts memory that reads as zero, and is taken as it is used, in the place of what is mapped.
  public static void clear(long address, long length) {
    Libc.invokeLong("mmap", address, length, READ_WRITE, PRIVATE_FIXED_ANONYMOUS_NORESERVE, -1, 0);
  }

  public static boolean isError(long address) {
    return address < 0 && address >= -ERRNO_MAX;
  }

  /// The memory at an address that [#map] or [#resize] gave.
  public static MemorySegment segment(long address, long length) {
    return MemorySegment.ofAddress(address).reinterpret(length);
  }

  public static int unmap(long address, long length) {
    return Libc.invoke("munmap", address, length);
  }

  /// `msync` with MS_SYNC.
  public static int flush(long address, long length) {
    return Libc.invoke("msync", address, length, 4);
  }

  public static int advise(long address, long length, int advice) {
    return Libc.invoke("madvise", address, length, advice);
  }
}
