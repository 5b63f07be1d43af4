package org.atoll.runtime.modules.io;

import java.util.Arrays;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;

/// What the buffered streams that read share: reading, and Python's methods for it. Guarded as [Buffered] is.
abstract class BufferedInput extends Buffered {
  BufferedInput(PyType cls) {
    super(cls);
  }

  @Override
  boolean reads() {
    return true;
  }

  // Python's methods.

  @PyMethod(sig = "(size=-1, /)", name = "read")
  Object readMethod(ThreadState ts, Object size) {
    return read(ts, size);
  }

  @PyMethod(sig = "(size=-1, /)", name = "read1")
  Object read1Method(ThreadState ts, Object size) {
    return read1(ts, IoSupport.optionalSize(ts, size));
  }

  @PyMethod(sig = "(buffer, /)", name = "readinto")
  Object readintoMethod(ThreadState ts, Object buffer) {
    return readInto(ts, buffer, false);
  }

  @PyMethod(sig = "(buffer, /)", name = "readinto1")
  Object readinto1Method(ThreadState ts, Object buffer) {
    return readInto(ts, buffer, true);
  }

  @PyMethod(sig = "(size=-1, /)", name = "readline")
  Object readlineMethod(ThreadState ts, Object size) {
    return readLine(ts, IoSupport.optionalSize(ts, size));
  }

  @PyMethod(sig = "(size=0, /)")
  Object peek(ThreadState ts, Object size) {
    return peekBytes(ts);
  }

  @PyMethod
  Object __next__(ThreadState ts) {
    Object line = type.isHeapType() ? PyObjects.callMethod(ts, this, "readline") : readLine(ts, -1);
    return PyObjects.len(ts, line) == 0 ? null : line;
  }

  @PyMethod(sig = "()")
  Object readable(ThreadState ts) {
    checkInitialized();
    return PyObjects.callMethod(ts, raw, "readable");
  }

  // Reading.

  /// Reads once behind what was read before: the number of bytes, or [#WOULD_BLOCK].
  private int fillBuffer(ThreadState ts) {
    int n = rawRead(ts, buffer, readEnd, buffer.length - readEnd);
    readEnd += Math.max(n, 0);
    return n;
  }

  /// Everything up to the end; None where nothing is there yet.
  private Object readAll(ThreadState ts) {
    byte[] data = readAhead() == 0 ? null : Arrays.copyOfRange(buffer, pos, readEnd);
    resetRead();
    flushWrites(ts);
    byte[] rest;
    if (PyFileIO.isPlain(raw)) {
      rest = ((PyFileIO) raw).readToEnd(ts);
      advance(rest == null ? 0 : rest.length);
    } else {
      rest = readAllByMethod(ts);
    }
    if (rest == null) {
      return data == null ? PyNone.NONE : new PyBytes(data);
    }
    return new PyBytes(data == null ? rest : joined(data, rest, rest.length));
  }

  private static byte[] joined(byte[] a, byte[] b, int n) {
    byte[] out = Arrays.copyOf(a, a.length + n);
    System.arraycopy(b, 0, out, a.length, n);
    return out;
  }

  private byte[] readAllByMethod(ThreadState ts) {
    Object readall = PyObjects.getOptionalAttr(ts, raw, "readall");
    if (readall != null) {
      return rawBytes(Call.call0(ts, readall), "readall() should return bytes");
    }
    byte[] all = null;
    while (true) {
      byte[] part = rawBytes(PyObjects.callMethod(ts, raw, "read"), "read() should return bytes");
      if (part == null || part.length == 0) {
        return all == null ? part : all;
      }
      all = all == null ? part : joined(all, part, part.length);
      advance(part.length);
    }
  }

  private static byte[] rawBytes(Object o, String message) {
    if (o == PyNone.NONE) {
      return null;
    }
    if (o instanceof PyBytes b) {
      return b.bytes;
    }
    throw PyErr.typeError(message);
  }

  /// `n` bytes, fewer only at the end; None where nothing is there yet.
  private Object readN(ThreadState ts, int n) {
    int ahead = readAhead();
    if (n <= ahead) {
      byte[] out = Arrays.copyOfRange(buffer, pos, pos + n);
      pos += n;
      return new PyBytes(out);
    }
    lock(ts);
    try {
      return readMore(ts, n);
    } finally {
      unlock();
    }
  }

  private Object readMore(ThreadState ts, int n) {
    MemoryMeter.reserve(n);
    byte[] out = new byte[n];
    int written = readAhead();
    System.arraycopy(buffer, pos, out, 0, written);
    resetRead();
    flushWrites(ts);
    while (n - written >= buffer.length) {
      int whole = (n - written) / buffer.length * buffer.length;
      int r = rawRead(ts, out, written, whole);
      if (r <= 0) {
        return partial(out, written, r);
      }
      written += r;
    }
    while (written < n && readEnd < buffer.length) {
      int r = fillBuffer(ts);
      if (r <= 0) {
        return partial(out, written, r);
      }
      int take = Math.min(n - written, r);
      System.arraycopy(buffer, pos, out, written, take);
      pos += take;
      written += take;
    }
    return partial(out, written, 0);
  }

  private static Object partial(byte[] out, int written, int result) {
    if (written == 0 && result == WOULD_BLOCK) {
      return PyNone.NONE;
    }
    return new PyBytes(written == out.length ? out : Arrays.copyOf(out, written));
  }

  final Object read(ThreadState ts, Object size) {
    checkInitialized();
    long n = IoSupport.optionalSize(ts, size);
    if (n < -1) {
      throw PyErr.valueError("read length must be non-negative or -1");
    }
    checkNotClosed(ts, "read of closed file");
    if (n == -1) {
      lock(ts);
      try {
        return readAll(ts);
      } finally {
        unlock();
      }
    }
    if (n > Integer.MAX_VALUE - 16) {
      throw PyErr.memoryError();
    }
    return readN(ts, (int) n);
  }

  final Object read1(ThreadState ts, long n) {
    checkInitialized();
    checkNotClosed(ts, "read of closed file");
    int wanted = n < 0 ? buffer.length : (int) Math.min(n, Integer.MAX_VALUE - 16);
    if (wanted == 0) {
      return new PyBytes(new byte[0]);
    }
    int have = readAhead();
    if (have > 0) {
      int take = Math.min(wanted, have);
      byte[] out = Arrays.copyOfRange(buffer, pos, pos + take);
      pos += take;
      return new PyBytes(out);
    }
    lock(ts);
    try {
      byte[] out = new byte[wanted];
      resetRead();
      flushWrites(ts);
      int r = rawRead(ts, out, 0, wanted);
      return new PyBytes(Arrays.copyOf(out, Math.max(r, 0)));
    } finally {
      unlock();
    }
  }

  private Object readInto(ThreadState ts, Object target, boolean once) {
    checkInitialized();
    checkNotClosed(ts, "readinto of closed file");
    PyBuffer view = IoSupport.writable(ts, target, once ? "readinto1" : "readinto");
    try {
      int n = (int) Math.min(view.length, Integer.MAX_VALUE - 16);
      if (view.array != null) {
        return readInto(ts, view.array, view.offset, n, once);
      }
      MemoryMeter.reserve(n);
      byte[] b = new byte[n];
      Object got = readInto(ts, b, 0, n, once);
      if (got instanceof Long count) {
        view.copyIn(0, b, 0, (int) (long) count);
      }
      return got;
    } finally {
      view.release();
    }
  }

  private Object readInto(ThreadState ts, byte[] b, int offset, int length, boolean once) {
    int written = Math.min(readAhead(), length);
    System.arraycopy(buffer, pos, b, offset, written);
    pos += written;
    if (written == length) {
      return (long) written;
    }
    lock(ts);
    try {
      resetRead();
      flushWrites(ts);
      while (written < length && !(once && written > 0 && length - written <= buffer.length)) {
        int n = readSome(ts, b, offset + written, length - written);
        if (n == WOULD_BLOCK && written == 0) {
          return PyNone.NONE;
        }
        if (n <= 0) {
          break;
        }
        written += n;
        if (once) {
          break;
        }
      }
      return (long) written;
    } finally {
      unlock();
    }
  }

  /// Reads once: much of it straight into `b`, little by way of the buffer.
  private int readSome(ThreadState ts, byte[] b, int offset, int length) {
    if (length > buffer.length) {
      return rawRead(ts, b, offset, length);
    }
    if (readEnd == buffer.length) {
      resetRead();
    }
    int n = fillBuffer(ts);
    if (n <= 0) {
      return n;
    }
    int take = Math.min(n, length);
    System.arraycopy(buffer, pos, b, offset, take);
    pos += take;
    return take;
  }

  private Object readLine(ThreadState ts, long limit) {
    checkInitialized();
    checkNotClosed(ts, "readline of closed file");
    int n = readAhead();
    if (limit >= 0 && n > limit) {
      n = (int) limit;
    }
    int end = newline(pos, pos + n);
    if (end >= 0 || n == limit) {
      int to = end >= 0 ? end : pos + n;
      byte[] line = Arrays.copyOfRange(buffer, pos, to);
      pos = to;
      return new PyBytes(line);
    }
    lock(ts);
    try {
      return readLineSlowly(ts, limit, n);
    } finally {
      unlock();
    }
  }

  private int newline(int from, int to) {
    byte[] b = buffer;
    for (int i = from; i < to; i++) {
      if (b[i] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private Object readLineSlowly(ThreadState ts, long limit, int n) {
    byte[] line = Arrays.copyOfRange(buffer, pos, pos + n);
    long left = limit >= 0 ? limit - n : Long.MAX_VALUE;
    pos += n;
    flushWrites(ts);
    while (true) {
      resetRead();
      int r = fillBuffer(ts);
      if (r <= 0) {
        return new PyBytes(line);
      }
      int here = (int) Math.min(r, left);
      int end = newline(0, here);
      int take = end >= 0 ? end : here;
      int before = line.length;
      line = Arrays.copyOf(line, before + take);
      System.arraycopy(buffer, 0, line, before, take);
      pos = take;
      left -= take;
      if (end >= 0 || left == 0) {
        return new PyBytes(line);
      }
    }
  }

  /// The bytes ahead, after one read if there are none.
  private Object peekBytes(ThreadState ts) {
    checkInitialized();
    checkNotClosed(ts, "peek of closed file");
    lock(ts);
    try {
      flushWrites(ts);
      if (readAhead() == 0) {
        resetRead();
        fillBuffer(ts);
      }
      return new PyBytes(Arrays.copyOfRange(buffer, pos, readEnd));
    } finally {
      unlock();
    }
  }
}
