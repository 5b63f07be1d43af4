package org.atoll.runtime.modules.mmap;

import java.lang.foreign.MemorySegment;
import org.atoll.runtime.host.Cleanup;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.FileStatus;
import org.atoll.runtime.host.MemoryMap;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.types.PyErr;

/// The memory of an mmap object and its file's descriptor. It is given back when the object is closed or collected. Guarded
/// by the GIL.
final class Mapping implements Runnable {
  static final int MAP_SHARED = 1;
  static final int MAP_PRIVATE = 2;
  static final int MAP_ANONYMOUS = 32;
  static final int PROT_READ = 1;
  static final int PROT_WRITE = 2;

  MemorySegment memory;
  private long address;
  private long length;
  private int fd = -1;
  private boolean open;
  final long offset;
  private final boolean shared;

  private Mapping(long offset, boolean shared) {
    this.offset = offset;
    this.shared = shared;
  }

  /// The length of a mapping where that was not given: the rest of a file.
  static long checkedLength(int fd, long length, long offset) {
    if (fd == -1) {
      return length;
    }
    FileStatus st = Posix.fstat(fd).status();
    if (st == null || !st.isRegular()) {
      return length;
    }
    if (length == 0) {
      if (st.size() == 0) {
        throw PyErr.valueError("cannot mmap an empty file");
      }
      if (offset >= st.size()) {
        throw PyErr.valueError("mmap offset is greater than file size");
      }
      return st.size() - offset;
    }
    if (offset > st.size() || st.size() - offset < length) {
      throw PyErr.valueError("mmap length is greater than file size");
    }
    return length;
  }

  /// Maps `length` bytes; of the file's descriptor a duplicate is kept if `track`.
  static Mapping create(int fd, long length, int flags, int protection, long offset, boolean track) {
    Mapping m = new Mapping(offset, (flags & MAP_SHARED) != 0);
    if (fd != -1 && track) {
      m.fd = Posix.duplicate(fd);
      if (m.fd < 0) {
        throw PyErr.osError(-m.fd);
      }
    }
    long at = MemoryMap.map(length, protection, fd == -1 ? flags | MAP_ANONYMOUS : flags, fd, offset);
    m.open = true;
    if (MemoryMap.isError(at)) {
      m.close();
      throw PyErr.osError((int) -at);
    }
    m.set(at, length);
    return m;
  }

  private void set(long at, long size) {
    address = at;
    length = size;
    memory = MemoryMap.segment(at, size);
  }

  void closeWith(Object owner) {
    Cleanup.register(owner, this);
  }

  long length() {
    return length;
  }

  boolean isOpen() {
    return open;
  }

  /// The descriptor, -1 where none is kept.
  int descriptor() {
    return fd;
  }

  synchronized void close() {
    if (!open) {
      return;
    }
    open = false;
    if (memory != null) {
      memory = null;
      MemoryMap.unmap(address, length);
    }
    if (fd >= 0) {
      Posix.close(fd);
    }
    fd = -1;
  }

  @Override
  public void run() {
    close();
  }

  void resize(long size) {
    if (fd == -1 && shared && size > length) {
      throw PyErr.valueError("mmap: can't expand a shared anonymous mapping on Linux");
    }
    if (fd >= 0) {
      int r = Posix.ftruncate(fd, offset + size);
      if (r < 0) {
        throw PyErr.osError(-r);
      }
    }
    long at = MemoryMap.resize(address, length, size);
    if (MemoryMap.isError(at)) {
      throw PyErr.osError((int) -at);
    }
    set(at, size);
  }

  /// Writes part of the memory back to its file: 0 or a negated errno.
  int flush(long from, long size) {
    return MemoryMap.flush(address + from, size);
  }

  int advise(long from, long size, int advice) {
    return MemoryMap.advise(address + from, size, advice);
  }

  /// The size of the file: of a mapping without one there is none.
  long fileSize() {
    Posix.StatResult st = fd < 0 ? new Posix.StatResult(null, -Errno.EBADF) : Posix.fstat(fd);
    if (st.status() == null) {
      throw PyErr.osError(-st.error());
    }
    return st.status().size();
  }
}
