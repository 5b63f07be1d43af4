package org.atoll.runtime.modules.io;

import java.util.Map;
import org.atoll.runtime.interp.ThreadState;

/// The encoding of text files where none is given: UTF-8, by the name that CPython gives it.
public final class LocaleEncoding {
  private LocaleEncoding() {}

  /// `utf-8` in UTF-8 mode, which the locale C turns on, else `UTF-8`.
  static String name(ThreadState ts) {
    return utf8Mode(ts) ? "utf-8" : "UTF-8";
  }

  /// `sys.flags.utf8_mode`.
  static boolean utf8Mode(ThreadState ts) {
    return ts.interpreter().config().flag("utf8_mode") != 0 || isPosixLocale();
  }

  /// Whether the locale for characters is C or POSIX.
  static boolean isPosixLocale() {
    Map<String, String> env = System.getenv();
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = env.get(name);
      if (value != null && !value.isEmpty()) {
        return value.equals("C") || value.equals("POSIX");
      }
    }
    return true;
  }
}
