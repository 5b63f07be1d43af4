package org.atoll.runtime.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What `stat` says of a file. Times are in nanoseconds since 1970.
public record FileStatus(long dev, long ino, long nlink, int mode, long uid, long gid, long rdev, long size, long blksize, long blocks, long atime,
    long mtime, long ctime) {
  static final int SIZE = 144;
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
  private static final int FORMAT = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;
  private static final int CHARACTER_DEVICE = 0020000;

  static FileStatus read(MemorySegment s) {
    long a = s.get(ValueLayout.JAVA_LONG, 72) * 1_000_000_000 + s.get(ValueLayout.JAVA_LONG, 80);
    long m = s.get(ValueLayout.JAVA_LONG, 88) * 1_000_000_000 + s.get(ValueLayout.JAVA_LONG, 96);
    long c = s.get(ValueLayout.JAVA_LONG, 104) * 1_000_000_000 + s.get(ValueLayout.JAVA_LONG, 112);
    long dev = s.get(ValueLayout.JAVA_LONG, 0);
    long ino = s.get(ValueLayout.JAVA_LONG, 8);
    long size = s.get(ValueLayout.JAVA_LONG, 48);
    long blocks = s.get(ValueLayout.JAVA_LONG, 64);
    if (ARM) {
      return new FileStatus(dev, ino, unsigned(s, 20), s.get(ValueLayout.JAVA_INT, 16), unsigned(s, 24), unsigned(s, 28), s.get(ValueLayout.JAVA_LONG, 32),
          size, s.get(ValueLayout.JAVA_INT, 56), blocks, a, m, c);
    }
    return new FileStatus(dev, ino, s.get(ValueLayout.JAVA_LONG, 16), s.get(ValueLayout.JAVA_INT, 24), unsigned(s, 28), unsigned(s, 32),
        s.get(ValueLayout.JAVA_LONG, 40), size, s.get(ValueLayout.JAVA_LONG, 56), blocks, a, m, c);
  }

  private static long unsigned(MemorySegment s, long at) {
    return s.get(ValueLayout.JAVA_INT, at) & 0xffffffffL;
  }

  public boolean isDirectory() {
    return (mode & FORMAT) == DIRECTORY;
  }

  public boolean isRegular() {
    return (mode & FORMAT) == REGULAR;
  }

  public boolean isLink() {
    return (mode & FORMAT) == LINK;
  }

  public boolean isFifo() {
    return (mode & 0170000) == 0010000;
  }

  public boolean isCharacterDevice() {
    return (mode & FORMAT) == CHARACTER_DEVICE;
  }
}
