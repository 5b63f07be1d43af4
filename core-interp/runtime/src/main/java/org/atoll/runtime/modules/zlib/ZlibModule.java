package org.atoll.runtime.modules.zlib;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;

/// The module `zlib`.
@PyModuleDef(value = "zlib", doc = "Compression and decompression by zlib.")
public final class ZlibModule {
  @PyConstant(name = "error")
  static final PyType ERROR = ExceptionType.define("zlib", "error", PyExc.Exception, null);
  @PyConstant(name = "_ZlibDecompressor")
  static final PyType DECOMPRESSOR = PyZlibDecompressor.TYPE;
  @PyConstant
  static final long MAX_WBITS = 15;
  @PyConstant
  static final long DEFLATED = 8;
  @PyConstant
  static final long DEF_MEM_LEVEL = 8;
  @PyConstant
  static final long DEF_BUF_SIZE = 16384;
  @PyConstant
  static final long Z_BEST_SPEED = 1;
  @PyConstant
  static final long Z_BEST_COMPRESSION = 9;
  @PyConstant
  static final long Z_DEFAULT_COMPRESSION = -1;
  @PyConstant
  static final long Z_NO_COMPRESSION = 0;
  @PyConstant
  static final long Z_DEFAULT_STRATEGY = 0;
  @PyConstant
  static final long Z_FILTERED = 1;
  @PyConstant
  static final long Z_HUFFMAN_ONLY = 2;
  @PyConstant
  static final long Z_RLE = 3;
  @PyConstant
  static final long Z_FIXED = 4;
  @PyConstant
  static final long Z_NO_FLUSH = 0;
  @PyConstant
  static final long Z_PARTIAL_FLUSH = 1;
  @PyConstant
  static final long Z_SYNC_FLUSH = 2;
  @PyConstant
  static final long Z_FULL_FLUSH = 3;
  @PyConstant
  static final long Z_FINISH = 4;
  @PyConstant
  static final long Z_BLOCK = 5;
  @PyConstant
  static final long Z_TREES = 6;
  @PyConstant
  static final String ZLIB_VERSION = "1.2.11";
  @PyConstant
  static final String ZLIB_RUNTIME_VERSION = "1.2.11";
  @PyConstant(name = "__version__")
  static final String VERSION = "1.0";

  private static final int CHUNK = 16 * 1024;

  @PyFunction(sig = "(data, value=1, /)", doc = "The Adler-32 checksum of data that follow those with the checksum value.")
  long adler32(ThreadState ts, Object data, Object value) {
    byte[] bytes = ByteArgs.bytes(ts, data);
    return Checksums.adler32(low32(ts, value), bytes, 0, bytes.length) & 0xffffffffL;
  }

  @PyFunction(sig = "(data, value=0, /)", doc = "The CRC-32 checksum of data that follow those with the checksum value.")
  long crc32(ThreadState ts, Object data, Object value) {
    byte[] bytes = ByteArgs.bytes(ts, data);
    return Checksums.crc32(low32(ts, value), bytes, 0, bytes.length) & 0xffffffffL;
  }

  /// The lowest 32 bits of an int of any size.
  public static int low32(ThreadState ts, Object value) {
    Object v = PyNumber.index(ts, value);
    return v instanceof Long l ? l.intValue() : ((BigInteger) v).intValue();
  }

  @PyFunction(sig = "(data, /, level=-1, wbits=15)", doc = "Compresses data at once.")
  Object compress(ThreadState ts, Object data, int level, int wbits) {
    byte[] bytes = ByteArgs.bytes(ts, data);
    DeflateStream stream;
    try {
      stream = new DeflateStream(level, 8, wbits, 8, 0, null);
    } catch (IllegalArgumentException e) {
      throw PyErr.format(ERROR, "Bad compression level");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(32, bytes.length / 2));
    out.writeBytes(stream.compress(bytes));
    out.writeBytes(stream.finish());
    return new PyBytes(out.toByteArray());
  }

  @PyFunction(sig = "(data, /, wbits=15, bufsize=16384)", doc = "Decompresses data at once.")
  Object decompress(ThreadState ts, Object data, int wbits, long bufsize) {
    byte[] bytes = ByteArgs.bytes(ts, data);
    if (bufsize < 0) {
      throw PyErr.valueError("bufsize must be non-negative");
    }
    InflateStream stream;
    try {
      stream = new InflateStream(wbits, null);
    } catch (IllegalArgumentException e) {
      throw PyErr.format(ERROR, "Error -2 while preparing to decompress data: inconsistent stream state");
    }
    try {
      stream.feed(bytes);
      byte[] out = readAll(stream, Integer.MAX_VALUE);
      if (!stream.atEnd()) {
        throw PyErr.format(ERROR, "Error -5 while decompressing data: incomplete or truncated stream");
      }
      return new PyBytes(out);
    } catch (ZlibException e) {
      throw error(e, "decompressing data");
    } finally {
      stream.close();
    }
  }

  /// Up to `limit` bytes, as long as there is input.
  static byte[] readAll(InflateStream stream, int limit) throws ZlibException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[Math.min(CHUNK, limit)];
    int wanted;
    while ((wanted = Math.min(chunk.length, limit - out.size())) > 0) {
      int count = stream.read(chunk, 0, wanted);
      if (count == 0) {
        break;
      }
      out.write(chunk, 0, count);
    }
    return out.toByteArray();
  }

  /// `zlib.error` in the words of CPython.
  static PyException error(ZlibException e, String doing) {
    String what = e.doing != null ? e.doing : doing;
    return e.getMessage() == null ? PyErr.format(ERROR, "Error %s while %s", e.code, what)
        : PyErr.format(ERROR, "Error %s while %s: %s", e.code, what, e.getMessage());
  }

  @PyFunction(sig = "(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)",
      doc = "An object that compresses data piece by piece.")
  Object compressobj(ThreadState ts, int level, int method, int wbits, int memLevel, int strategy, Object zdict) {
    byte[] dictionary = zdict == PyNone.NONE ? null : ByteArgs.bytes(ts, zdict);
    try {
      return new PyCompress(new DeflateStream(level, method, wbits, memLevel, strategy, dictionary));
    } catch (IllegalArgumentException e) {
      throw PyErr.valueError("Invalid initialization option");
    }
  }

  @PyFunction(sig = "(wbits=15, zdict=<absent>)", doc = "An object that decompresses data piece by piece.")
  Object decompressobj(ThreadState ts, int wbits, Object zdict) {
    return new PyDecompress(stream(ts, wbits, zdict));
  }

  static InflateStream stream(ThreadState ts, int wbits, Object zdict) {
    if (zdict != null && !Buffers.check(zdict)) {
      throw PyErr.typeError("zdict argument must support the buffer protocol");
    }
    try {
      return new InflateStream(wbits, zdict == null ? null : ByteArgs.bytes(ts, zdict).clone());
    } catch (IllegalArgumentException e) {
      throw PyErr.valueError("Invalid initialization option");
    }
  }
}
