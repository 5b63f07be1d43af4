package org.atoll.runtime.host;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Descriptors 0, 1 and 2 by way of the JDK's own streams, so that a program that only prints needs no libc. Stateless:
/// the streams are unbuffered views of the descriptors, and what is dup'ed onto those is what they show. Thread-safe.
public final class StandardStreams {
  private static final FileInputStream IN = new FileInputStream(FileDescriptor.in);
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);
  private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private StandardStreams() {}

  public static boolean isStandard(int fd) {
    return fd >= 0 && fd <= 2;
  }

  /// Leads to the file of a descriptor, whose name the JDK may not be able to encode.
  private static Path link(int fd) {
    return Path.of("/proc/self/fd", fd == 0 ? "0" : fd == 1 ? "1" : "2");
  }

  /// What a descriptor is linked to (`/dev/pts/0`, `pipe:[77]`), or null where it is closed or that is not known.
  public static String target(int fd) {
    try {
      return Files.readSymbolicLink(link(fd)).toString();
    } catch (IOException e) {
      return null;
    }
  }

  /// Whether a descriptor is open, or might be where the system does not tell. What was closed when the process began is
  /// taken for closed: the launcher put `/dev/null` there, so that the JVM opens none of its own files under that number.
  public static boolean isOpen(int fd) {
    if (Integer.getInteger("atoll.closed." + fd, 0) == 1) {
      return false;
    }
    return target(fd) != null || !Files.isDirectory(Path.of("/proc/self/fd"));
  }

  /// Whether a descriptor is a folder's.
  public static boolean isDirectory(int fd) {
    String t = target(fd);
    return t != null && t.startsWith("/") && !t.startsWith("/dev/") && Files.isDirectory(link(fd));
  }

  /// False where the descriptor certainly is no terminal.
  public static boolean mayBeTerminal(int fd) {
    String t = target(fd);
    return t != null && t.startsWith("/dev/") && !t.equals("/dev/null");
  }

  /// Whether a descriptor is certainly a pipe, a socket or a terminal: something without positions.
  public static boolean isStream(int fd) {
    String t = target(fd);
    return t != null && (t.startsWith("pipe:") || t.startsWith("socket:") || t.startsWith("/dev/pts/") || t.startsWith("/dev/tty"));
  }

  /// The position of a descriptor that is a regular file; -1 where that is not known.
  public static long filePosition(int fd) {
    String t = target(fd);
    if (t == null || !t.startsWith("/") || !Files.isRegularFile(link(fd))) {
      return -1;
    }
    try {
      return ProcessFiles.number("/proc/self/fdinfo/" + fd, "pos:", 0);
    } catch (IOException e) {
      return -1;
    }
  }

  /// Whether a descriptor is the null device, whose position is always 0.
  public static boolean isNull(int fd) {
    return "/dev/null".equals(target(fd));
  }

  /// Whether reading from standard input cannot block: it is a file.
  public static boolean isRegularInput() {
    String t = target(0);
    return t != null && t.startsWith("/") && (t.equals("/dev/null") || !t.startsWith("/dev/"));
  }

  /// Reads from standard input: the number of bytes, 0 at the end, or the negated errno.
  public static int read(byte[] b, int offset, int length) {
    Access.requireStream(0);
    try {
      return length == 0 ? 0 : Math.max(IN.read(b, offset, length), 0);
    } catch (IOException e) {
      return -errno(e);
    }
  }

  /// Writes everything to descriptor 1 or 2: the number of bytes, or the negated errno.
  public static int write(int fd, byte[] b, int offset, int length) {
    Access.requireStream(fd);
    try {
      (fd == 1 ? OUT : ERR).write(b, offset, length);
      return length;
    } catch (IOException e) {
      return -errno(e);
    }
  }

  /// The JDK tells the error by the system's message only.
  private static int errno(IOException e) {
    String message = String.valueOf(e.getMessage());
    for (Map.Entry<Integer, String> known : Errno.names().entrySet()) {
      if (message.contains(Errno.message(known.getKey()))) {
        return known.getKey();
      }
    }
    return Errno.EIO;
  }
}
