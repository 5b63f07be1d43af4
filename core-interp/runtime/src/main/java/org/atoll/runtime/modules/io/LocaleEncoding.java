package org.atoll.runtime.modules.io;

import java.util.Set;
import org.atoll.runtime.host.Environment;
import org.atoll.runtime.interp.ThreadState;

/// The encoding of text files where none is given: UTF-8, by the name that CPython gives it.
public final class LocaleEncoding {
  private static final Set<String> ANY_BYTE = Set.of("C.UTF-8", "C.utf8", "UTF-8");

  private LocaleEncoding() {}

  /// `utf-8` in UTF-8 mode, which the locale C turns on, else `UTF-8`.
  static String name(ThreadState ts) {
    return utf8Mode(ts) ? "utf-8" : "UTF-8";
  }

  /// `sys.flags.utf8_mode`.
  static boolean utf8Mode(ThreadState ts) {
    return ts.interpreter().config().flag("utf8_mode") != 0;
  }

  /// How the standard input and output treat what does not fit the encoding (`get_stdio_errors`): a locale that says
  /// nothing about the encoding lets any byte through.
  static String streamErrors(ThreadState ts) {
    boolean any = utf8Mode(ts) || Environment.isPosixLocale() || ANY_BYTE.contains(Environment.characterLocale());
    return any ? "surrogateescape" : "strict";
  }
}
