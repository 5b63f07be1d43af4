package org.atoll.runtime.modules.array;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;

/// Reads the items of pickled arrays that were written on a machine of another byte order or with other sizes
/// (`Modules/arraymodule.c`, `enum machine_format_code`). Stateless.
final class MachineFormat {
  private MachineFormat() {}

  /// Appends all items in `bytes`, written in the numbered format.
  static void append(ThreadState ts, PyArray to, int format, byte[] bytes) {
    if (format >= 18) {
      to.fromunicode(ts, text(format, bytes));
      return;
    }
    int size = format < 2 ? 1 : format < 6 ? 2 : format < 10 || format == 14 || format == 15 ? 4 : 8;
    if (bytes.length % size != 0) {
      throw PyErr.valueError("string length not a multiple of item size");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(format > 1 && (format & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      to.append(ts, read(in, format));
    }
  }

  private static Object read(ByteBuffer in, int format) {
    return switch (format) {
      case 0 -> (long) (in.get() & 0xFF);
      case 1 -> (long) in.get();
      case 2, 3 -> (long) (in.getShort() & 0xFFFF);
      case 4, 5 -> (long) in.getShort();
      case 6, 7 -> Integer.toUnsignedLong(in.getInt());
      case 8, 9 -> (long) in.getInt();
      case 10, 11 -> unsigned(in.getLong());
      case 12, 13 -> in.getLong();
      case 14, 15 -> (double) in.getFloat();
      default -> in.getDouble();
    };
  }

  private static Object unsigned(long bits) {
    return bits >= 0 ? (Object) bits : new BigInteger(Long.toUnsignedString(bits));
  }

  private static Object text(int format, byte[] bytes) {
    return PyUnicode.fromUtf16(new String(bytes, switch (format) {
      case 18 -> StandardCharsets.UTF_16LE;
      case 19 -> StandardCharsets.UTF_16BE;
      case 20 -> StandardCharsets.UTF_32LE;
      default -> StandardCharsets.UTF_32BE;
    }));
  }
}
