package org.atoll.runtime.modules.posix;

import java.util.Arrays;
import org.atoll.annotations.PyFunction;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyStructSequence;
import org.atoll.runtime.types.PyTuple;

/// The functions of `posix` that work on file descriptors.
abstract class PosixDescriptors extends PosixFiles {
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0400;
  private static final int F_LOCK = 1;
  private static final int F_TLOCK = 2;
  private static final int CLOEXEC = Posix.O_CLOEXEC;

  @PyFunction(sig = "(path, flags, mode=511, *, dir_fd=None)", doc = "Open a file for low level IO.  Returns a file descriptor (integer).")
  long open(ThreadState ts, Object path, int flags, int mode, Object dirFd) {
    PathArg p = PathArg.of(ts, "open", "path", path);
    int dir = PathArg.dirFd(ts, dirFd);
    int fd = FileCalls.open(ts, dir, p.relativeTo(dir), flags | CLOEXEC, mode);
    check(fd, p);
    return fd;
  }

  @PyFunction(sig = "(fd)", doc = "Close a file descriptor.")
  void close(ThreadState ts, int fd) {
    int r = FileCalls.close(ts, fd);
    if (r < 0 && r != -Errno.EINTR) {
      throw PyErr.osError(-r);
    }
  }

  @PyFunction(sig = "(fd_low, fd_high, /)", doc = "Closes all file descriptors in [fd_low, fd_high), ignoring errors.")
  void closerange(int low, int high) {
    Posix.closeRange(low, high);
  }

  @PyFunction(sig = "(fd, /)", doc = "Return a duplicate of a file descriptor.")
  long dup(int fd) {
    int r = Posix.duplicate(fd);
    check(r);
    return r;
  }

  @PyFunction(sig = "(fd, fd2, inheritable=True)", doc = "Duplicate file descriptor.")
  long dup2(ThreadState ts, int fd, int fd2, boolean inheritable) {
    if (fd < 0 || fd2 < 0) {
      throw PyErr.osError(Errno.EBADF);
    }
    int r = call(ts, () -> Posix.duplicateTo(fd, fd2, inheritable || fd == fd2 ? 0 : CLOEXEC));
    check(r);
    return r;
  }

  @PyFunction(sig = "(fd, position, how, /)", doc = "Set the position of a file descriptor.  Return the new position.")
  long lseek(ThreadState ts, int fd, Object position, int how) {
    long to = PyNumber.asIndex(ts, position, PyExc.OverflowError);
    return checkLong(FileCalls.retry(ts, () -> Posix.lseek(fd, to, how)));
  }

  static long checkLong(long r) {
    if (r < 0) {
      throw PyErr.osError((int) -r);
    }
    return r;
  }

  private static int bufferSize(long length) {
    if (length < 0) {
      throw PyErr.osError(Errno.EINVAL);
    }
    return (int) Math.min(length, Integer.MAX_VALUE - 16);
  }

  private static PyBytes bytes(byte[] b, int n) {
    return new PyBytes(n == b.length ? b : Arrays.copyOf(b, n));
  }

  @PyFunction(sig = "(fd, length, /)", doc = "Read from a file descriptor.  Returns a bytes object.")
  Object read(ThreadState ts, int fd, long length) {
    byte[] b = new byte[bufferSize(length)];
    return bytes(b, (int) checkLong(FileCalls.read(ts, fd, b, 0, b.length, false)));
  }

  private static PyBuffer writable(ThreadState ts, Object o, String function) {
    try {
      return Buffers.get(ts, o, Buffers.WRITABLE);
    } catch (PyException e) {
      throw PyErr.typeError("%s() argument 2 must be read-write bytes-like object, not %s", function, org.atoll.runtime.object.PyObject.typeOf(o).name());
    }
  }

  @PyFunction(sig = "(fd, buffer, /)", doc = "Read into a buffer object from a file descriptor.")
  long readinto(ThreadState ts, int fd, Object buffer) {
    PyBuffer target = writable(ts, buffer, "readinto");
    try {
      byte[] b = new byte[bufferSize(target.length)];
      int n = (int) checkLong(FileCalls.read(ts, fd, b, 0, b.length, false));
      target.copyIn(0, b, 0, n);
      return n;
    } finally {
      target.release();
    }
  }

  @PyFunction(sig = "(fd, data, /)", doc = "Write a bytes object to a file descriptor.")
  long write(ThreadState ts, int fd, Object data) {
    byte[] b = Buffers.toBytes(ts, data);
    return checkLong(FileCalls.write(ts, fd, b, 0, b.length, false));
  }

  @PyFunction(sig = "(fd, length, offset, /)", doc = "Read a number of bytes from a file descriptor starting at a particular offset.")
  Object pread(ThreadState ts, int fd, long length, long offset) {
    byte[] b = new byte[bufferSize(length)];
    return bytes(b, (int) checkLong(FileCalls.retry(ts, () -> Posix.pread(fd, b, 0, b.length, offset))));
  }

  @PyFunction(sig = "(fd, buffer, offset, /)", doc = "Write bytes to a file descriptor starting at a particular offset.")
  long pwrite(ThreadState ts, int fd, Object buffer, long offset) {
    byte[] b = Buffers.toBytes(ts, buffer);
    return checkLong(FileCalls.retry(ts, () -> Posix.pwrite(fd, b, 0, b.length, offset)));
  }

  @PyFunction(sig = "(fd, buffers, /)", doc = "Iterate over buffers, and write the contents of each to a file descriptor.")
  long writev(ThreadState ts, int fd, Object buffers) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (Object o : sequence(ts, buffers, "writev")) {
      all.writeBytes(Buffers.toBytes(ts, o));
    }
    byte[] b = all.toByteArray();
    return checkLong(FileCalls.write(ts, fd, b, 0, b.length, false));
  }

  static Object[] sequence(ThreadState ts, Object o, String function) {
    if (o instanceof org.atoll.runtime.types.PyList || o instanceof PyTuple || PyObjects.hasAttr(ts, o, "__getitem__")) {
      return org.atoll.runtime.types.Sequences.toArray(ts, o);
    }
    throw PyErr.typeError("%s() arg 2 must be a sequence", function);
  }

  @PyFunction(sig = "(fd, buffers, /)", doc = "Read from a file descriptor fd into an iterable of buffers.")
  long readv(ThreadState ts, int fd, Object buffers) {
    Object[] targets = sequence(ts, buffers, "readv");
    byte[] b = room(ts, targets);
    int n = (int) checkLong(FileCalls.read(ts, fd, b, 0, b.length, false));
    spread(ts, b, n, targets);
    return n;
  }

  /// As many bytes as fit into the buffers.
  static byte[] room(ThreadState ts, Object[] targets) {
    long total = 0;
    for (Object o : targets) {
      PyBuffer view = Buffers.get(ts, o, Buffers.WRITABLE);
      total += view.length;
      view.release();
    }
    return new byte[bufferSize(total)];
  }

  /// Fills the buffers one after the other with the first `n` bytes.
  static void spread(ThreadState ts, byte[] b, int n, Object[] targets) {
    int done = 0;
    for (Object o : targets) {
      PyBuffer view = Buffers.get(ts, o, Buffers.WRITABLE);
      int part = (int) Math.min(view.length, n - done);
      view.copyIn(0, b, done, part);
      view.release();
      done += part;
    }
  }

  @PyFunction(sig = "()", doc = "Create a pipe.")
  Object pipe() {
    return pipe2(CLOEXEC);
  }

  @PyFunction(sig = "(flags, /)", doc = "Create a pipe with flags set atomically.")
  Object pipe2(int flags) {
    int[] ends = Posix.pipe(flags);
    check(ends[0]);
    return PyTuple.of((long) ends[0], (long) ends[1]);
  }

  @PyFunction(sig = "(fd, /)", doc = "Return True if the fd is connected to a terminal.")
  boolean isatty(int fd) {
    return Posix.isatty(fd);
  }

  @PyFunction(sig = "(fd, length, /)", doc = "Truncate a file, specified by file descriptor, to a specific length.")
  void ftruncate(ThreadState ts, int fd, Object length) {
    long n = PyNumber.asIndex(ts, length, PyExc.OverflowError);
    check(call(ts, () -> Posix.ftruncate(fd, n)));
  }

  @PyFunction(sig = "(fd)", doc = "Force write of fd to disk.")
  void fsync(ThreadState ts, Object fd) {
    int f = FileDescriptorArg.of(ts, fd);
    check(call(ts, () -> Posix.call("fsync", f)));
  }

  @PyFunction(sig = "(fd)", doc = "Force write of fd to disk without forcing update of metadata.")
  void fdatasync(ThreadState ts, Object fd) {
    int f = FileDescriptorArg.of(ts, fd);
    check(call(ts, () -> Posix.call("fdatasync", f)));
  }

  @PyFunction(sig = "()", doc = "Force write of everything to disk.")
  void sync(ThreadState ts) {
    call(ts, () -> Posix.call("sync"));
  }

  @PyFunction(sig = "(fd, /)", name = "get_inheritable", doc = "Get the close-on-exe flag of the specified file descriptor.")
  boolean getInheritable(int fd) {
    int flags = Posix.fcntl(fd, Posix.F_GETFD, 0);
    check(flags);
    return (flags & Posix.FD_CLOEXEC) == 0;
  }

  @PyFunction(sig = "(fd, inheritable, /)", name = "set_inheritable", doc = "Set the inheritable flag of the specified file descriptor.")
  void setInheritable(int fd, boolean inheritable) {
    int flags = Posix.fcntl(fd, Posix.F_GETFD, 0);
    check(flags);
    check(Posix.fcntl(fd, Posix.F_SETFD, inheritable ? flags & ~Posix.FD_CLOEXEC : flags | Posix.FD_CLOEXEC));
  }

  @PyFunction(sig = "(fd, /)", name = "get_blocking", doc = "Get the blocking mode of the file descriptor.")
  boolean getBlocking(int fd) {
    int flags = Posix.fcntl(fd, Posix.F_GETFL, 0);
    check(flags);
    return (flags & Posix.O_NONBLOCK) == 0;
  }

  @PyFunction(sig = "(fd, blocking, /)", name = "set_blocking", doc = "Set the blocking mode of the specified file descriptor.")
  void setBlocking(int fd, boolean blocking) {
    int flags = Posix.fcntl(fd, Posix.F_GETFL, 0);
    check(flags);
    check(Posix.fcntl(fd, Posix.F_SETFL, blocking ? flags & ~Posix.O_NONBLOCK : flags | Posix.O_NONBLOCK));
  }

  @PyFunction(sig = "(fd=1, /)", name = "get_terminal_size", doc = "Return the size of the terminal window as (columns, lines).")
  Object getTerminalSize(int fd) {
    int[] size = Posix.windowSize(fd);
    check(size[0]);
    return PyStructSequence.of(Results.TERMINAL_SIZE, (long) size[0], (long) size[1]);
  }

  @PyFunction(sig = "(fd, /)", doc = "Return the name of the terminal device connected to 'fd'.")
  Object ttyname(int fd) {
    Posix.Text t = Posix.ttyname(fd);
    if (t.bytes() == null) {
      throw PyErr.osError(-t.error());
    }
    return FsPath.decode(t.bytes());
  }

  @PyFunction(sig = "()", doc = "Return the name of the controlling terminal for this process.")
  Object ctermid() {
    return "/dev/tty";
  }

  @PyFunction(sig = "(fd)", name = "device_encoding", doc = "Return a string describing the encoding of a terminal's file descriptor.")
  Object deviceEncoding(int fd) {
    return Posix.isatty(fd) ? "UTF-8" : PyNone.NONE;
  }

  @PyFunction(sig = "(out_fd, in_fd, offset, count)", doc = "Copy count bytes from file descriptor in_fd to file descriptor out_fd.")
  long sendfile(ThreadState ts, int out, int in, Object offset, long count) {
    Long from = offset == PyNone.NONE ? null : (Long) PyNumber.asIndex(ts, offset, PyExc.OverflowError);
    return checkLong(FileCalls.sendfile(ts, out, in, from, count));
  }

  @PyFunction(sig = "(src, dst, count, offset_src=None, offset_dst=None)", name = "copy_file_range", doc = "Copy count bytes from one file descriptor to another.")
  long copyFileRange(ThreadState ts, int src, int dst, long count, Object offsetSrc, Object offsetDst) {
    if (count < 0) {
      throw PyErr.valueError("negative value for 'count' not allowed");
    }
    if (offsetSrc == PyNone.NONE && offsetDst == PyNone.NONE) {
      return checkLong(FileCalls.retry(ts, () -> Posix.callLong("copy_file_range", src, 0, dst, 0, count, 0)));
    }
    byte[] b = new byte[(int) Math.min(count, 1 << 20)];
    int n = (int) checkLong(offsetSrc == PyNone.NONE ? Posix.read(src, b, 0, b.length)
        : Posix.pread(src, b, 0, b.length, PyNumber.asIndex(ts, offsetSrc, PyExc.OverflowError)));
    return checkLong(offsetDst == PyNone.NONE ? Posix.write(dst, b, 0, n)
        : Posix.pwrite(dst, b, 0, n, PyNumber.asIndex(ts, offsetDst, PyExc.OverflowError)));
  }

  @PyFunction(sig = "(fd, offset, length, /)", name = "posix_fallocate", doc = "Ensure a file has allocated at least a particular number of bytes on disk.")
  void posixFallocate(ThreadState ts, int fd, long offset, long length) {
    int r = call(ts, () -> Posix.call("posix_fallocate", fd, offset, length));
    if (r != 0) {
      throw PyErr.osError(Math.abs(r));
    }
  }

  @PyFunction(sig = "(fd, offset, length, advice, /)", name = "posix_fadvise", doc = "Announce an intention to access data in a specific pattern.")
  void posixFadvise(ThreadState ts, int fd, long offset, long length, int advice) {
    int r = call(ts, () -> Posix.call("posix_fadvise", fd, offset, length, advice));
    if (r != 0) {
      throw PyErr.osError(Math.abs(r));
    }
  }

  @PyFunction(sig = "(fd, command, length, /)", doc = "Apply, test or remove a POSIX lock on an open file descriptor.")
  void lockf(ThreadState ts, int fd, int command, long length) {
    if (command == F_LOCK) {
      check((int) FileCalls.retry(ts, () -> Waiting.repeating(ts.wakeSignal, () -> Posix.call("lockf", fd, F_TLOCK, length))));
    } else {
      check(call(ts, () -> Posix.call("lockf", fd, command, length)));
    }
  }

  @PyFunction(sig = "(name, flags=1)", name = "memfd_create")
  long memfdCreate(ThreadState ts, Object name, int flags) {
    int fd = Posix.memoryFile(FsPath.encode(ts, name), flags);
    check(fd);
    return fd;
  }

  @PyFunction(sig = "(initval, flags=524288)", doc = "Creates and returns an event notification file descriptor.")
  long eventfd(long initval, int flags) {
    int fd = Posix.eventfd(initval, flags);
    check(fd);
    return fd;
  }

  @PyFunction(sig = "(fd)", name = "eventfd_read", doc = "Read eventfd value")
  Object eventfdRead(ThreadState ts, int fd) {
    byte[] b = new byte[8];
    checkLong(FileCalls.read(ts, fd, b, 0, 8, false));
    return Posix.longAt(b, 0);
  }

  @PyFunction(sig = "(fd, value)", name = "eventfd_write", doc = "Write eventfd value.")
  void eventfdWrite(ThreadState ts, int fd, long value) {
    byte[] b = new byte[8];
    Posix.putLong(b, 0, value);
    checkLong(FileCalls.write(ts, fd, b, 0, 8, false));
  }

  @PyFunction(sig = "()", doc = "Open a pseudo-terminal, returning open fd's for both master and slave end.")
  Object openpty() {
    int master = Posix.openTerminal(O_RDWR | O_NOCTTY | CLOEXEC);
    check(master);
    check(Posix.call("grantpt", master));
    check(Posix.call("unlockpt", master));
    int slave = Posix.openTerminalPeer(master, O_RDWR | O_NOCTTY | CLOEXEC);
    check(slave);
    return PyTuple.of((long) master, (long) slave);
  }
}
