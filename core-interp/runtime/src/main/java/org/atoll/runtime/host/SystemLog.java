package org.atoll.runtime.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The system's log (`syslog`). Thread-safe.
public final class SystemLog {
  private SystemLog() {}

  /// `openlog`. The C library keeps the name, whose memory therefore is never freed; programs open the log once or twice.
  public static void open(byte[] name, int options, int facility) {
    Access.requireMain("openlog()");
    MemorySegment kept = Arena.global().allocate(name.length + 1L);
    MemorySegment.copy(name, 0, kept, ValueLayout.JAVA_BYTE, 0, name.length);
    Libc.invoke("openlog", kept.address(), options, facility);
  }

  /// Logs a text, which is no format.
  public static void write(int priority, byte[] text) {
    Access.requireProcess("syslog()");
    MemorySegment f = Libc.function("syslog");
    Scratch s = Scratch.borrow();
    try {
      Libc.call(s, f, priority, s.string(new byte[] {'%', 's'}), s.string(text), 0, 0, 0);
    } finally {
      s.giveBack();
    }
  }

  public static void close() {
    Access.requireMain("closelog()");
    Libc.invoke("closelog");
  }
}
