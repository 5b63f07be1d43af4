package org.atoll.runtime.host;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/// What the system tells of the process as text, below `/proc`. Stateless and thread-safe.
public final class ProcessFiles {
  private ProcessFiles() {}

  /// The real (0) or effective (1) user, or group, of the process: the line `Uid` or `Gid` of its status.
  /// @throws IOException where the system does not tell
  public static long id(String line, int which) throws IOException {
    return number("/proc/self/status", line + ":", which);
  }

  /// The numbers of all descriptors that are open now.
  static IntStream descriptors() {
    String[] names = new File("/proc/self/fd").list();
    return names == null ? IntStream.empty() : Arrays.stream(names).mapToInt(Integer::parseInt);
  }

  /// Whether a name below `/proc` is about this process.
  static boolean isOwn(String path) {
    String own = "/proc/" + ProcessHandle.current().pid();
    return Permissions.isBelow(path, own) || Permissions.isBelow(path, "/proc/self") || Permissions.isBelow(path, "/proc/thread-self");
  }

  /// The umask of the process, which only this tells without changing it; 0 where the system does not tell.
  static int umask() {
    try {
      return Integer.parseInt(Long.toString(number("/proc/self/status", "Umask:", 0)), 8);
    } catch (IOException e) {
      return 0;
    }
  }

  /// One of the numbers, separated by space, in the line of a file that begins with `label`.
  static long number(String file, String label, int which) throws IOException {
    String all = new String(Files.readAllBytes(Path.of(file)), StandardCharsets.ISO_8859_1);
    int at = all.startsWith(label) ? 0 : all.indexOf('\n' + label) + 1;
    if (at == 0 && !all.startsWith(label)) {
      throw new IOException(file + " has no " + label);
    }
    at += label.length();
    for (int i = 0; ; i++) {
      while (at < all.length() && (all.charAt(at) == ' ' || all.charAt(at) == '\t')) {
        at++;
      }
      int end = at;
      while (end < all.length() && all.charAt(end) >= '0' && all.charAt(end) <= '9') {
        end++;
      }
      if (end == at) {
        throw new IOException(file + ": " + label);
      }
      if (i == which) {
        return Long.parseLong(all, at, end, 10);
      }
      at = end;
    }
  }
}
