package org.atoll.runtime.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What the JDK can tell of files as exactly as libc can, so that a program that asks no more need not start the foreign
/// linker, whose first call takes longer than everything else before a program's first line.
///
/// It answers for absolute names of ASCII characters without a slash at the end: other names the JDK would normalise, or
/// encode by the locale. To an interpreter with limited capabilities it answers nothing. Where it cannot answer, the caller asks [Posix]. Stateless and thread-safe.
public final class HostFiles {
  private static final LinkOption[] FOLLOW = {};
  private static final LinkOption[] NO_FOLLOW = {LinkOption.NOFOLLOW_LINKS};

  private HostFiles() {}

  /// What kind of file a name stands for. [#UNKNOWN] means that the system is to be asked.
  public enum Kind { NONE, REGULAR, DIRECTORY, LINK, OTHER, UNKNOWN }

  /// The kind of a file; that of a link's target where links are followed. [Kind#NONE] whatever keeps one from looking.
  public static Kind kind(byte[] path, boolean follow) {
    Path p = plain(path);
    if (p == null) {
      return Kind.UNKNOWN;
    }
    try {
      BasicFileAttributes found = p.getFileSystem().provider().readAttributesIfExists(p, BasicFileAttributes.class, follow ? FOLLOW : NO_FOLLOW);
      if (found == null) {
        return Kind.NONE;
      }
      return found.isRegularFile() ? Kind.REGULAR : found.isDirectory() ? Kind.DIRECTORY : found.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
    } catch (IOException e) {
      return Kind.NONE;
    }
  }

  /// The part of a status that the import system looks at.
  public record Summary(int mode, long size, long mtimeNanos) {
    /// Stands for a file that does not exist.
    public static final Summary NONE = new Summary(0, 0, 0);
  }

  /// The status of a file, links followed; [Summary#NONE] if there is none, null where the system is to be asked.
  public static Summary summary(byte[] path) {
    Path p = plain(path);
    if (p == null) {
      return null;
    }
    try {
      Map<String, Object> found = Files.readAttributes(p, "unix:mode,size,lastModifiedTime");
      return new Summary((Integer) found.get("mode"), (Long) found.get("size"), ((FileTime) found.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS));
    } catch (NoSuchFileException e) {
      return isBelowDirectory(p) ? Summary.NONE : null;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return null;
    }
  }

  /// Whether the nearest file above that exists is a directory: the JDK takes one that is none for a missing file.
  private static boolean isBelowDirectory(Path path) {
    Path above = path.getParent();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    return above != null && Files.isDirectory(above);
  }

  /// The names in a directory, in its own order and without `.` and `..`; null where the system is to be asked, as for
  /// names that the JDK may have decoded by the locale.
  public static List<byte[]> list(byte[] path) {
    Path p = plain(path);
    if (p == null) {
      return null;
    }
    List<byte[]> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(p)) {
      for (Path entry : entries) {
        byte[] name = entry.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        if (!isAscii(name)) {
          return null;
        }
        names.add(name);
      }
      return names;
    } catch (IOException | DirectoryIteratorException e) {
      return null;
    }
  }

  /// The process's working directory, or null where the system is to be asked.
  public static byte[] workingDirectory() {
    try {
      byte[] target = Files.readSymbolicLink(Path.of("/proc/self/cwd")).toString().getBytes(StandardCharsets.UTF_8);
      // A directory that was removed or lies elsewhere is told in words, which stand in parentheses.
      return isAscii(target) && target[0] == '/' && target[target.length - 1] != ')' ? target : null;
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  private static Path plain(byte[] path) {
    if (Access.isLimited() || path.length == 0 || path[0] != '/' || path.length > 1 && path[path.length - 1] == '/' || !isAscii(path)) {
      return null;
    }
    try {
      return Path.of(new String(path, StandardCharsets.ISO_8859_1));
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b <= 0) {
        return false;
      }
    }
    return true;
  }
}
