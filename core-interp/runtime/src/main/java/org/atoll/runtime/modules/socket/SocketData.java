package org.atoll.runtime.modules.socket;

import java.util.Arrays;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.Sockets;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// The methods of a socket that receive and send bytes. Guarded by the GIL, which is released during system calls.
abstract class SocketData extends SocketBase {
  private static final int MSG_PEEK = 2;
  private static final int MSG_TRUNC = 0x20;
  private static final int MSG_WAITALL = 0x100;
  /// How much of a stream is moved by one call.
  private static final int PIECE_MAX = 1 << 20;

  SocketData(PyType cls) {
    super(cls);
  }

  // Receiving.

  private static byte[] room(long size, String function) {
    if (size < 0) {
      throw PyErr.valueError("negative buffersize in %s", function);
    }
    if (size > Integer.MAX_VALUE - 16) {
      throw PyErr.memoryError();
    }
    MemoryMeter.reserve(size);
    return new byte[(int) size];
  }

  static PyBytes bytes(byte[] b, int n) {
    return new PyBytes(n >= b.length ? b : Arrays.copyOf(b, n));
  }

  @PyMethod(sig = "(buffersize, flags=0, /)", doc = "Receive up to buffersize bytes from the socket.")
  Object recv(ThreadState ts, long size, int flags) {
    byte[] b = kind == SOCK_STREAM && flags == 0 && size > PIECE_MAX ? new byte[PIECE_MAX] : room(size, "recv");
    return bytes(b, receive(ts, b, 0, b.length, flags, null));
  }

  @PyMethod(sig = "(buffersize, flags=0, /)", doc = "Like recv(buffersize, flags) but also return the sender's address info.")
  Object recvfrom(ThreadState ts, long size, int flags) {
    byte[] b = room(size, "recvfrom");
    byte[][] from = {new byte[0]};
    int n = receive(ts, b, 0, b.length, flags, from);
    return PyTuple.of(bytes(b, n), SocketAddress.decode(from[0], proto));
  }

  @PyMethod(sig = "(buffer, nbytes=0, flags=0)", name = "recv_into", doc = "A version of recv() that stores its data into a buffer rather than creating a new string.")
  long recvInto(ThreadState ts, Object buffer, long size, int flags) {
    return into(ts, buffer, size, flags, null, "recv_into", "buffer too small for requested bytes");
  }

  @PyMethod(sig = "(buffer, nbytes=0, flags=0)", name = "recvfrom_into", doc = "Like recv_into(buffer[, nbytes[, flags]]) but also return the sender's address info.")
  Object recvfromInto(ThreadState ts, Object buffer, long size, int flags) {
    byte[][] from = {new byte[0]};
    long n = into(ts, buffer, size, flags, from, "recvfrom_into", "nbytes is greater than the length of the buffer");
    return PyTuple.of(n, SocketAddress.decode(from[0], proto));
  }

  private long into(ThreadState ts, Object buffer, long size, int flags, byte[][] from, String function, String tooSmall) {
    PyBuffer target = ByteArgs.writable(ts, buffer, function + "() argument 1");
    try {
      if (size < 0) {
        throw PyErr.valueError("negative buffersize in %s", function);
      }
      if (size > target.length) {
        throw PyErr.valueError(tooSmall);
      }
      int length = (int) (size == 0 ? target.length : size);
      if (target.array != null) {
        return receive(ts, target.array, target.offset, length, flags, from);
      }
      byte[] b = new byte[length];
      int n = receive(ts, b, 0, length, flags, from);
      target.copyIn(0, b, 0, Math.min(n, length));
      return n;
    } finally {
      target.release();
    }
  }

  /// Receives into an array; the sender's address is put into `from[0]` unless that is null.
  private int receive(ThreadState ts, byte[] b, int offset, int length, int flags, byte[][] from) {
    long deadline = deadline();
    int n = receiveOnce(ts, b, offset, length, flags, from, deadline);
    if ((flags & (MSG_WAITALL | MSG_PEEK | MSG_TRUNC)) != MSG_WAITALL || kind != SOCK_STREAM || !blocks() || (flags & Sockets.MSG_DONTWAIT) != 0) {
      return n;
    }
    int done = n;
    while (n > 0 && done < length) {
      n = receiveOnce(ts, b, offset + done, length - done, flags, from, deadline);
      done += n;
    }
    return done;
  }

  private int receiveOnce(ThreadState ts, byte[] b, int offset, int length, int flags, byte[][] from, long deadline) {
    return result(io(ts, true, flags, deadline, () -> Sockets.receiveFrom(fd(), b, offset, length, flags, from)));
  }

  // Sending.

  @PyMethod(sig = "(data, flags=0, /)", doc = "Send a data string to the socket.  For the optional flags argument, see the Unix manual.")
  long send(ThreadState ts, Object data, int flags) {
    PyBuffer source = ByteArgs.readable(ts, data);
    try {
      byte[] b = source.array != null ? source.array : source.toByteArray();
      return sendBytes(ts, b, source.array != null ? source.offset : 0, (int) source.length, flags);
    } finally {
      source.release();
    }
  }

  /// Sends once; on a stream that blocks, until all is sent, as the system would do.
  final int sendBytes(ThreadState ts, byte[] b, int offset, int length, int flags) {
    long deadline = deadline();
    if (kind != SOCK_STREAM) {
      return result(sendPiece(ts, b, offset, length, flags, deadline));
    }
    int done = 0;
    do {
      long n = sendPiece(ts, b, offset + done, Math.min(length - done, PIECE_MAX), flags, deadline);
      if (n < 0 && done > 0) {
        return done;
      }
      done += result(n);
    } while (done < length && blocks() && (flags & Sockets.MSG_DONTWAIT) == 0);
    return done;
  }

  private long sendPiece(ThreadState ts, byte[] b, int offset, int length, int flags, long deadline) {
    return io(ts, false, flags, deadline, () -> Sockets.send(fd(), b, offset, length, flags, null));
  }

  @PyMethod(sig = "(data, flags=0, /)", doc = "Send a data string to the socket.  This calls send() repeatedly until all data is sent.")
  void sendall(ThreadState ts, Object data, int flags) {
    PyBuffer source = ByteArgs.readable(ts, data);
    try {
      byte[] b = source.array != null ? source.array : source.toByteArray();
      int offset = source.array != null ? source.offset : 0;
      int length = (int) source.length;
      int piece = kind == SOCK_STREAM ? PIECE_MAX : length;
      long deadline = deadline();
      int done = 0;
      do {
        done += result(sendPiece(ts, b, offset + done, Math.min(length - done, piece), flags, deadline));
        if (ts.pending != 0) {
          ts.safepoint();
        }
      } while (done < length);
    } finally {
      source.release();
    }
  }

  @PyMethod(sig = "(*args)", doc = "Like send(data, flags) but allows specifying the destination address.")
  long sendto(ThreadState ts, PyTuple args) {
    Object[] a = args.items;
    if (a.length < 2 || a.length > 3) {
      throw PyErr.typeError("sendto() takes 2 or 3 arguments (%d given)", a.length);
    }
    PyBuffer source = ByteArgs.readable(ts, a[0]);
    try {
      int flags = a.length == 3 ? Convert.toInt(ts, a[1]) : 0;
      byte[] to = SocketAddress.encode(ts, (PySocket) this, a[a.length - 1], "sendto");
      byte[] b = source.array != null ? source.array : source.toByteArray();
      int offset = source.array != null ? source.offset : 0;
      int length = (int) source.length;
      return result(io(ts, false, flags, deadline(), () -> Sockets.send(fd(), b, offset, length, flags, to)));
    } finally {
      source.release();
    }
  }

  /// The address of a destination, null for None.
  final byte[] destination(ThreadState ts, Object address, String function) {
    return address == PyNone.NONE ? null : SocketAddress.encode(ts, (PySocket) this, address, function);
  }
}
