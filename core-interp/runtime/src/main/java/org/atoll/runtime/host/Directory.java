package org.atoll.runtime.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// An open directory (`DIR *`). One thread at a time.
public final class Directory implements AutoCloseable {
  public static final int DT_UNKNOWN = 0;
  private static final int NAME_AT = 19;
  private long handle;
  private final Descriptor entry;
  private final int error;
  private byte[] name;
  private int type;
  private long ino;

  private Directory(long handle, int error, Descriptor entry) {
    this.handle = handle;
    this.error = error;
    this.entry = entry;
  }

  /// Opens by path; see [#error].
  public static Directory open(byte[] path) {
    int fd = Posix.open(Posix.AT_FDCWD, path, RawFiles.O_DIRECTORY | Posix.O_CLOEXEC, 0);
    if (fd < 0) {
      return new Directory(0, -fd, null);
    }
    Directory d = open(fd);
    if (d.error != 0) {
      Posix.close(fd);
    }
    return d;
  }

  /// Opens a descriptor of the interpreter's own, which from then on belongs to the directory, and goes to its beginning.
  public static Directory open(int fd) {
    Scratch s = Scratch.borrow();
    try {
      long h = Libc.call(s, Libc.function("fdopendir"), fd, 0, 0, 0, 0, 0);
      if (h != 0) {
        Libc.call(s, Libc.function("rewinddir"), h, 0, 0, 0, 0, 0);
      }
      return new Directory(h, h == 0 ? s.errno() : 0, Descriptor.of(fd));
    } finally {
      s.giveBack();
    }
  }

  /// Why it could not be opened, or 0.
  public int error() {
    return error;
  }

  /// Goes to the next entry that is not `.` or `..`: 1, or 0 at the end.
  public int next() {
    if (handle == 0) {
      return 0;
    }
    Scratch s = Scratch.borrow();
    try {
      while (true) {
        long entry = Libc.call(s, Libc.function("readdir"), handle, 0, 0, 0, 0, 0);
        if (entry == 0) {
          // At the end errno is left as it was, and what it was before cannot be set from here: a failure looks the same.
          return 0;
        }
        MemorySegment e = MemorySegment.ofAddress(entry).reinterpret(NAME_AT);
        name = Libc.string(entry + NAME_AT);
        if (!isDot()) {
          ino = e.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
          type = e.get(ValueLayout.JAVA_BYTE, 18);
          return 1;
        }
      }
    } finally {
      s.giveBack();
    }
  }

  private boolean isDot() {
    return name[0] == '.' && (name.length == 1 || name.length == 2 && name[1] == '.');
  }

  public byte[] name() {
    return name;
  }

  /// `d_type`.
  public int type() {
    return type;
  }

  public long ino() {
    return ino;
  }

  public boolean isClosed() {
    return handle == 0;
  }

  @Override
  public void close() {
    if (handle != 0) {
      if (entry != null) {
        entry.forget();
      }
      Libc.invoke("closedir", handle);
      handle = 0;
    }
  }
}
