package org.atoll.runtime.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The environment that the process was started with, as bytes. It never changes: each interpreter has a copy of its own to
/// change. Thread-safe.
public final class Environment {
  private Environment() {}

  /// Names and values in the order of the system, as ISO 8859-1 texts whose characters are the bytes. A new map each time.
  public static Map<String, String> initial() {
    Map<String, String> out = new LinkedHashMap<>();
    String all;
    try {
      all = new String(Files.readAllBytes(Path.of("/proc/self/environ")), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      System.getenv().forEach((k, v) -> out.put(bytesOf(k), bytesOf(v)));
      return out;
    }
    for (int from = 0; from < all.length(); ) {
      int end = all.indexOf('\0', from);
      end = end < 0 ? all.length() : end;
      int eq = all.indexOf('=', from);
      if (eq > from && eq < end) {
        out.putIfAbsent(all.substring(from, eq), all.substring(eq + 1, end));
      }
      from = end + 1;
    }
    return out;
  }

  /// The locale for characters (`LC_CTYPE`) as the process was started with it.
  public static String characterLocale() {
    Map<String, String> env = System.getenv();
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = env.get(name);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return "C";
  }

  /// Whether that is the locale C, which says nothing about the encoding.
  public static boolean isPosixLocale() {
    String locale = characterLocale();
    return locale.equals("C") || locale.equals("POSIX");
  }

  private static String bytesOf(String s) {
    return new String(s.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
