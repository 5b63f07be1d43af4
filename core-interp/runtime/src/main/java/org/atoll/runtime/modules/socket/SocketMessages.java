package org.atoll.runtime.modules.socket;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.host.Sockets;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// The methods of a socket that receive and send messages with ancillary data. Guarded by the GIL, which is released during
/// system calls.
abstract class SocketMessages extends SocketData {
  private static final int SOL_ALG = 279;
  private static final int ALG_SET_IV = 2;
  private static final int ALG_SET_OP = 3;
  private static final int ALG_SET_AEAD_ASSOCLEN = 4;

  SocketMessages(PyType cls) {
    super(cls);
  }

  // Receiving.

  @PyMethod(sig = "(bufsize, ancbufsize=0, flags=0, /)", doc = "Receive normal data (up to bufsize bytes) and ancillary data from the socket.")
  Object recvmsg(ThreadState ts, long size, long controlSize, int flags) {
    if (size < 0) {
      throw PyErr.valueError("negative buffer size in recvmsg()");
    }
    if (size > Integer.MAX_VALUE - 16) {
      throw PyErr.memoryError();
    }
    byte[] b = new byte[(int) size];
    Sockets.Message m = receive(ts, b, controlSize, flags);
    return results(bytes(b, m.result()), m);
  }

  @PyMethod(sig = "(buffers, ancbufsize=0, flags=0, /)", name = "recvmsg_into", doc = "Receive normal data and ancillary data from the socket, scattering the former into a series of buffers.")
  Object recvmsgInto(ThreadState ts, Object buffers, long controlSize, int flags) {
    List<PyBuffer> targets = new ArrayList<>();
    try {
      long size = 0;
      for (Object o : items(ts, buffers, "recvmsg_into() argument 1 must be an iterable")) {
        PyBuffer target = writable(ts, o);
        targets.add(target);
        size += target.length;
      }
      byte[] b = new byte[(int) Math.min(size, Integer.MAX_VALUE - 16)];
      Sockets.Message m = receive(ts, b, controlSize, flags);
      int done = 0;
      for (PyBuffer target : targets) {
        int part = (int) Math.min(target.length, Math.min(m.result(), b.length) - done);
        target.copyIn(0, b, done, part);
        done += part;
      }
      return results((long) m.result(), m);
    } finally {
      targets.forEach(PyBuffer::release);
    }
  }

  private static PyBuffer writable(ThreadState ts, Object o) {
    try {
      return ByteArgs.writable(ts, o);
    } catch (PyException e) {
      throw PyErr.matches(e, PyExc.TypeError)
          ? PyErr.typeError("recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers") : e;
    }
  }

  private Sockets.Message receive(ThreadState ts, byte[] b, long controlSize, int flags) {
    if (controlSize < 0 || controlSize > Integer.MAX_VALUE - 16) {
      throw PyErr.valueError("invalid ancillary data buffer length");
    }
    Sockets.Message[] m = new Sockets.Message[1];
    result(io(ts, true, flags, deadline(), () -> {
      m[0] = Sockets.receiveMessage(fd(), b, (int) controlSize, flags);
      return m[0].result();
    }));
    return m[0];
  }

  private Object results(Object data, Sockets.Message m) {
    return PyTuple.of(data, ControlMessages.parse(m.control()), (long) (m.flags() & ~Sockets.SOCK_CLOEXEC), SocketAddress.decode(m.address(), proto));
  }

  private static Object[] items(ThreadState ts, Object iterable, String otherwise) {
    try {
      return Sequences.toArray(ts, iterable);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.TypeError)) {
        throw PyErr.typeError(otherwise);
      }
      throw e;
    }
  }

  // Sending.

  private static byte[] gather(ThreadState ts, Object buffers, String function) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object o : items(ts, buffers, function + "() argument 1 must be an iterable")) {
      all.writeBytes(ByteArgs.bytes(ts, o));
    }
    return all.toByteArray();
  }

  private static byte[] control(ThreadState ts, Object ancillary) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object item : items(ts, ancillary, "sendmsg() argument 2 must be an iterable")) {
      if (!(item instanceof PyTuple t)) {
        throw PyErr.typeError("[sendmsg() ancillary data items]() argument must be 3-item tuple, not %s", PyObject.typeOf(item).name());
      }
      if (t.items.length != 3) {
        throw PyErr.typeError("[sendmsg() ancillary data items]() argument must be tuple of length 3, not %d", t.items.length);
      }
      ControlMessages.append(out, Convert.toInt(ts, t.items[0]), Convert.toInt(ts, t.items[1]), ByteArgs.bytes(ts, t.items[2]));
    }
    return out.toByteArray();
  }

  @PyMethod(sig = "(buffers, ancdata=(), flags=0, address=None, /)", doc = "Send normal and ancillary data to the socket, gathering the non-ancillary data from a series of buffers.")
  long sendmsg(ThreadState ts, Object buffers, Object ancillary, int flags, Object address) {
    byte[] to = destination(ts, address, "sendmsg");
    byte[] data = gather(ts, buffers, "sendmsg");
    return sendMessage(ts, data, control(ts, ancillary), flags, to);
  }

  private long sendMessage(ThreadState ts, byte[] data, byte[] control, int flags, byte[] to) {
    int n = result(io(ts, false, flags, deadline(), () -> Sockets.sendMessage(fd(), data, control, flags, to)));
    if (n < data.length && kind == SOCK_STREAM && blocks() && (flags & Sockets.MSG_DONTWAIT) == 0) {
      try {
        n += sendBytes(ts, data, n, data.length - n, flags);
      } catch (PyException e) {
        if (!PyErr.matches(e, PyExc.OSError)) {
          throw e;
        }
      }
    }
    return n;
  }

  @PyMethod(sig = "(msg=(), *, op=<absent>, iv=None, assoclen=<absent>, flags=0)", name = "sendmsg_afalg", doc = "Set operation mode, IV and length of associated data for an AF_ALG operation socket.")
  long sendmsgAfalg(ThreadState ts, Object buffers, Object op, Object iv, Object associated, int flags) {
    if (family != SocketAddress.AF_ALG) {
      throw PyErr.osError("algset is only supported for AF_ALG");
    }
    if (op == null) {
      throw PyErr.typeError("Missing required argument 'op'");
    }
    int operation = Convert.toInt(ts, op);
    if (operation < 0) {
      throw PyErr.valueError("Invalid or missing argument 'op'");
    }
    ByteArrayOutputStream control = new ByteArrayOutputStream();
    ControlMessages.append(control, SOL_ALG, ALG_SET_OP, word(operation));
    if (iv != PyNone.NONE) {
      byte[] v = ByteArgs.bytes(ts, iv);
      byte[] data = new byte[4 + v.length];
      Posix.putInt(data, 0, v.length);
      System.arraycopy(v, 0, data, 4, v.length);
      ControlMessages.append(control, SOL_ALG, ALG_SET_IV, data);
    }
    if (associated != null) {
      int length = Convert.toInt(ts, associated);
      if (length < 0) {
        throw PyErr.typeError("assoclen must be positive");
      }
      ControlMessages.append(control, SOL_ALG, ALG_SET_AEAD_ASSOCLEN, word(length));
    }
    return sendMessage(ts, gather(ts, buffers, "sendmsg_afalg"), control.toByteArray(), flags, null);
  }

  private static byte[] word(int n) {
    byte[] b = new byte[4];
    Posix.putInt(b, 0, n);
    return b;
  }
}
