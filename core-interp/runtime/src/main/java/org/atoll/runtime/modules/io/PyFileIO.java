package org.atoll.runtime.modules.io;

import java.util.Arrays;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.StandardStreams;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.modules.posix.FileCalls;
import org.atoll.runtime.modules.posix.FsPath;
import org.atoll.runtime.modules.posix.WorkingDirectory;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// A raw file: a descriptor (`Modules/_io/fileio.c`). Guarded by the GIL, which is released during system calls.
@PyTypeDef(name = "FileIO", module = "_io", base = PyRawIOBase.class, doc = "Open a file.")
public class PyFileIO extends PyRawIOBase {
  public static final PyType TYPE = PyType.builtin(new PyFileIOBinder());

  private static final int SMALLCHUNK = 8192;
  private static final int LARGE = 65536;
  private static final int READ_MAX = Integer.MAX_VALUE - 16;
  private static final int WRITE_MAX = Integer.MAX_VALUE & ~4095;
  /// Results of Java callers' reads and writes where Python's are None.
  static final int WOULD_BLOCK = -2;

  private int fd = -1;
  private FileMode mode = FileMode.NONE;
  private byte seekable = -1;
  private boolean closefd = true;
  private boolean regular;
  /// The size when it was opened, where that is known, else -1.
  private long sizeAtOpen = -1;
  @PyMember(name = "_blksize", readonly = false)
  public long blksize = IoSupport.DEFAULT_BUFFER_SIZE;
  @PyMember(name = "_finalizing", readonly = false)
  public boolean finalizing;

  PyFileIO(PyType cls) {
    super(cls);
    watchForDel();
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyFileIO(cls);
  }

  /// Opens a file as `FileIO(file, mode, closefd, opener)` does.
  static PyFileIO open(ThreadState ts, Object file, String mode, boolean closefd, Object opener) {
    PyFileIO f = new PyFileIO(TYPE);
    f.__init__(ts, file, mode, closefd, opener);
    return f;
  }

  @PyMethod(sig = "(file, mode='r', closefd=True, opener=None)")
  void __init__(ThreadState ts, Object file, String mode, boolean closefd, Object opener) {
    if (fd >= 0) {
      closeIfOwned(ts);
    }
    fd = -1;
    seekable = -1;
    int given = descriptor(ts, file);
    this.mode = FileMode.parse(mode);
    this.closefd = closefd;
    if (given >= 0) {
      adopt(given, file);
    } else {
      openPath(ts, file, opener);
    }
    setName(ts, file, given >= 0);
    if (this.mode.appending()) {
      long end = seekRaw(ts, 0, 2);
      if (end < 0 && end != -Errno.ESPIPE) {
        PyException e = PyErr.osError((int) -end);
        closeIfOwned(ts);
        throw e;
      }
    }
  }

  /// A class of its own may refuse the name; a descriptor that was given is not closed then.
  private void setName(ThreadState ts, Object name, boolean given) {
    if (type == TYPE) {
      setOwn("name", name);
      return;
    }
    try {
      PyObjects.setAttr(ts, this, "name", name);
    } catch (PyException e) {
      if (given) {
        fd = -1;
      } else {
        closeIfOwned(ts);
      }
      throw e;
    }
  }

  private static int descriptor(ThreadState ts, Object file) {
    if (file instanceof Boolean) {
      Warnings.warn(ts, PyExc.RuntimeWarning, "bool is used as a file descriptor");
    }
    if (!PyLong.check(file) && !(file instanceof Boolean)) {
      return -1;
    }
    int n = Convert.toInt(ts, file);
    if (n < 0) {
      throw PyErr.valueError("negative file descriptor");
    }
    return n;
  }

  private void adopt(int given, Object name) {
    if (StandardStreams.isStandard(given)) {
      if (!StandardStreams.isOpen(given)) {
        throw PyErr.osError(Errno.EBADF);
      }
      if (StandardStreams.isDirectory(given)) {
        throw PyErr.osError(Errno.EISDIR, name);
      }
      fd = given;
      return;
    }
    inspect(given, name);
    fd = given;
  }

  private void inspect(int descriptor, Object name) {
    Posix.StatResult st = Posix.fstat(descriptor);
    if (st.status() == null) {
      if (st.error() == -Errno.EBADF) {
        throw PyErr.osError(Errno.EBADF);
      }
      return;
    }
    if (st.status().isDirectory()) {
      throw PyErr.osError(Errno.EISDIR, name);
    }
    regular = st.status().isRegular();
    sizeAtOpen = regular ? st.status().size() : -1;
    if (st.status().blksize() > 1) {
      blksize = st.status().blksize();
    }
  }

  private void openPath(ThreadState ts, Object file, Object opener) {
    byte[] path = FsPath.encode(ts, file);
    if (!closefd) {
      throw PyErr.valueError("Cannot use closefd=False with file name");
    }
    int flags = mode.openFlags() | Posix.O_CLOEXEC;
    int opened;
    if (opener == null || opener == PyNone.NONE) {
      byte[] resolved = WorkingDirectory.of(ts).resolve(path);
      opened = FileCalls.open(ts, Posix.AT_FDCWD, resolved, flags, 0666);
      if (opened == -Errno.EMFILE) {
        OpenStreams.of(ts).reclaim(ts);
        opened = Posix.open(Posix.AT_FDCWD, resolved, flags, 0666);
      }
      if (opened < 0) {
        throw PyErr.osError(-opened, file);
      }
    } else {
      opened = viaOpener(ts, file, opener, flags);
    }
    try {
      inspect(opened, file);
    } catch (PyException e) {
      Posix.close(opened);
      throw e;
    }
    fd = opened;
    OpenStreams.of(ts).opened(ts, mode.readable());
    watchForDel();
  }

  private static int viaOpener(ThreadState ts, Object file, Object opener, int flags) {
    Object r = Call.call2(ts, opener, file, (long) flags);
    if (!PyLong.check(r) && !(r instanceof Boolean)) {
      throw PyErr.typeError("expected integer from opener");
    }
    int opened = Convert.toInt(ts, r);
    if (opened < 0) {
      throw PyErr.valueError("opener returned %d", opened);
    }
    Posix.fcntl(opened, Posix.F_SETFD, 1);
    return opened;
  }

  private void closeIfOwned(ThreadState ts) {
    int old = fd;
    fd = -1;
    if (closefd && old >= 0) {
      int r = FileCalls.close(ts, old);
      if (r < 0 && r != -Errno.EINTR) {
        throw PyErr.osError(-r);
      }
    }
  }

  // For the streams on top of it.

  /// Whether Java callers may skip Python's method lookup: no class has been derived from it.
  static boolean isPlain(Object raw) {
    return raw instanceof PyFileIO f && f.type == TYPE;
  }

  int fd() {
    return fd;
  }

  boolean isRegular() {
    return regular;
  }

  boolean isFileClosed() {
    return fd < 0;
  }

  private void checkOpen() {
    if (fd < 0) {
      throw IoErrors.closed();
    }
  }

  private void checkReadable() {
    checkOpen();
    if (!mode.readable()) {
      throw IoErrors.unsupported("File not open for reading");
    }
  }

  private void checkWritable() {
    checkOpen();
    if (!mode.writable()) {
      throw IoErrors.unsupported("File not open for writing");
    }
  }

  /// Reads once: the number of bytes, or [#WOULD_BLOCK].
  int readInto(ThreadState ts, byte[] b, int offset, int length) {
    checkReadable();
    return result(FileCalls.read(ts, fd, b, offset, length, regular));
  }

  /// Writes once: the number of bytes, or [#WOULD_BLOCK].
  int writeFrom(ThreadState ts, byte[] b, int offset, int length) {
    checkWritable();
    return result(FileCalls.write(ts, fd, b, offset, Math.min(length, WRITE_MAX), regular));
  }

  private static int result(int n) {
    if (n >= 0) {
      return n;
    }
    if (n == -Errno.EAGAIN) {
      return WOULD_BLOCK;
    }
    throw PyErr.osError(-n);
  }

  /// Reads to the end; null where nothing is there yet.
  byte[] readToEnd(ThreadState ts) {
    checkReadable();
    byte[] b = new byte[firstRead(ts)];
    int n = 0;
    while (true) {
      if (n == b.length) {
        b = Arrays.copyOf(b, grown(n));
      }
      int got = readInto(ts, b, n, Math.min(b.length - n, READ_MAX));
      if (got == WOULD_BLOCK) {
        return n == 0 ? null : Arrays.copyOf(b, n);
      }
      if (got == 0) {
        return n == b.length ? b : Arrays.copyOf(b, n);
      }
      n += got;
    }
  }

  /// One byte more than the rest of the file, so that the end shows without growing.
  private int firstRead(ThreadState ts) {
    if (!regular) {
      return SMALLCHUNK;
    }
    long end = sizeAtOpen;
    if (mode.writable() || end == 0) {
      Posix.StatResult st = Posix.fstat(fd);
      end = st.status() == null ? 0 : st.status().size();
    }
    long at = end > LARGE || mode.writable() ? Math.max(seekRaw(ts, 0, 1), 0) : 0;
    if (end - at >= READ_MAX) {
      throw PyErr.overflowError("unbounded read returned more bytes than a Python bytes object can hold");
    }
    return end > at ? (int) (end - at) + 1 : SMALLCHUNK;
  }

  private static int grown(int n) {
    if (n >= READ_MAX) {
      throw PyErr.overflowError("unbounded read returned more bytes than a Python bytes object can hold");
    }
    long more = n > LARGE ? n + (n >> 3) : (long) n + n + 256;
    return (int) Math.min(Math.max(more, n + SMALLCHUNK), READ_MAX);
  }

  private long seekRaw(ThreadState ts, long offset, int whence) {
    int f = fd;
    if (StandardStreams.isStandard(f) && StandardStreams.isStream(f)) {
      seekable = 0;
      return -Errno.ESPIPE;
    }
    if (StandardStreams.isStandard(f) && offset == 0 && whence == 1) {
      long at = StandardStreams.isNull(f) ? 0 : StandardStreams.filePosition(f);
      if (at >= 0) {
        seekable = 1;
        return at;
      }
    }
    long r = FileCalls.retry(ts, () -> Posix.lseek(f, offset, whence));
    if (seekable < 0) {
      seekable = (byte) (r >= 0 ? 1 : 0);
    }
    return r;
  }

  /// Moves the position and tells it.
  long seek(ThreadState ts, long offset, int whence) {
    checkOpen();
    long r = seekRaw(ts, offset, whence);
    if (r < 0) {
      throw PyErr.osError((int) -r);
    }
    return r;
  }

  boolean isSeekable(ThreadState ts) {
    checkOpen();
    if (seekable < 0) {
      seekRaw(ts, 0, 1);
    }
    return seekable > 0;
  }

  // Python's methods.

  @PyMethod(sig = "(size=-1, /)", doc = "Read at most size bytes, returned as bytes.")
  Object read(ThreadState ts, Object size) {
    checkReadable();
    long n = IoSupport.optionalSize(ts, size);
    if (n < 0) {
      return readall(ts);
    }
    MemoryMeter.reserve(Math.min(n, READ_MAX));
    byte[] b = new byte[(int) Math.min(n, READ_MAX)];
    int got = readInto(ts, b, 0, b.length);
    return got == WOULD_BLOCK ? PyNone.NONE : new PyBytes(got == b.length ? b : Arrays.copyOf(b, got));
  }

  @PyMethod(sig = "()", doc = "Read all data from the file, returned as bytes.")
  Object readall(ThreadState ts) {
    byte[] all = readToEnd(ts);
    return all == null ? PyNone.NONE : new PyBytes(all);
  }

  @PyMethod(sig = "(buffer, /)", doc = "Same as RawIOBase.readinto().")
  Object readinto(ThreadState ts, Object buffer) {
    checkReadable();
    PyBuffer target = IoSupport.writable(ts, buffer, "readinto");
    try {
      int n = (int) Math.min(target.length, READ_MAX);
      int got;
      if (target.array != null) {
        got = readInto(ts, target.array, target.offset, n);
      } else {
        byte[] b = new byte[n];
        got = readInto(ts, b, 0, n);
        target.copyIn(0, b, 0, Math.max(got, 0));
      }
      return got == WOULD_BLOCK ? PyNone.NONE : (Object) (long) got;
    } finally {
      target.release();
    }
  }

  @PyMethod(sig = "(b, /)", doc = "Write buffer b to file, return number of bytes written.")
  Object write(ThreadState ts, Object b) {
    checkWritable();
    PyBuffer source = Buffers.get(ts, b, Buffers.SIMPLE);
    try {
      byte[] bytes = source.array != null ? source.array : source.toByteArray();
      int n = writeFrom(ts, bytes, source.array != null ? source.offset : 0, (int) source.length);
      return n == WOULD_BLOCK ? PyNone.NONE : (Object) (long) n;
    } finally {
      source.release();
    }
  }

  @PyMethod(sig = "(pos, whence=0, /)", name = "seek", doc = "Move to new file position and return the file position.")
  long seekMethod(ThreadState ts, Object pos, int whence) {
    checkOpen();
    if (pos instanceof Double) {
      throw PyErr.typeError("an integer is required");
    }
    return seek(ts, PyNumber.asIndex(ts, pos, PyExc.OverflowError), whence);
  }

  @PyMethod(sig = "()", doc = "Current file position.")
  long tell(ThreadState ts) {
    return seek(ts, 0, 1);
  }

  @PyMethod(sig = "(size=None, /)", doc = "Truncate the file to at most size bytes and return the truncated size.")
  Object truncate(ThreadState ts, Object size) {
    checkWritable();
    Object to = size == PyNone.NONE ? (Object) tell(ts) : size;
    long n = PyNumber.asIndex(ts, to, PyExc.OverflowError);
    long r = FileCalls.retry(ts, () -> Posix.ftruncate(fd, n));
    if (r < 0) {
      throw PyErr.osError((int) -r);
    }
    sizeAtOpen = 0;
    return to;
  }

  @PyMethod(sig = "()", doc = "Close the file.")
  Object close(ThreadState ts) {
    if (!closefd) {
      Object r = baseClose(ts);
      fd = -1;
      return r;
    }
    if (finalizing) {
      deallocWarn(ts, this);
    }
    try {
      return baseClose(ts);
    } finally {
      closeIfOwned(ts);
      closedForGood();
    }
  }

  @PyGetter(name = "closed", doc = "True if the file is closed")
  boolean closedAttribute() {
    return fd < 0;
  }

  @Override
  boolean isClosed(ThreadState ts) {
    return type == TYPE ? fd < 0 : super.isClosed(ts);
  }

  @PyMethod(sig = "()", name = "seekable", doc = "True if file supports random-access.")
  boolean seekableMethod(ThreadState ts) {
    return isSeekable(ts);
  }

  @PyMethod(sig = "()", name = "readable", doc = "True if file was opened in a read mode.")
  boolean readableMethod() {
    checkOpen();
    return mode.readable();
  }

  @PyMethod(sig = "()", name = "writable", doc = "True if file was opened in a write mode.")
  boolean writableMethod() {
    checkOpen();
    return mode.writable();
  }

  @PyMethod(sig = "()", doc = "Return the underlying file descriptor (an integer).")
  long fileno() {
    checkOpen();
    return fd;
  }

  @PyMethod(sig = "()", doc = "True if the file is connected to a TTY device.")
  boolean isatty(ThreadState ts) {
    checkOpen();
    return Posix.isatty(fd);
  }

  /// `isatty` without asking where the file is known to be none.
  @PyMethod(sig = "()", name = "_isatty_open_only")
  boolean isattyOpenOnly(ThreadState ts) {
    return !regular && isatty(ts);
  }

  @PyGetter(name = "closefd", doc = "True if the file descriptor will be closed by close().")
  boolean closefdAttribute() {
    return closefd;
  }

  @PyGetter(name = "mode", doc = "String giving the file mode")
  String modeAttribute() {
    return mode.text();
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    String head = "<" + type.fullName();
    if (fd < 0) {
      return head + " [closed]>";
    }
    String tail = " mode='" + mode.text() + "' closefd=" + (closefd ? "True>" : "False>");
    Object name = PyObjects.getOptionalAttr(ts, this, "name");
    if (name == null) {
      return head + " fd=" + fd + tail;
    }
    if (!ts.reprEnter(this)) {
      throw PyErr.runtimeError("reentrant call inside %s.__repr__", type.fullName());
    }
    try {
      return PyUnicode.concat(PyUnicode.concat(head + " name=", PyObjects.repr(ts, name)), tail);
    } finally {
      ts.reprLeave(this);
    }
  }

  @PyMethod(sig = "(source, /)", name = "_dealloc_warn")
  void deallocWarn(ThreadState ts, Object source) {
    if (fd >= 0 && closefd) {
      try {
        Warnings.warnAbout(ts, PyExc.ResourceWarning, PyUnicode.concat("unclosed file ", PyObjects.repr(ts, source)), source);
      } catch (PyException e) {
        // A filter made it an error, which nobody could catch.
        Unraisable.report(ts, e, null, source);
      }
    }
  }

  @PyMethod(sig = "()")
  Object __getstate__() {
    throw IoSupport.cannotPickle(this);
  }
}
