package org.atoll.runtime.modules.io;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// What the buffered readers and writers share: one buffer that stands for a stretch of the raw stream, holding either
/// bytes read ahead or bytes not yet written (`Modules/_io/bufferedio.c`).
///
/// Guarded by the GIL and, since that is released during calls to the raw stream, by a lock of its own.
abstract class Buffered extends PyBufferedIOBase {
  static final int WOULD_BLOCK = PyFileIO.WOULD_BLOCK;

  /// The raw stream; null before initialisation and after [#detach].
  Object raw;
  private boolean ok;
  private boolean detached;
  boolean finalizing;
  byte[] buffer;
  /// Where in the raw stream we are, or -1 if that is not known.
  private long absPos;
  /// The user's position in the buffer, and the raw stream's.
  int pos;
  private int rawPos;
  /// The end of what was read, or -1.
  private int readEnd = -1;
  /// What is to be written, or an end of -1.
  private int writePos;
  private int writeEnd = -1;
  private ThreadState owner;

  Buffered(PyType cls) {
    super(cls);
    watchForDel();
  }

  abstract boolean reads();

  abstract boolean writes();

  // Initialisation and state.

  void init(ThreadState ts, Object raw, long bufferSize) {
    ok = false;
    detached = false;
    if (reads()) {
      check(ts, raw, "readable", "File or stream is not readable.");
    }
    if (writes()) {
      check(ts, raw, "writable", "File or stream is not writable.");
    }
    if (reads() && writes()) {
      check(ts, raw, "seekable", "File or stream is not seekable.");
    }
    if (bufferSize <= 0) {
      throw PyErr.valueError("buffer size must be strictly positive");
    }
    if (bufferSize > Integer.MAX_VALUE - 16) {
      throw PyErr.memoryError();
    }
    this.raw = raw;
    takeOver(raw);
    buffer = new byte[(int) bufferSize];
    pos = 0;
    rawPos = 0;
    resetRead();
    resetWrite();
    ok = true;
    absPos = -1;
    startPosition(ts);
  }

  /// Streams without positions start at an unknown one.
  private void startPosition(ThreadState ts) {
    if (PyFileIO.isPlain(raw) && !((PyFileIO) raw).isSeekable(ts)) {
      return;
    }
    try {
      rawTell(ts);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.Exception)) {
        throw e;
      }
    }
  }

  final void checkInitialized() {
    if (!ok) {
      throw detached ? PyErr.valueError("raw stream has been detached") : IoErrors.uninitialized();
    }
  }

  /// Whether the raw stream is closed.
  final boolean rawClosed(ThreadState ts) {
    return PyFileIO.isPlain(raw) ? ((PyFileIO) raw).isFileClosed() : IoSupport.isTrueAttr(ts, raw, "closed");
  }

  @Override
  boolean isClosed(ThreadState ts) {
    checkInitialized();
    return rawClosed(ts);
  }

  final void checkNotClosed(ThreadState ts, String message) {
    checkInitialized();
    if (rawClosed(ts)) {
      throw PyErr.valueError(message);
    }
  }

  // The lock.

  final void lock(ThreadState ts) {
    while (owner != null) {
      if (owner == ts) {
        throw PyErr.runtimeError("reentrant call inside %s", PyUnicode.toJava(PyObjects.repr(ts, this)));
      }
      ts.beginBlocking();
      try {
        LockSupport.parkNanos(100_000);
      } finally {
        ts.endBlocking();
      }
    }
    owner = ts;
  }

  final void unlock() {
    owner = null;
  }

  // The buffer.

  final boolean readValid() {
    return readEnd != -1;
  }

  final boolean writeValid() {
    return writeEnd != -1;
  }

  final void resetRead() {
    readEnd = -1;
  }

  final void resetWrite() {
    writePos = 0;
    writeEnd = -1;
  }

  private void adjustPosition(int newPos) {
    pos = newPos;
    if (readValid() && readEnd < newPos) {
      readEnd = newPos;
    }
  }

  /// How many bytes that were read ahead are left.
  final int readAhead() {
    return readValid() ? readEnd - pos : 0;
  }

  final long rawOffset() {
    return (readValid() || writeValid()) && rawPos >= 0 ? rawPos - pos : 0;
  }

  // The raw stream.

  final long rawTell(ThreadState ts) {
    long n = PyFileIO.isPlain(raw) ? ((PyFileIO) raw).tell(ts) : IoSupport.offset(ts, PyObjects.callMethod(ts, raw, "tell"));
    if (n < 0) {
      throw PyErr.osError("Raw stream returned invalid position %d", n);
    }
    absPos = n;
    return n;
  }

  private long knownRawPosition(ThreadState ts) {
    return absPos != -1 ? absPos : rawTell(ts);
  }

  final long rawSeek(ThreadState ts, long target, int whence) {
    long n = PyFileIO.isPlain(raw) ? ((PyFileIO) raw).seek(ts, target, whence)
        : IoSupport.offset(ts, PyObjects.callMethod(ts, raw, "seek", target, (long) whence));
    if (n < 0) {
      throw PyErr.osError("Raw stream returned invalid position %d", n);
    }
    absPos = n;
    return n;
  }

  /// One read of the raw stream into an array: the number of bytes, or [#WOULD_BLOCK].
  final int rawRead(ThreadState ts, byte[] b, int offset, int length) {
    int n;
    if (PyFileIO.isPlain(raw)) {
      n = ((PyFileIO) raw).readInto(ts, b, offset, length);
    } else {
      Object r = PyObjects.callMethod(ts, raw, "readinto", ByteView.memoryview(b, offset, length, false));
      if (r == PyNone.NONE) {
        return WOULD_BLOCK;
      }
      n = checkedCount(ts, r, length, "raw readinto() returned invalid length %d (should have been between 0 and %d)", "raw readinto() failed");
    }
    if (n > 0 && absPos != -1) {
      absPos += n;
    }
    return n;
  }

  private static int checkedCount(ThreadState ts, Object r, int length, String invalid, String failed) {
    long n;
    try {
      n = IoSupport.offset(ts, r);
    } catch (PyException e) {
      PyException os = PyErr.osError(failed);
      os.value.cause = e.value;
      os.value.context = e.value;
      os.value.suppressContext = true;
      throw os;
    }
    if (n < 0 || n > length) {
      throw PyErr.osError(invalid, n, length);
    }
    return (int) n;
  }

  /// One write to the raw stream: the number of bytes, or [#WOULD_BLOCK].
  final int rawWrite(ThreadState ts, byte[] b, int offset, int length) {
    int n;
    if (PyFileIO.isPlain(raw)) {
      n = ((PyFileIO) raw).writeFrom(ts, b, offset, length);
    } else {
      Object r = PyObjects.callMethod(ts, raw, "write", ByteView.memoryview(b, offset, length, true));
      if (r == PyNone.NONE) {
        return WOULD_BLOCK;
      }
      long count = IoSupport.offset(ts, r);
      if (count < 0 || count > length) {
        throw PyErr.osError("raw write() returned invalid length %d (should have been between 0 and %d)", count, length);
      }
      n = (int) count;
    }
    if (n > 0 && absPos != -1) {
      absPos += n;
    }
    return n;
  }

  // Flushing.

  final void flushWriteBuffer(ThreadState ts) {
    if (!writeValid() || writePos == writeEnd) {
      resetWrite();
      return;
    }
    long rewind = rawOffset() + (pos - writePos);
    if (rewind != 0) {
      rawSeek(ts, -rewind, 1);
      rawPos -= (int) rewind;
    }
    while (writePos < writeEnd) {
      int n = rawWrite(ts, buffer, writePos, writeEnd - writePos);
      if (n == WOULD_BLOCK) {
        throw IoErrors.wouldBlock("write could not complete without blocking", 0);
      }
      adjustPosition(writePos + n);
      rawPos = pos;
      writePos += n;
      if (ts.pending != 0) {
        ts.safepoint();
      }
    }
    resetWrite();
    OpenStreams.of(ts).clean(this);
  }

  final void flushAndRewind(ThreadState ts) {
    if (writes()) {
      flushWriteBuffer(ts);
    }
    if (reads()) {
      try {
        rawSeek(ts, -rawOffset(), 1);
      } finally {
        resetRead();
      }
    }
  }

  // Reading.

  private int fillBuffer(ThreadState ts) {
    int start = readValid() ? readEnd : 0;
    int n = rawRead(ts, buffer, start, buffer.length - start);
    if (n <= 0) {
      return n;
    }
    readEnd = start + n;
    rawPos = start + n;
    return n;
  }

  /// Everything up to the end; None where nothing is there yet.
  final Object readAll(ThreadState ts) {
    int ahead = readAhead();
    byte[] data = ahead == 0 ? null : Arrays.copyOfRange(buffer, pos, pos + ahead);
    pos += ahead;
    if (writes()) {
      flushAndRewind(ts);
    }
    resetRead();
    byte[] rest;
    if (PyFileIO.isPlain(raw)) {
      rest = ((PyFileIO) raw).readToEnd(ts);
      if (rest != null && absPos != -1) {
        absPos += rest.length;
      }
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
      if (absPos != -1) {
        absPos += part.length;
      }
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
  final Object readN(ThreadState ts, int n) {
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
    byte[] out = new byte[n];
    int written = readAhead();
    System.arraycopy(buffer, pos, out, 0, written);
    pos += written;
    if (writes()) {
      flushAndRewind(ts);
    }
    resetRead();
    while (written < n) {
      int whole = (n - written) / buffer.length * buffer.length;
      if (whole == 0) {
        break;
      }
      int r = rawRead(ts, out, written, whole);
      if (r <= 0) {
        return partial(out, written, r);
      }
      written += r;
    }
    pos = 0;
    rawPos = 0;
    readEnd = 0;
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
      int r = rawRead(ts, out, 0, wanted);
      return new PyBytes(Arrays.copyOf(out, Math.max(r, 0)));
    } finally {
      unlock();
    }
  }

  final Object readInto(ThreadState ts, Object target, boolean once) {
    checkInitialized();
    checkNotClosed(ts, "readinto of closed file");
    PyBuffer view = IoSupport.writable(ts, target, once ? "readinto1" : "readinto");
    try {
      int n = (int) Math.min(view.length, Integer.MAX_VALUE - 16);
      if (view.array != null) {
        return readInto(ts, view.array, view.offset, n, once);
      }
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
      if (writes()) {
        flushAndRewind(ts);
      }
      resetRead();
      pos = 0;
      while (written < length) {
        int n;
        int left = length - written;
        if (left > buffer.length) {
          n = rawRead(ts, b, offset + written, left);
        } else if (once && written > 0) {
          break;
        } else {
          n = fillBuffer(ts);
          if (n > 0) {
            n = Math.min(n, left);
            System.arraycopy(buffer, pos, b, offset + written, n);
            pos += n;
            written += n;
            n = once ? 0 : n;
            if (n == 0) {
              break;
            }
            continue;
          }
        }
        if (n == 0 || n == WOULD_BLOCK && written > 0) {
          break;
        }
        if (n == WOULD_BLOCK) {
          return PyNone.NONE;
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

  final Object readLine(ThreadState ts, long limit) {
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
    if (writes()) {
      flushAndRewind(ts);
    }
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
  final Object peekBytes(ThreadState ts) {
    checkInitialized();
    checkNotClosed(ts, "peek of closed file");
    lock(ts);
    try {
      if (writes()) {
        flushAndRewind(ts);
      }
      int have = readAhead();
      if (have == 0) {
        resetRead();
        int r = fillBuffer(ts);
        have = Math.max(r, 0);
        pos = 0;
      }
      return new PyBytes(Arrays.copyOfRange(buffer, pos, pos + have));
    } finally {
      unlock();
    }
  }

  // Writing.

  final long write(ThreadState ts, byte[] b, int offset, int length) {
    lock(ts);
    try {
      if (rawClosed(ts)) {
        throw PyErr.valueError("write to closed file");
      }
      return writeLocked(ts, b, offset, length);
    } finally {
      unlock();
    }
  }

  private long writeLocked(ThreadState ts, byte[] b, int offset, int length) {
    if (!readValid() && !writeValid()) {
      pos = 0;
      rawPos = 0;
    }
    int available = buffer.length - pos;
    if (length <= available && length < buffer.length) {
      store(ts, b, offset, length);
      return length;
    }
    try {
      flushWriteBuffer(ts);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.BlockingIOError)) {
        throw e;
      }
      return writeWhileBlocked(ts, b, offset, length);
    }
    long rewind = rawOffset();
    if (rewind != 0) {
      rawSeek(ts, -rewind, 1);
      rawPos -= (int) rewind;
    }
    return writeThrough(ts, b, offset, length);
  }

  private void store(ThreadState ts, byte[] b, int offset, int length) {
    System.arraycopy(b, offset, buffer, pos, length);
    if (!writeValid() || writePos > pos) {
      writePos = pos;
    }
    adjustPosition(pos + length);
    if (writeEnd < pos) {
      writeEnd = pos;
    }
    if (length > 0) {
      OpenStreams.of(ts).dirty(this);
    }
  }

  /// The raw stream takes nothing now: keeps as much as there is room for.
  private long writeWhileBlocked(ThreadState ts, byte[] b, int offset, int length) {
    if (reads()) {
      resetRead();
    }
    System.arraycopy(buffer, writePos, buffer, 0, writeEnd - writePos);
    writeEnd -= writePos;
    rawPos -= writePos;
    pos -= writePos;
    writePos = 0;
    int available = buffer.length - writeEnd;
    int take = Math.min(length, available);
    System.arraycopy(b, offset, buffer, writeEnd, take);
    writeEnd += take;
    pos += take;
    OpenStreams.of(ts).dirty(this);
    if (take < length) {
      throw IoErrors.wouldBlock("write could not complete without blocking", take);
    }
    return length;
  }

  private long writeThrough(ThreadState ts, byte[] b, int offset, int length) {
    int written = 0;
    int remaining = length;
    while (remaining > buffer.length) {
      int n = rawWrite(ts, b, offset + written, length - written);
      if (n == WOULD_BLOCK) {
        int fits = Math.min(remaining, buffer.length);
        System.arraycopy(b, offset + written, buffer, 0, fits);
        rawPos = 0;
        adjustPosition(fits);
        writeEnd = fits;
        writePos = 0;
        OpenStreams.of(ts).dirty(this);
        if (remaining > buffer.length) {
          throw IoErrors.wouldBlock("write could not complete without blocking", written + fits);
        }
        return length;
      }
      written += n;
      remaining -= n;
      if (ts.pending != 0) {
        ts.safepoint();
      }
    }
    if (reads()) {
      resetRead();
    }
    if (remaining > 0) {
      System.arraycopy(b, offset + written, buffer, 0, remaining);
      OpenStreams.of(ts).dirty(this);
    }
    writePos = 0;
    writeEnd = remaining;
    adjustPosition(remaining);
    rawPos = 0;
    return length;
  }

  // Positions.

  final long tellPosition(ThreadState ts) {
    checkInitialized();
    return rawTell(ts) - rawOffset();
  }

  final long seekTo(ThreadState ts, Object target, int whence) {
    checkInitialized();
    if (whence < 0 || whence > 4) {
      throw PyErr.valueError("whence value %d unsupported", whence);
    }
    checkNotClosed(ts, "seek of closed file");
    if (!(PyFileIO.isPlain(raw) && ((PyFileIO) raw).isSeekable(ts))) {
      check(ts, raw, "seekable", "File or stream is not seekable.");
    }
    long to = PyNumber.asIndex(ts, target, PyExc.OverflowError);
    if (whence < 2 && reads()) {
      long current = knownRawPosition(ts);
      long ahead = readAhead();
      if (ahead > 0) {
        long distance = whence == 0 ? to - (current - rawOffset()) : to;
        if (distance >= -pos && distance <= ahead) {
          pos += (int) distance;
          return current - ahead + distance;
        }
      }
    }
    lock(ts);
    try {
      if (writes()) {
        flushWriteBuffer(ts);
      }
      long n = rawSeek(ts, whence == 1 ? to - rawOffset() : to, whence);
      rawPos = -1;
      if (reads()) {
        resetRead();
      }
      return n;
    } finally {
      unlock();
    }
  }

  final Object truncateTo(ThreadState ts, Object size) {
    checkInitialized();
    checkNotClosed(ts, "truncate of closed file");
    if (!writes()) {
      throw IoErrors.unsupported("truncate");
    }
    lock(ts);
    try {
      flushAndRewind(ts);
      Object r = PyObjects.callMethod(ts, raw, "truncate", size == PyNone.NONE ? (Object) rawTell(ts) : size);
      rawTell(ts);
      return r;
    } finally {
      unlock();
    }
  }

  // Methods that all of them have.

  @PyMethod(sig = "()")
  Object flush(ThreadState ts) {
    checkNotClosed(ts, "flush of closed file");
    if (!writes() && !reads()) {
      return PyNone.NONE;
    }
    if (!writes()) {
      return PyObjects.callMethod(ts, raw, "flush");
    }
    lock(ts);
    try {
      flushAndRewind(ts);
    } finally {
      unlock();
    }
    return PyNone.NONE;
  }

  @PyMethod(sig = "()")
  Object close(ThreadState ts) {
    checkInitialized();
    if (rawClosed(ts)) {
      return PyNone.NONE;
    }
    if (finalizing) {
      deallocWarn(ts, this);
    }
    PyException failed = null;
    try {
      if (type.isHeapType()) {
        PyObjects.callMethod(ts, this, "flush");
      } else {
        flush(ts);
      }
    } catch (PyException e) {
      failed = e;
    }
    OpenStreams.of(ts).clean(this);
    try {
      Object r = PyObjects.callMethod(ts, raw, "close");
      if (failed == null) {
        return r;
      }
    } catch (PyException e) {
      if (failed != null && e.value.context == null) {
        e.value.context = failed.value;
      }
      throw e;
    }
    throw failed;
  }

  @PyMethod(sig = "()")
  Object detach(ThreadState ts) {
    checkInitialized();
    PyObjects.callMethod(ts, this, "flush");
    Object r = raw;
    letGo(r);
    raw = null;
    detached = true;
    ok = false;
    return r;
  }

  @PyMethod(sig = "()")
  Object seekable(ThreadState ts) {
    checkInitialized();
    return PyObjects.callMethod(ts, raw, "seekable");
  }

  @PyMethod(sig = "()")
  Object fileno(ThreadState ts) {
    checkInitialized();
    return PyObjects.callMethod(ts, raw, "fileno");
  }

  @PyMethod(sig = "()")
  Object isatty(ThreadState ts) {
    checkInitialized();
    return PyObjects.callMethod(ts, raw, "isatty");
  }

  @PyMethod(sig = "(source, /)", name = "_dealloc_warn")
  Object deallocWarn(ThreadState ts, Object source) {
    if (ok && raw != null) {
      try {
        PyObjects.callMethod(ts, raw, "_dealloc_warn", source);
      } catch (PyException e) {
        // A raw stream need not know how to warn.
      }
    }
    return PyNone.NONE;
  }

  @PyGetter(name = "closed")
  Object closedAttribute(ThreadState ts) {
    checkInitialized();
    return PyFileIO.isPlain(raw) ? (Object) ((PyFileIO) raw).isFileClosed() : PyObjects.getAttr(ts, raw, "closed");
  }

  @PyGetter(name = "name")
  Object nameAttribute(ThreadState ts) {
    checkInitialized();
    return PyObjects.getAttr(ts, raw, "name");
  }

  @PyGetter(name = "mode")
  Object modeAttribute(ThreadState ts) {
    checkInitialized();
    return PyObjects.getAttr(ts, raw, "mode");
  }

  @PyGetter(name = "raw")
  Object rawAttribute() {
    return raw == null ? PyNone.NONE : raw;
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return IoSupport.reprWithName(ts, this, "");
  }

  @PyMethod(sig = "()")
  long __sizeof__() {
    return 160 + (buffer == null ? 0 : buffer.length);
  }

  @PyMethod(sig = "()")
  Object __getstate__() {
    throw IoSupport.cannotPickle(this);
  }

  @PyMethod(sig = "(protocol, /)")
  Object __reduce_ex__(Object protocol) {
    throw IoSupport.cannotPickle(this);
  }
}
