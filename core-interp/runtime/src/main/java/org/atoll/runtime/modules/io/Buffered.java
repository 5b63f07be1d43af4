package org.atoll.runtime.modules.io;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PySetter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.thread.WaitQueue;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
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
  private static final AtomicReferenceFieldUpdater<Buffered, ThreadState> OWNER =
      AtomicReferenceFieldUpdater.newUpdater(Buffered.class, ThreadState.class, "owner");

  /// The raw stream; null before initialisation and after [#detach].
  Object raw;
  private boolean ok;
  private boolean detached;
  boolean finalizing;
  byte[] buffer;
  /// Where in the raw stream we are, or -1 if that is not known.
  private long absPos;
  /// What was read and not yet taken is `buffer[pos .. readEnd]`; what stands before it was read just before.
  int pos;
  int readEnd;
  /// What is to be written is `buffer[writePos .. writeEnd]`. There is never something to be taken and to be written at
  /// the same time, so the user's position is the raw one less the first, or plus the second.
  private int writePos;
  private int writeEnd;
  /// Who has the lock. Taken without the GIL, too, by those that wait for it.
  private volatile ThreadState owner;
  /// Those that wait for the lock; null until somebody has had to.
  private volatile WaitQueue waiters;

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
    if (OWNER.compareAndSet(this, null, ts)) {
      return;
    }
    if (owner == ts) {
      throw PyErr.runtimeError("reentrant call inside %s", PyUnicode.toJava(PyObjects.repr(ts, this)));
    }
    if (waiters == null) {
      waiters = new WaitQueue();
    }
    waiters.await(ts, -1, () -> OWNER.compareAndSet(this, null, ts));
  }

  /// Who waits makes the queue before it looks at the owner, and this looks at the queue after it has changed the owner.
  final void unlock() {
    owner = null;
    WaitQueue waiting = waiters;
    if (waiting != null) {
      waiting.signal();
    }
  }

  // The buffer.

  final void resetRead() {
    pos = 0;
    readEnd = 0;
  }

  private void resetWrite() {
    writePos = 0;
    writeEnd = 0;
  }

  /// How many bytes that were read ahead are left.
  final int readAhead() {
    return readEnd - pos;
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

  final void advance(int n) {
    if (absPos != -1) {
      absPos += n;
    }
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

  /// Writes what is to be written. What could not be is still there after an error.
  final void flushWrites(ThreadState ts) {
    while (writePos < writeEnd) {
      int n = rawWrite(ts, buffer, writePos, writeEnd - writePos);
      if (n == WOULD_BLOCK) {
        throw IoErrors.wouldBlock("write could not complete without blocking", 0);
      }
      writePos += n;
      if (ts.pending != 0) {
        ts.safepoint();
      }
    }
    resetWrite();
    OpenStreams.of(ts).clean(this);
  }

  /// Gives back what was read ahead, so that the raw stream stands where the user does.
  private void rewind(ThreadState ts) {
    int ahead = readAhead();
    resetRead();
    if (ahead > 0) {
      rawSeek(ts, -ahead, 1);
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
    rewind(ts);
    if (length <= buffer.length - writeEnd && length < buffer.length) {
      store(ts, b, offset, length);
      return length;
    }
    try {
      flushWrites(ts);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.BlockingIOError)) {
        throw e;
      }
      System.arraycopy(buffer, writePos, buffer, 0, writeEnd - writePos);
      writeEnd -= writePos;
      writePos = 0;
      return storeWhatFits(ts, b, offset, length, 0);
    }
    return writeThrough(ts, b, offset, length);
  }

  private void store(ThreadState ts, byte[] b, int offset, int length) {
    System.arraycopy(b, offset, buffer, writeEnd, length);
    writeEnd += length;
    if (length > 0) {
      OpenStreams.of(ts).dirty(this);
    }
  }

  /// The raw stream takes nothing now: keeps as much as there is room for. `written` bytes have gone before.
  private long storeWhatFits(ThreadState ts, byte[] b, int offset, int length, int written) {
    int fits = Math.min(length, buffer.length - writeEnd);
    store(ts, b, offset, fits);
    if (fits < length) {
      throw IoErrors.wouldBlock("write could not complete without blocking", written + fits);
    }
    return written + length;
  }

  /// Writes all that fills a buffer past it, and keeps the rest.
  private long writeThrough(ThreadState ts, byte[] b, int offset, int length) {
    int written = 0;
    while (length - written > buffer.length) {
      int n = rawWrite(ts, b, offset + written, length - written);
      if (n == WOULD_BLOCK) {
        return storeWhatFits(ts, b, offset + written, length - written, written);
      }
      written += n;
      if (ts.pending != 0) {
        ts.safepoint();
      }
    }
    store(ts, b, offset + written, length - written);
    return length;
  }

  // Positions.

  @PyMethod(sig = "()")
  long tell(ThreadState ts) {
    checkInitialized();
    // A raw stream that tells nonsense, as a device may, does not make the position negative.
    return Math.max(0, rawTell(ts) - readAhead() + (writeEnd - writePos));
  }

  @PyMethod(sig = "(target, whence=0, /)")
  long seek(ThreadState ts, Object target, int whence) {
    checkInitialized();
    if (whence < 0 || whence > 4) {
      throw PyErr.valueError("whence value %d unsupported", whence);
    }
    checkNotClosed(ts, "seek of closed file");
    if (!(PyFileIO.isPlain(raw) && ((PyFileIO) raw).isSeekable(ts))) {
      check(ts, raw, "seekable", "File or stream is not seekable.");
    }
    long to = PyNumber.asIndex(ts, target, PyExc.OverflowError);
    int ahead = readAhead();
    if (whence < 2 && ahead > 0) {
      long current = knownRawPosition(ts);
      long distance = whence == 0 ? to - (current - ahead) : to;
      if (distance >= -pos && distance <= ahead) {
        pos += (int) distance;
        return Math.max(0, current - ahead + distance);
      }
    }
    lock(ts);
    try {
      flushWrites(ts);
      long n = rawSeek(ts, whence == 1 ? to - readAhead() : to, whence);
      resetRead();
      return n;
    } finally {
      unlock();
    }
  }

  @PyMethod(sig = "(pos=None, /)")
  Object truncate(ThreadState ts, Object size) {
    checkInitialized();
    checkNotClosed(ts, "truncate of closed file");
    if (!writes()) {
      throw IoErrors.unsupported("truncate");
    }
    lock(ts);
    try {
      flushWrites(ts);
      rewind(ts);
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
    if (!writes()) {
      return PyObjects.callMethod(ts, raw, "flush");
    }
    lock(ts);
    try {
      flushWrites(ts);
      rewind(ts);
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
      PyObjects.callMethod(ts, this, "flush");
    } catch (PyException e) {
      failed = e;
    }
    OpenStreams.of(ts).clean(this);
    lock(ts);
    try {
      Object r = PyObjects.callMethod(ts, raw, "close");
      closedForGood();
      if (failed == null) {
        return r;
      }
    } catch (PyException e) {
      if (failed != null && e.value.context == null) {
        e.value.context = failed.value;
      }
      throw e;
    } finally {
      unlock();
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

  /// `write` of those that write.
  final long writeBuffer(ThreadState ts, Object data) {
    checkInitialized();
    PyBuffer source = Buffers.get(ts, data, Buffers.SIMPLE);
    try {
      byte[] bytes = source.array != null && source.isContiguous() ? source.array : source.toByteArray();
      return write(ts, bytes, bytes == source.array ? source.offset : 0, (int) source.length);
    } finally {
      source.release();
    }
  }

  @PyGetter(name = "_finalizing")
  boolean finalizingAttribute() {
    return finalizing;
  }

  @PySetter(name = "_finalizing")
  void setFinalizing(boolean value) {
    finalizing = value;
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
}
