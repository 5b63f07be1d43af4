package org.atoll.runtime.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the JDK is asked is what the system says, and what it cannot tell is left to the system.
class HostFilesTest {
  @TempDir
  Path folder;

  private static byte[] bytes(String s) {
    return s.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] in(String name) {
    return bytes(folder + "/" + name);
  }

  private static HostFiles.Kind bySystem(byte[] path, boolean follow) {
    FileStatus s = Posix.fstatat(Posix.AT_FDCWD, path, follow ? 0 : Posix.AT_SYMLINK_NOFOLLOW).status();
    return s == null ? HostFiles.Kind.NONE : s.isRegular() ? HostFiles.Kind.REGULAR : s.isDirectory() ? HostFiles.Kind.DIRECTORY
        : s.isLink() ? HostFiles.Kind.LINK : HostFiles.Kind.OTHER;
  }

  @Test
  void kindsAreThoseOfTheSystem() throws IOException {
    Files.writeString(folder.resolve("file"), "text");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    Files.createDirectory(folder.resolve("inner"));
    for (String name : new String[] {"file", "link", "dangling", "loop", "inner", "missing", "file/below", "missing/below", "inner/.", "inner/../file",
        "inner//../link", "x".repeat(300)}) {
      for (boolean follow : new boolean[] {true, false}) {
        assertEquals(bySystem(in(name), follow), HostFiles.kind(in(name), follow), name);
      }
    }
    assertEquals(HostFiles.Kind.OTHER, HostFiles.kind(bytes("/dev/null"), true));
    assertEquals(HostFiles.Kind.DIRECTORY, HostFiles.kind(bytes("/"), true));
  }

  @Test
  void namesThatTheJdkWouldChangeAreLeftToTheSystem() {
    for (String name : new String[] {"", "relative", "/tmp/", "/tmp/\u00e9", "/tmp/\0"}) {
      assertEquals(HostFiles.Kind.UNKNOWN, HostFiles.kind(bytes(name), true));
      assertNull(HostFiles.summary(bytes(name)));
      assertNull(HostFiles.list(bytes(name)));
    }
    assertEquals(HostFiles.Kind.UNKNOWN, HostFiles.kind(new byte[] {'/', (byte) 0xff}, true));
  }

  @Test
  void summariesAreThoseOfTheSystem() throws IOException {
    Files.writeString(folder.resolve("file"), "text");
    for (byte[] path : new byte[][] {in("file"), bytes(folder.toString()), bytes("/dev/null")}) {
      FileStatus s = Posix.fstatat(Posix.AT_FDCWD, path, 0).status();
      assertEquals(new HostFiles.Summary(s.mode(), s.size(), s.mtime()), HostFiles.summary(path));
    }
    assertSame(HostFiles.Summary.NONE, HostFiles.summary(in("missing")));
    assertNull(HostFiles.summary(in("file/below")));
  }

  @Test
  void listsAreThoseOfTheSystem() throws IOException {
    for (String name : new String[] {"a", "b.py", ".hidden", "with space"}) {
      Files.writeString(folder.resolve(name), "");
    }
    List<String> expected = new ArrayList<>();
    try (Directory d = Directory.open(bytes(folder.toString()))) {
      while (d.next() > 0) {
        expected.add(new String(d.name(), StandardCharsets.UTF_8));
      }
    }
    assertEquals(expected, HostFiles.list(bytes(folder.toString())).stream().map(n -> new String(n, StandardCharsets.UTF_8)).toList());
    assertNull(HostFiles.list(in("missing")));
    assertNull(HostFiles.list(in("a")));
  }

  @Test
  void processIsDescribedAsBySystem() throws IOException {
    byte[] known = HostFiles.workingDirectory();
    if (known != null) {
      assertArrayEquals(Posix.getcwd().bytes(), known);
    }
    assertEquals(Posix.call("getuid"), ProcessFiles.id("Uid", 0));
    assertEquals(Posix.call("geteuid"), ProcessFiles.id("Uid", 1));
    assertEquals(Posix.call("getgid"), ProcessFiles.id("Gid", 0));
    assertEquals(Posix.call("getegid"), ProcessFiles.id("Gid", 1));
  }
}
