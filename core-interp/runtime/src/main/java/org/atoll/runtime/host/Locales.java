package org.atoll.runtime.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/// The system's locales, each as an object of the C library's (`newlocale`): nothing of the process changes by asking one, so
/// that every interpreter can have its own. Those that were ever asked for are kept, for all interpreters of a runtime; there are
/// few. Thread-safe.
public final class Locales {
  /// All categories of glibc.
  private static final int ALL = 0x1fbf;
  private final ConcurrentHashMap<String, Long> known = new ConcurrentHashMap<>();

  /// The locale of a name, which may say of each category which it is (`LC_CTYPE=C.UTF-8;LC_NUMERIC=C;...`); 0 where the
  /// system does not have it.
  public long find(String name) {
    Long before = known.get(name);
    if (before != null) {
      return before;
    }
    Scratch s = Scratch.borrow();
    try {
      long found = Libc.call(s, Libc.function("newlocale"), ALL, s.string(name.getBytes(StandardCharsets.ISO_8859_1)), 0, 0, 0, 0);
      if (found != 0) {
        known.put(name, found);
      }
      return found;
    } finally {
      s.giveBack();
    }
  }

  /// `nl_langinfo_l`: a text in the locale's encoding.
  public static byte[] information(long locale, int item) {
    Scratch s = Scratch.borrow();
    try {
      return Libc.string(Libc.call(s, Libc.function("nl_langinfo_l"), item, locale, 0, 0, 0, 0));
    } finally {
      s.giveBack();
    }
  }

  /// `wcscoll_l`: the order of two texts of code points.
  public static int compare(long locale, int[] a, int[] b) {
    Scratch s = Scratch.borrow();
    try {
      return (int) Libc.call(s, Libc.function("wcscoll_l"), wide(s, a), wide(s, b), locale, 0, 0, 0);
    } finally {
      s.giveBack();
    }
  }

  /// `wcsxfrm_l`: a text whose code points compare as the given one does in the locale.
  public static int[] transform(long locale, int[] text) {
    int room = text.length + 1;
    while (true) {
      Scratch s = Scratch.borrow();
      try {
        MemorySegment out = s.allocate(4L * room);
        int needed = (int) Libc.call(s, Libc.function("wcsxfrm_l"), out.address(), wide(s, text), room, locale, 0, 0);
        if (needed < room) {
          return Arrays.copyOf(out.toArray(ValueLayout.JAVA_INT), needed);
        }
        room = needed + 1;
      } finally {
        s.giveBack();
      }
    }
  }

  private static long wide(Scratch s, int[] text) {
    MemorySegment m = s.allocate(4L * (text.length + 1));
    MemorySegment.copy(text, 0, m, ValueLayout.JAVA_INT, 0, text.length);
    m.set(ValueLayout.JAVA_INT, 4L * text.length, 0);
    return m.address();
  }
}
