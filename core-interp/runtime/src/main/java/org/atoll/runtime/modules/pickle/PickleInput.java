package org.atoll.runtime.modules.pickle;

import java.util.Arrays;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// The bytes of a pickle that is being read: all of them, or what has been read of a file so far. Of a file that cannot
/// be looked ahead in, no more is read than the pickle needs.
///
/// One thread at a time.
final class PickleInput {
  private static final int LOOK_AHEAD = 128 * 1024;
  private static final byte[] NOTHING = {};

  /// The bytes at hand, of which those from `at` to `end` are still to come.
  byte[] bytes;
  int at;
  int end;
  private final Object read;
  private final Object readLine;
  private Object peek;
  /// Where those bytes at hand begin that the file does not know to have been read, or -1.
  private int peeked = -1;

  /// Reads from memory.
  PickleInput(byte[] bytes) {
    this.bytes = bytes;
    end = bytes.length;
    read = null;
    readLine = null;
  }

  /// Reads from a file.
  PickleInput(ThreadState ts, Object file) {
    bytes = NOTHING;
    peek = PyObjects.getOptionalAttr(ts, file, "peek");
    read = PyObjects.getOptionalAttr(ts, file, "read");
    readLine = PyObjects.getOptionalAttr(ts, file, "readline");
    if (read == null || readLine == null) {
      throw PyErr.typeError("file must have 'read' and 'readline' attributes");
    }
  }

  /// The next byte, or -1 at the end.
  int next(ThreadState ts) {
    if (at < end) {
      return bytes[at++] & 0xff;
    }
    return more(ts, 1) ? bytes[at++] & 0xff : -1;
  }

  /// Skips `n` bytes, and gives the place of the first in [#bytes].
  /// @throws PyException UnpicklingError where there are not so many
  int take(ThreadState ts, int n) {
    if (n > end - at && !more(ts, n)) {
      throw PickleErrors.truncated();
    }
    int from = at;
    at += n;
    return from;
  }

  /// Skips `n` bytes, and gives a copy.
  byte[] copy(ThreadState ts, int n) {
    int here = Math.min(n, end - at);
    if (here == n) {
      at += n;
      return Arrays.copyOfRange(bytes, at - n, at);
    }
    if (read == null) {
      throw PickleErrors.truncated();
    }
    byte[] first = Arrays.copyOfRange(bytes, at, end);
    at = end;
    skipPeeked(ts);
    byte[] rest = bytesOf(ts, Call.call1(ts, read, (long) (n - here)));
    if (rest.length < n - here) {
      throw PickleErrors.truncated();
    }
    byte[] all = Arrays.copyOf(first, n);
    System.arraycopy(rest, 0, all, here, n - here);
    return all;
  }

  private static byte[] bytesOf(ThreadState ts, Object data) {
    return Buffers.toBytes(ts, data);
  }

  private boolean more(ThreadState ts, int n) {
    if (read == null) {
      return false;
    }
    skipPeeked(ts);
    if (peek != null && n < LOOK_AHEAD) {
      try {
        set(bytesOf(ts, Call.call1(ts, peek, (long) LOOK_AHEAD)));
        peeked = 0;
        if (n <= end) {
          return true;
        }
      } catch (PyException e) {
        if (!PyErr.matches(e, PyExc.NotImplementedError)) {
          throw e;
        }
        peek = null;
      }
    }
    peeked = -1;
    set(bytesOf(ts, Call.call1(ts, read, (long) n)));
    return end >= n;
  }

  private void set(byte[] data) {
    bytes = data;
    at = 0;
    end = data.length;
  }

  /// Tells the file how much of what it has shown has been used.
  void skipPeeked(ThreadState ts) {
    if (peeked >= 0 && at > peeked) {
      Call.call1(ts, read, (long) (at - peeked));
      peeked = at;
    }
  }

  /// Skips a line, and gives it without the newline.
  byte[] line(ThreadState ts) {
    for (int i = at; i < end; i++) {
      if (bytes[i] == '\n') {
        byte[] line = Arrays.copyOfRange(bytes, at, i);
        at = i + 1;
        return line;
      }
    }
    if (readLine == null) {
      throw PickleErrors.truncated();
    }
    skipPeeked(ts);
    peeked = -1;
    set(bytesOf(ts, Call.call0(ts, readLine)));
    if (end == 0 || bytes[end - 1] != '\n') {
      throw PickleErrors.truncated();
    }
    at = end;
    return Arrays.copyOf(bytes, end - 1);
  }

  /// Makes sure that a whole frame is at hand.
  void frame(ThreadState ts, int length) {
    if (read != null) {
      at = take(ts, length);
    } else if (length > end - at) {
      throw PickleErrors.truncated();
    }
  }

  /// `count` bytes, least significant first.
  static long little(byte[] b, int at, int count) {
    long v = 0;
    for (int i = count - 1; i >= 0; i--) {
      v = v << 8 | b[at + i] & 0xff;
    }
    return v;
  }

  /// Bytes that are given away.
  static PyBytes bytes(byte[] owned) {
    return owned.length == 0 ? PyBytes.EMPTY : new PyBytes(owned);
  }
}
