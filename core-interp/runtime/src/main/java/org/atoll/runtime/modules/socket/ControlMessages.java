package org.atoll.runtime.modules.socket;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// Ancillary data: a row of `struct cmsghdr`, each with its data (RFC 3542). Stateless.
final class ControlMessages {
  private static final int HEADER_SIZE = 16;
  private static final int ALIGNMENT = 8;
  private static final long LENGTH_MAX = Integer.MAX_VALUE - HEADER_SIZE;

  private ControlMessages() {}

  /// `CMSG_LEN`, or -1 where that is too much.
  static long length(long dataLength) {
    return dataLength < 0 || dataLength > LENGTH_MAX ? -1 : HEADER_SIZE + dataLength;
  }

  /// `CMSG_SPACE`, or -1 where that is too much.
  static long space(long dataLength) {
    return dataLength < 0 || dataLength > LENGTH_MAX - ALIGNMENT ? -1 : HEADER_SIZE + (dataLength + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /// Appends one message.
  static void append(ByteArrayOutputStream out, int level, int type, byte[] data) {
    long space = space(data.length);
    if (space < 0 || out.size() + space > LENGTH_MAX) {
      throw PyErr.osError("too much ancillary data");
    }
    byte[] message = new byte[(int) space];
    Posix.putLong(message, 0, length(data.length));
    Posix.putInt(message, 8, level);
    Posix.putInt(message, 12, type);
    System.arraycopy(data, 0, message, HEADER_SIZE, data.length);
    out.writeBytes(message);
  }

  /// What has been received, as a list of `(level, type, data)`. The last one may be cut off.
  static PyList parse(byte[] control) {
    PyList out = new PyList();
    int at = 0;
    while (control.length - at >= HEADER_SIZE) {
      long length = Posix.longAt(control, at);
      if (length < HEADER_SIZE) {
        break;
      }
      int end = (int) Math.min(control.length, at + length);
      out.append(PyTuple.of((long) Posix.intAt(control, at + 8), (long) Posix.intAt(control, at + 12),
          new PyBytes(Arrays.copyOfRange(control, at + HEADER_SIZE, end))));
      long next = at + (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      if (next > control.length) {
        break;
      }
      at = (int) next;
    }
    return out;
  }
}
