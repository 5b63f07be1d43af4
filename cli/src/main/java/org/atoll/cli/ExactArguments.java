package org.atoll.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atoll.runtime.modules.posix.FsPath;
import org.atoll.runtime.types.PyUnicode;

/// The arguments as the system passed them: decoded as Python does (UTF-8, a byte that is none becomes a lone surrogate),
/// where the JVM decodes by the locale and loses what does not fit. Stateless.
final class ExactArguments {
  private ExactArguments() {}

  /// The exact arguments for those that the JVM gave to `main`.
  static List<String> of(String[] given) {
    List<String> plain = Arrays.asList(given);
    if (plain.stream().allMatch(a -> a.chars().allMatch(c -> c < 0x80))) {
      return plain;
    }
    try {
      String all = new String(Files.readAllBytes(Path.of("/proc/self/cmdline")), StandardCharsets.ISO_8859_1);
      String[] parts = all.split("\0", -1);
      int count = parts.length - 1;
      if (count < given.length) {
        return plain;
      }
      List<String> out = new ArrayList<>();
      for (int i = count - given.length; i < count; i++) {
        out.add(PyUnicode.toUtf16(FsPath.decode(parts[i].getBytes(StandardCharsets.ISO_8859_1))));
      }
      return out;
    } catch (IOException e) {
      return plain;
    }
  }
}
