package org.atoll.runtime.modules.compression;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.SingleXZInputStream;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZFormatException;

/// `_lzma.LZMADecompressor`. Guarded by the GIL.
@PyTypeDef(name = "LZMADecompressor", module = "_lzma", basetype = false, doc = """
    Create a decompressor object for decompressing data incrementally.

      format
        Specifies the container format of the input stream.  If this is
        FORMAT_AUTO (the default), the decompressor will automatically detect
        whether the input is FORMAT_XZ or FORMAT_ALONE.  Streams created with
        FORMAT_RAW cannot be autodetected.
      memlimit
        Limit the amount of memory used by the decompressor.  This will cause
        decompression to fail if the input cannot be decompressed within the
        given limit.
      filters
        A custom filter chain.  This argument is required for FORMAT_RAW, and
        not accepted with any other format.  When provided, this should be a
        sequence of dicts, each indicating the ID and options for a single
        filter.

    For one-shot decompression, use the decompress() function instead.""")
public final class PyLzmaDecompressor extends PushedStream {
  public static final PyType TYPE = PyType.builtin(new PyLzmaDecompressorBinder());

  private final Format format;

  private PyLzmaDecompressor(PyType cls, Format format) {
    super(cls, format, "Already at end of stream");
    this.format = format;
  }

  @PyNew(sig = "(format=0, memlimit=None, filters=None)")
  static Object create(ThreadState ts, PyType cls, int format, Object memlimit, Object filters) {
    if (memlimit != PyNone.NONE && format == LzmaModule.FORMAT_RAW) {
      throw PyErr.valueError("Cannot specify memory limit with FORMAT_RAW");
    }
    long limit = memlimit == PyNone.NONE ? Long.MAX_VALUE : Convert.toLong(ts, memlimit);
    if (format == LzmaModule.FORMAT_RAW && filters == PyNone.NONE) {
      throw PyErr.valueError("Must specify filters for FORMAT_RAW");
    }
    if (format != LzmaModule.FORMAT_RAW && filters != PyNone.NONE) {
      throw PyErr.valueError("Cannot specify filters except with FORMAT_RAW");
    }
    if (format < LzmaModule.FORMAT_AUTO || format > LzmaModule.FORMAT_RAW) {
      throw PyErr.valueError("Invalid container format: %d", format);
    }
    List<LzmaFilters.Filter> chain = null;
    if (filters != PyNone.NONE) {
      chain = LzmaFilters.chain(ts, filters);
      LzmaFilters.check(chain, true);
    }
    return new PyLzmaDecompressor(cls, new Format(format, limit, chain));
  }

  @PyGetter(doc = "ID of the integrity check used by the input stream.")
  Object check() {
    return format.check;
  }

  @Override
  PyException error(IOException e) {
    return PyErr.format(LzmaModule.ERROR, switch (e) {
      case XZFormatException _ -> "Input format not supported by decoder";
      case MemoryLimitException _ -> "Memory usage limit exceeded";
      case UnsupportedOptionsException _ -> "Invalid or unsupported options";
      default -> "Corrupt input data";
    });
  }

  /// Opens the right decoder for a stream. It stays apart from the object, which must be collectable while it waits.
  private static final class Format implements StreamDecoder.Opener {
    private static final int XZ_MAGIC = 0xFD;
    private static final int PROPERTIES_MAX = 224;
    private static final long ALONE_SIZE_MAX = 1L << 38;
    private static final int HEADER_BYTES = 13;

    private final int format;
    private final int limitKiB;
    private final List<LzmaFilters.Filter> chain;
    private volatile long check;

    Format(int format, long limitBytes, List<LzmaFilters.Filter> chain) {
      this.format = format;
      this.limitKiB = limitBytes == Long.MAX_VALUE ? -1 : (int) Math.clamp(limitBytes >> 10, 0, Integer.MAX_VALUE);
      this.chain = chain;
      boolean unknown = format == LzmaModule.FORMAT_AUTO || format == LzmaModule.FORMAT_XZ;
      check = unknown ? LzmaModule.CHECK_UNKNOWN : LzmaModule.CHECK_NONE;
    }

    @Override
    public InputStream open(InputStream in) throws IOException {
      if (format == LzmaModule.FORMAT_RAW) {
        return LzmaFilters.decoder(chain, in);
      }
      if (format == LzmaModule.FORMAT_ALONE) {
        return alone(in, in.read());
      }
      int first = in.read();
      if (format == LzmaModule.FORMAT_AUTO && first != XZ_MAGIC) {
        check = LzmaModule.CHECK_NONE;
        return alone(in, first);
      }
      if (first != XZ_MAGIC) {
        throw new XZFormatException();
      }
      SingleXZInputStream stream = new SingleXZInputStream(behind(new byte[] {(byte) first}, in), limitKiB);
      check = stream.getCheckType();
      return stream;
    }

    private InputStream alone(InputStream in, int first) throws IOException {
      if (first > PROPERTIES_MAX) {
        throw new XZFormatException();
      }
      byte[] header = new byte[HEADER_BYTES];
      header[0] = (byte) first;
      for (int i = 1; i < HEADER_BYTES; i++) {
        header[i] = (byte) in.read();
      }
      if (!isPlausible(littleEndian(header, 1, 4), littleEndian(header, 5, 8))) {
        throw new XZFormatException();
      }
      LZMAInputStream stream = new LZMAInputStream(behind(header, in), limitKiB);
      stream.enableRelaxedEndCondition();
      return stream;
    }

    /// The format has no magic number; that is what sizes it writes tell it from garbage.
    private boolean isPlausible(long dictSize, long size) {
      long base = Long.highestOneBit(dictSize);
      boolean common = dictSize == base || dictSize == base + base / 2 || dictSize == 0xFFFFFFFFL;
      return (common || format == LzmaModule.FORMAT_ALONE) && (size == -1 || size >= 0 && size < ALONE_SIZE_MAX);
    }

    private static long littleEndian(byte[] bytes, int at, int count) {
      long value = 0;
      for (int i = count - 1; i >= 0; i--) {
        value = value << 8 | bytes[at + i] & 0xFF;
      }
      return value;
    }

    private static InputStream behind(byte[] start, InputStream rest) {
      return new SequenceInputStream(new ByteArrayInputStream(start), rest);
    }
  }
}
