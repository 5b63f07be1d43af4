package org.atoll.runtime.modules.posix;

import java.util.function.LongSupplier;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;

/// The module `fcntl` (`Modules/fcntlmodule.c`).
@PyModuleDef(value = "fcntl", doc = "This module performs file control and I/O control on file descriptors.")
final class FcntlModule {
  private static final String CONSTANTS = """
      DN_ACCESS=1 DN_ATTRIB=32 DN_CREATE=4 DN_DELETE=8 DN_MODIFY=2 DN_MULTISHOT=2147483648 DN_RENAME=16 FASYNC=8192 FD_CLOEXEC=1
      FICLONE=1074041865 FICLONERANGE=1075876877 F_ADD_SEALS=1033 F_DUPFD=0 F_DUPFD_CLOEXEC=1030 F_EXLCK=4 F_GETFD=1 F_GETFL=3
      F_GETLEASE=1025 F_GETLK=5 F_GETLK64=5 F_GETOWN=9 F_GETOWN_EX=16 F_GETPIPE_SZ=1032 F_GETSIG=11 F_GET_FILE_RW_HINT=1037
      F_GET_RW_HINT=1035 F_GET_SEALS=1034 F_NOTIFY=1026 F_OFD_GETLK=36 F_OFD_SETLK=37 F_OFD_SETLKW=38 F_OWNER_PGRP=2 F_OWNER_PID=1
      F_OWNER_TID=0 F_RDLCK=0 F_SEAL_FUTURE_WRITE=16 F_SEAL_GROW=4 F_SEAL_SEAL=1 F_SEAL_SHRINK=2 F_SEAL_WRITE=8 F_SETFD=2 F_SETFL=4
      F_SETLEASE=1024 F_SETLK=6 F_SETLK64=6 F_SETLKW=7 F_SETLKW64=7 F_SETOWN=8 F_SETOWN_EX=15 F_SETPIPE_SZ=1031 F_SETSIG=10
      F_SET_FILE_RW_HINT=1038 F_SET_RW_HINT=1036 F_SHLCK=8 F_UNLCK=2 F_WRLCK=1 LOCK_EX=2 LOCK_MAND=32 LOCK_NB=4 LOCK_READ=64 LOCK_RW=192
      LOCK_SH=1 LOCK_UN=8 LOCK_WRITE=128 RWH_WRITE_LIFE_EXTREME=5 RWH_WRITE_LIFE_LONG=4 RWH_WRITE_LIFE_MEDIUM=3 RWH_WRITE_LIFE_NONE=1
      RWH_WRITE_LIFE_NOT_SET=0 RWH_WRITE_LIFE_SHORT=2""";
  private static final int LOCK_SH = 1;
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;
  private static final int LOCK_UN = 8;
  private static final int F_SETLK = 6;
  private static final int BUFFER_MAX = 1024;

  void exec(ThreadState ts, PyModule module) {
    ConstantTable.add(module, CONSTANTS);
  }

  private static byte[] bytes(ThreadState ts, Object o) {
    return PyUnicode.check(o) ? FsPath.bytes(o) : Buffers.toBytes(ts, o).clone();
  }

  private static long number(ThreadState ts, Object o) {
    return PyNumber.asIndex(ts, PyNumber.index(ts, o), PyExc.OverflowError);
  }

  /// A third argument that is no buffer: of a number C takes the low bits.
  private static long argument(ThreadState ts, Object o, String function) {
    if (!Sequences.isIndex(o)) {
      throw PyErr.typeError("%s() argument 3 must be an integer, a bytes-like object, or a string, not %s", function, PyObject.typeOf(o).messageName());
    }
    return lowBits(PyNumber.index(ts, o));
  }

  private static long lowBits(Object n) {
    return n instanceof Long l ? l : ((java.math.BigInteger) n).longValue();
  }

  /// A view to write to, or null where the object cannot be written to.
  private static PyBuffer writable(ThreadState ts, Object o) {
    try {
      return Buffers.get(ts, o, Buffers.WRITABLE);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.BufferError) || PyErr.matches(e, PyExc.TypeError)) {
        return null;
      }
      throw e;
    }
  }

  private static long result(long r) {
    if (r < 0) {
      throw PyErr.osError((int) -r);
    }
    return r;
  }

  @PyFunction(sig = "(fd, cmd, arg=0, /)", doc = "Perform the operation `cmd` on file descriptor fd.")
  Object fcntl(ThreadState ts, Object fd, int command, Object argument) {
    int f = FileDescriptorArg.of(ts, fd);
    if (PyUnicode.check(argument) || Buffers.check(argument)) {
      byte[] m = bytes(ts, argument);
      if (m.length > BUFFER_MAX) {
        throw PyErr.valueError("fcntl argument 3 is too long");
      }
      result(FileCalls.retry(ts, () -> Posix.callWithMemory("fcntl", m, 2, f, command)));
      return new PyBytes(m);
    }
    long a = argument(ts, argument, "fcntl");
    return result(FileCalls.retry(ts, () -> Posix.fcntl(f, command, a)));
  }

  @PyFunction(sig = "(fd, request, arg=0, mutate_flag=True, /)", doc = "Perform the operation request on file descriptor fd.")
  Object ioctl(ThreadState ts, Object fd, Object request, Object argument, boolean mutate) {
    int f = FileDescriptorArg.of(ts, fd);
    if (!Sequences.isIndex(request)) {
      throw PyErr.typeError("ioctl() argument 2 must be int, not %s", PyObject.typeOf(request).messageName());
    }
    long code = lowBits(PyNumber.index(ts, request)) & 0xffffffffL;
    if (!PyUnicode.check(argument) && !Buffers.check(argument)) {
      long a = argument(ts, argument, "ioctl");
      return result(FileCalls.retry(ts, () -> Posix.call("ioctl", f, code, a)));
    }
    PyBuffer view = mutate && !PyUnicode.check(argument) && !(argument instanceof PyBytes) ? writable(ts, argument) : null;
    if (view != null) {
      try {
        byte[] m = view.toByteArray();
        long r = result(FileCalls.retry(ts, () -> Posix.callWithMemory("ioctl", m, 2, f, code)));
        view.copyIn(0, m, 0, m.length);
        return r;
      } finally {
        view.release();
      }
    }
    byte[] m = bytes(ts, argument);
    if (m.length > BUFFER_MAX) {
      throw PyErr.valueError("ioctl argument 3 is too long");
    }
    result(FileCalls.retry(ts, () -> Posix.callWithMemory("ioctl", m, 2, f, code)));
    return new PyBytes(m);
  }

  private static void lock(ThreadState ts, boolean waiting, LongSupplier attempt) {
    result(FileCalls.retry(ts, waiting ? () -> Waiting.repeating(ts.wakeSignal, attempt) : attempt));
  }

  @PyFunction(sig = "(fd, operation, /)", doc = "Perform the lock operation `operation` on file descriptor `fd`.")
  void flock(ThreadState ts, Object fd, int operation) {
    int f = FileDescriptorArg.of(ts, fd);
    lock(ts, (operation & LOCK_NB) == 0, () -> Posix.call("flock", f, operation | LOCK_NB));
  }

  @PyFunction(sig = "(fd, cmd, len=0, start=0, whence=0, /)", doc = "A wrapper around the fcntl() locking calls.")
  void lockf(ThreadState ts, Object fd, int operation, Object length, Object start, int whence) {
    int f = FileDescriptorArg.of(ts, fd);
    int kind = operation == LOCK_UN ? 2 : (operation & LOCK_SH) != 0 ? 0 : (operation & LOCK_EX) != 0 ? 1 : -1;
    if (kind < 0) {
      throw PyErr.valueError("unrecognized lockf argument");
    }
    byte[] flock = new byte[32];
    flock[0] = (byte) kind;
    flock[2] = (byte) whence;
    Posix.putLong(flock, 8, number(ts, start));
    Posix.putLong(flock, 16, number(ts, length));
    lock(ts, (operation & LOCK_NB) == 0, () -> Posix.callWithMemory("fcntl", flock, 2, f, F_SETLK));
  }
}
