package org.atoll.runtime.modules.binascii;

import java.util.Base64;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.modules.zlib.Checksums;
import org.atoll.runtime.modules.zlib.ZlibModule;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyUnicode;

/// The module `binascii`.
@PyModuleDef(value = "binascii", doc = "Turns bytes into ASCII text and back.")
public final class BinasciiModule {
  @PyConstant(name = "Error")
  static final PyType ERROR = ExceptionType.define("binascii", "Error", PyExc.ValueError, null);
  @PyConstant(name = "Incomplete")
  static final PyType INCOMPLETE = ExceptionType.define("binascii", "Incomplete", PyExc.Exception, null);

  private static final int CRC_HQX_POLYNOMIAL = 0x1021;

  static PyException error(String message, Object... args) {
    return PyErr.format(ERROR, message, args);
  }

  @PyFunction(sig = "(data, sep=<absent>, bytes_per_sep=1)", doc = "Two hexadecimal digits for each byte.")
  Object b2a_hex(ThreadState ts, Object data, Object sep, Object bytes_per_sep) {
    return hexlify(ts, data, sep, bytes_per_sep);
  }

  @PyFunction(sig = "(data, sep=<absent>, bytes_per_sep=1)", doc = "Two hexadecimal digits for each byte.")
  Object hexlify(ThreadState ts, Object data, Object sep, Object bytes_per_sep) {
    PyBytes bytes = data instanceof PyBytes b && b.type == PyBytes.TYPE ? b : new PyBytes(ByteArgs.bytes(ts, data));
    Object text = sep == null ? PyObjects.callMethod(ts, bytes, "hex")
        : PyObjects.callMethod(ts, bytes, "hex", sep, bytes_per_sep);
    return PyBytes.latin1(PyUnicode.toUtf16(text));
  }

  @PyFunction(sig = "(hexstr, /)", doc = "The bytes of a text of hexadecimal digits.")
  Object a2b_hex(ThreadState ts, Object hexstr) {
    return unhexlify(ts, hexstr);
  }

  @PyFunction(sig = "(hexstr, /)", doc = "The bytes of a text of hexadecimal digits.")
  Object unhexlify(ThreadState ts, Object hexstr) {
    byte[] digits = ByteArgs.bytesOrAscii(ts, hexstr);
    if ((digits.length & 1) != 0) {
      throw error("Odd-length string");
    }
    byte[] out = new byte[digits.length / 2];
    for (int i = 0; i < out.length; i++) {
      int value = hexDigit(digits[2 * i]) << 4 | hexDigit(digits[2 * i + 1]);
      if (value < 0) {
        throw error("Non-hexadecimal digit found");
      }
      out[i] = (byte) value;
    }
    return new PyBytes(out);
  }

  /// The value of a hexadecimal digit, or -1.
  static int hexDigit(byte c) {
    return c < 0 ? -1 : Character.digit(c, 16);
  }

  @PyFunction(sig = "(data, /, *, newline=True)", doc = "The base64 text of data, as one line.")
  Object b2a_base64(ThreadState ts, Object data, boolean newline) {
    byte[] bytes = ByteArgs.bytes(ts, data);
    int length = (bytes.length + 2) / 3 * 4;
    byte[] out = new byte[newline ? length + 1 : length];
    Base64.getEncoder().encode(bytes, out);
    if (newline) {
      out[length] = '\n';
    }
    return new PyBytes(out);
  }

  @PyFunction(sig = "(data, /, *, strict_mode=False)",
      doc = "The bytes of a base64 text; characters that do not belong there are skipped unless strict_mode is true.")
  Object a2b_base64(ThreadState ts, Object data, boolean strict_mode) {
    return new PyBytes(Base64Reader.decode(ByteArgs.bytesOrAscii(ts, data), strict_mode));
  }

  @PyFunction(sig = "(data, /, *, backtick=False)", doc = "A line of uuencoded data.")
  Object b2a_uu(ThreadState ts, Object data, boolean backtick) {
    return new PyBytes(UuCodec.encode(ByteArgs.bytes(ts, data), backtick));
  }

  @PyFunction(sig = "(data, /)", doc = "The bytes of a uuencoded line.")
  Object a2b_uu(ThreadState ts, Object data) {
    return new PyBytes(UuCodec.decode(ByteArgs.bytesOrAscii(ts, data)));
  }

  @PyFunction(sig = "(data, quotetabs=False, istext=True, header=False)", doc = "Data as quoted-printable text.")
  Object b2a_qp(ThreadState ts, Object data, boolean quotetabs, boolean istext, boolean header) {
    return new PyBytes(new QuotedPrintable(quotetabs, istext, header).encode(ByteArgs.bytes(ts, data)));
  }

  @PyFunction(sig = "(data, header=False)", doc = "The bytes of a quoted-printable text.")
  Object a2b_qp(ThreadState ts, Object data, boolean header) {
    return new PyBytes(QuotedPrintable.decode(ByteArgs.bytesOrAscii(ts, data), header));
  }

  @PyFunction(sig = "(data, crc=0, /)", doc = "The CRC-32 of data that follow those with the checksum crc.")
  long crc32(ThreadState ts, Object data, Object crc) {
    byte[] bytes = ByteArgs.bytes(ts, data);
    return Checksums.crc32(ZlibModule.low32(ts, crc), bytes, 0, bytes.length) & 0xffffffffL;
  }

  @PyFunction(sig = "(data, crc, /)", doc = "The 16-bit CRC of BinHex of data that follow those with the checksum crc.")
  long crc_hqx(ThreadState ts, Object data, Object crc) {
    int value = ZlibModule.low32(ts, crc) & 0xffff;
    for (byte b : ByteArgs.bytes(ts, data)) {
      value ^= (b & 0xff) << 8;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 0x8000) != 0 ? value << 1 ^ CRC_HQX_POLYNOMIAL : value << 1;
      }
      value &= 0xffff;
    }
    return value;
  }
}
