package org.atoll.runtime.modules.posix;

import java.util.function.IntSupplier;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Waiting;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;

/// The module `termios` (`Modules/termios.c`), with glibc's `struct termios`.
@PyModuleDef(value = "termios", doc = """
    This module provides an interface to the Posix calls for tty I/O control.
    For a complete description of these calls, see the Posix or Unix manual
    pages. It is only available for those Unix versions that support Posix
    termios style tty I/O control.

    All functions in this module take a file descriptor fd as their first
    argument. This can be an integer file descriptor, such as returned by
    sys.stdin.fileno(), or a file object, such as sys.stdin itself.""")
final class TermiosModule {
  @PyConstant(name = "error")
  static final PyType ERROR = ExceptionType.define("termios", "error", PyExc.Exception, null);
  private static final int STRUCT_SIZE = 60;
  private static final int CONTROL_CHARACTERS = 17;
  private static final int NCCS = 32;
  private static final int VTIME = 5;
  private static final int VMIN = 6;
  private static final int ICANON = 2;
  private static final long TIOCGWINSZ = 0x5413;
  private static final long TIOCSWINSZ = 0x5414;

  void exec(ThreadState ts, PyModule module) {
    ConstantTable.add(module, TermiosConstants.TABLE);
  }

  private static void check(int r) {
    if (r < 0) {
      throw PyErr.create(ERROR, (long) -r, Errno.message(-r));
    }
  }

  private static void blocking(ThreadState ts, IntSupplier call) {
    ts.beginBlocking();
    long r;
    try {
      r = Waiting.blocking(ts.wakeSignal, call::getAsInt);
    } finally {
      ts.endBlocking();
    }
    check((int) r);
  }

  // Attributes.

  private static byte[] attributes(int fd) {
    byte[] m = new byte[STRUCT_SIZE];
    check(Posix.callWithMemory("tcgetattr", m, 1, fd));
    return m;
  }

  private static Long word(byte[] m, int at) {
    return Integer.toUnsignedLong(Posix.intAt(m, at));
  }

  @PyFunction(sig = "(fd, /)", doc = "Get the tty attributes for file descriptor fd.")
  Object tcgetattr(ThreadState ts, Object fd) {
    byte[] m = attributes(FileDescriptorArg.of(ts, fd));
    boolean canonical = (m[12] & ICANON) != 0;
    PyList characters = new PyList();
    for (int i = 0; i < NCCS; i++) {
      byte c = m[CONTROL_CHARACTERS + i];
      characters.append(!canonical && (i == VMIN || i == VTIME) ? (Object) (long) (c & 0xff) : new PyBytes(new byte[] {c}));
    }
    PyList out = new PyList();
    for (int at = 0; at < 16; at += 4) {
      out.append(word(m, at));
    }
    out.append(Integer.toUnsignedLong(Posix.callWithMemory("cfgetispeed", m, 0)));
    out.append(Integer.toUnsignedLong(Posix.callWithMemory("cfgetospeed", m, 0)));
    out.append(characters);
    return out;
  }

  private static int number(ThreadState ts, Object o) {
    Object n = PyNumber.index(ts, o);
    return n instanceof Long l ? (int) (long) l : ((java.math.BigInteger) n).intValue();
  }

  @PyFunction(sig = "(fd, when, attributes, /)", doc = "Set the tty attributes for file descriptor fd.")
  void tcsetattr(ThreadState ts, Object fd, int when, Object attributes) {
    int f = FileDescriptorArg.of(ts, fd);
    if (!(attributes instanceof PyList list) || list.size() != 7) {
      throw PyErr.typeError("tcsetattr, arg 3: must be 7 element list");
    }
    byte[] m = attributes(f);
    for (int i = 0; i < 4; i++) {
      Posix.putInt(m, 4 * i, number(ts, list.get(i)));
    }
    int in = number(ts, list.get(4));
    int out = number(ts, list.get(5));
    if (!(list.get(6) instanceof PyList characters) || characters.size() != NCCS) {
      throw PyErr.typeError("tcsetattr: attributes[6] must be %d element list", NCCS);
    }
    for (int i = 0; i < NCCS; i++) {
      m[CONTROL_CHARACTERS + i] = character(ts, characters.get(i));
    }
    check(Posix.callWithMemory("cfsetispeed", m, 0, in));
    check(Posix.callWithMemory("cfsetospeed", m, 0, out));
    blocking(ts, () -> Posix.callWithMemory("tcsetattr", m, 2, f, when));
  }

  private static byte character(ThreadState ts, Object o) {
    if (o instanceof PyBytes b && b.bytes.length == 1) {
      return b.bytes[0];
    }
    if (PyLong.check(o)) {
      return (byte) number(ts, o);
    }
    throw PyErr.typeError("tcsetattr: elements of attributes must be bytes objects of length 1 or integers");
  }

  // The line.

  @PyFunction(sig = "(fd, duration, /)", doc = "Send a break on file descriptor fd.")
  void tcsendbreak(ThreadState ts, Object fd, int duration) {
    int f = FileDescriptorArg.of(ts, fd);
    blocking(ts, () -> Posix.call("tcsendbreak", f, duration));
  }

  @PyFunction(sig = "(fd, /)", doc = "Wait until all output written to file descriptor fd has been transmitted.")
  void tcdrain(ThreadState ts, Object fd) {
    int f = FileDescriptorArg.of(ts, fd);
    blocking(ts, () -> Posix.call("tcdrain", f));
  }

  @PyFunction(sig = "(fd, queue, /)", doc = "Discard queued data on file descriptor fd.")
  void tcflush(ThreadState ts, Object fd, int queue) {
    int f = FileDescriptorArg.of(ts, fd);
    blocking(ts, () -> Posix.call("tcflush", f, queue));
  }

  @PyFunction(sig = "(fd, action, /)", doc = "Suspend or resume input or output on file descriptor fd.")
  void tcflow(ThreadState ts, Object fd, int action) {
    int f = FileDescriptorArg.of(ts, fd);
    blocking(ts, () -> Posix.call("tcflow", f, action));
  }

  // The window.

  private static byte[] windowSize(int fd) {
    byte[] m = new byte[8];
    check(Posix.callWithMemory("ioctl", m, 2, fd, TIOCGWINSZ));
    return m;
  }

  @PyFunction(sig = "(fd, /)", doc = "Get the tty winsize for file descriptor fd.")
  Object tcgetwinsize(ThreadState ts, Object fd) {
    byte[] m = windowSize(FileDescriptorArg.of(ts, fd));
    return PyTuple.of((long) (m[0] & 0xff | (m[1] & 0xff) << 8), (long) (m[2] & 0xff | (m[3] & 0xff) << 8));
  }

  @PyFunction(sig = "(fd, winsize, /)", doc = "Set the tty winsize for file descriptor fd.")
  void tcsetwinsize(ThreadState ts, Object fd, Object winsize) {
    int f = FileDescriptorArg.of(ts, fd);
    Object[] items;
    try {
      items = org.atoll.runtime.types.Sequences.toArray(ts, winsize);
    } catch (PyException e) {
      items = new Object[0];
    }
    if (items.length != 2) {
      throw PyErr.typeError("tcsetwinsize, arg 2: must be a two-item sequence");
    }
    byte[] m = windowSize(f);
    for (int i = 0; i < 2; i++) {
      int n = Convert.toInt(ts, items[i]);
      if (n < 0 || n > 0xffff) {
        throw PyErr.overflowError("winsize value(s) out of range.");
      }
      m[2 * i] = (byte) n;
      m[2 * i + 1] = (byte) (n >> 8);
    }
    check(Posix.callWithMemory("ioctl", m, 2, f, TIOCSWINSZ));
  }
}
