package org.atoll.runtime.modules.compression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;

/// What the compressors of `_bz2` and `_lzma` have in common. Guarded by the GIL.
abstract class PushedCompressor<S extends OutputStream> extends PyObject {
  final S stream;
  private final ByteArrayOutputStream out;
  private boolean flushed;

  /// A compressor whose `stream` writes into `out`.
  PushedCompressor(PyType type, ByteArrayOutputStream out, S stream) {
    super(type);
    this.out = out;
    this.stream = stream;
  }

  /// Ends the compressed stream.
  abstract void finish() throws IOException;

  @PyMethod(sig = "(data, /)", doc = """
      Provide data to the compressor object.

      Returns a chunk of compressed data if possible, or b'' otherwise.

      When you have finished providing data to the compressor, call the
      flush() method to finish the compression process.""")
  Object compress(ThreadState ts, Object data) {
    byte[] bytes = ByteArgs.bytes(ts, data);
    if (flushed) {
      throw PyErr.valueError("Compressor has been flushed");
    }
    try {
      stream.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PushedStream.take(out);
  }

  @PyMethod(sig = "()", doc = """
      Finish the compression process.

      Returns the compressed data left in internal buffers.

      The compressor object may not be used after this method is called.""")
  Object flush() {
    if (flushed) {
      throw PyErr.valueError("Repeated call to flush()");
    }
    flushed = true;
    try {
      finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PushedStream.take(out);
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    throw PushedStream.cannotPickle(type);
  }
}
