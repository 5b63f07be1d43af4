package org.atoll.runtime.embed;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.modules.posix.FsPath;
import org.atoll.runtime.types.PyUnicode;

/// The file or folder that a program is run from. Immutable.
final class ScriptFile {
  private static final int ZIP_TAIL = 22 + 0xffff;
  private static final int CHUNK = 1 << 16;

  private final String path;

  /// `name` is as it was given: what is relative is so to the working directory.
  ScriptFile(String name) {
    path = absolute(name);
  }

  private static String absolute(String name) {
    String folder = System.getProperty("user.dir");
    return name.startsWith("/") || folder.isEmpty() ? name : name.equals(".") ? folder : String.join("/", folder, name);
  }

  /// Its absolute path, otherwise as it was given.
  String path() {
    return path;
  }

  /// The folder it really lies in, which goes in front of `sys.path`.
  String folder() {
    try {
      return Path.of(path).toRealPath().getParent().toString();
    } catch (IOException | InvalidPathException e) {
      return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }
  }

  /// Whether it is a folder or a zip archive, whose `__main__` is the program.
  boolean isContainer() {
    try {
      Path p = Path.of(path);
      return Files.isDirectory(p) || Files.isRegularFile(p) && isArchive(p);
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /// Whether a file ends as a zip archive does: only then is the archive's own reader asked.
  private static boolean isArchive(Path path) throws IOException {
    try (RandomAccessFile f = new RandomAccessFile(path.toFile(), "r")) {
      int n = (int) Math.min(f.length(), ZIP_TAIL);
      byte[] tail = new byte[n];
      f.seek(f.length() - n);
      f.readFully(tail);
      return new String(tail, StandardCharsets.ISO_8859_1).contains("PK\005\006");
    }
  }

  /// What reading it gave: the bytes, or null and the error number.
  record Content(byte[] bytes, int errno) {}

  /// Reads it to its end.
  Content read() {
    if (path.chars().allMatch(c -> c < 0x80)) {
      try {
        return new Content(Files.readAllBytes(Path.of(path)), 0);
      } catch (IOException | InvalidPathException e) {
        // The system is asked below, since the JDK does not tell the error.
        return readBySystem();
      }
    }
    return readBySystem();
  }

  private Content readBySystem() {
    int fd = Posix.open(Posix.AT_FDCWD, FsPath.bytes(PyUnicode.fromUtf16(path)), Posix.O_CLOEXEC, 0);
    if (fd < 0) {
      return new Content(null, -fd);
    }
    try {
      byte[] all = new byte[CHUNK];
      int size = 0;
      while (true) {
        all = size == all.length ? Arrays.copyOf(all, size * 2) : all;
        int n = Posix.read(fd, all, size, all.length - size);
        if (n < 0 && n != -Errno.EINTR) {
          return new Content(null, -n);
        }
        if (n == 0) {
          return new Content(Arrays.copyOf(all, size), 0);
        }
        size += Math.max(n, 0);
      }
    } finally {
      Posix.close(fd);
    }
  }
}
