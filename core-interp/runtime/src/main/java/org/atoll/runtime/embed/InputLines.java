package org.atoll.runtime.embed;

import java.io.ByteArrayOutputStream;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.posix.FileCalls;
import org.atoll.runtime.types.PyErr;

/// Reads lines from descriptor 0, past `sys.stdin`, as the interactive prompt of CPython does by way of C's `stdin`. One
/// thread uses it, which holds the GIL; that is released while it waits.
final class InputLines {
  private static final int SIZE = 1 << 16;

  private final byte[] buffer = new byte[SIZE];
  private int from;
  private int to;

  /// The next line with its end; null at the end of the input. A signal handler may raise.
  byte[] next(ThreadState ts) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (from < to || fill(ts)) {
      byte b = buffer[from++];
      line.write(b);
      if (b == '\n') {
        break;
      }
    }
    return line.size() == 0 ? null : line.toByteArray();
  }

  /// Everything up to the end of the input.
  byte[] rest(ThreadState ts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (from < to || fill(ts)) {
      all.write(buffer, from, to - from);
      from = to;
    }
    return all.toByteArray();
  }

  private boolean fill(ThreadState ts) {
    int n = FileCalls.read(ts, 0, buffer, 0, SIZE, false);
    if (n < 0) {
      throw PyErr.osError(-n);
    }
    from = 0;
    to = n;
    return n > 0;
  }
}
