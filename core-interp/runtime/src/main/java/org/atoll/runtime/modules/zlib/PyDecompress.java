package org.atoll.runtime.modules.zlib;

import java.io.ByteArrayOutputStream;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;

/// What `zlib.decompressobj` returns. Guarded by the GIL.
@PyTypeDef(name = "Decompress", module = "zlib", basetype = false, instantiable = false)
public final class PyDecompress extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyDecompressBinder());

  private static final byte[] NOTHING = {};

  private final InflateStream stream;
  private byte[] unusedData = NOTHING;
  private byte[] unconsumedTail = NOTHING;
  /// Whether the end was reached by [#flush], after which no more input is taken.
  private boolean flushed;

  PyDecompress(InflateStream stream) {
    super(TYPE);
    this.stream = stream;
  }

  @PyGetter(doc = "What followed the end of the stream.")
  Object unused_data() {
    return new PyBytes(unusedData);
  }

  @PyGetter(doc = "Input that the limit on output has left over.")
  Object unconsumed_tail() {
    return new PyBytes(unconsumedTail);
  }

  @PyGetter(doc = "Whether the end of the stream has been reached.")
  Object eof() {
    return stream.atEnd();
  }

  @PyMethod(sig = "(data, /, max_length=0)", doc = "Decompresses data, to at most max_length bytes if that is not 0.")
  Object decompress(ThreadState ts, Object data, long max_length) {
    byte[] bytes = ByteArgs.bytes(ts, data);
    if (max_length < 0) {
      throw PyErr.valueError("max_length must be non-negative");
    }
    if (flushed) {
      throw PyErr.format(ZlibModule.ERROR, "Error -2 while decompressing data: inconsistent stream state");
    }
    if (stream.atEnd()) {
      unusedData = append(unusedData, bytes);
      return new PyBytes(NOTHING);
    }
    int limit = max_length == 0 ? Integer.MAX_VALUE : (int) Math.min(max_length, Integer.MAX_VALUE);
    try {
      // What was left over comes back as input from the caller.
      stream.feed(bytes);
      byte[] out = ZlibModule.readAll(stream, limit);
      settle();
      return new PyBytes(out);
    } catch (ZlibException e) {
      stream.dropInput();
      throw ZlibModule.error(e, "decompressing data");
    }
  }

  private void settle() {
    byte[] rest = stream.unused();
    stream.dropInput();
    if (stream.atEnd()) {
      unusedData = append(unusedData, rest);
      unconsumedTail = NOTHING;
      stream.close();
    } else {
      unconsumedTail = rest;
    }
  }

  private static byte[] append(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }

  @PyMethod(sig = "(length=16384, /)", doc = "Decompresses the input left over.")
  Object flush(long length) {
    if (length <= 0) {
      throw PyErr.valueError("length must be greater than zero");
    }
    if (stream.atEnd()) {
      return new PyBytes(NOTHING);
    }
    try {
      stream.feed(unconsumedTail);
      byte[] out = ZlibModule.readAll(stream, Integer.MAX_VALUE);
      settle();
      flushed = stream.atEnd();
      return new PyBytes(out);
    } catch (ZlibException e) {
      stream.dropInput();
      throw ZlibModule.error(e, "flushing");
    }
  }
}
