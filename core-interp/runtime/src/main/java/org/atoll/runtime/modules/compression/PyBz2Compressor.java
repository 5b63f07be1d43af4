package org.atoll.runtime.modules.compression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;

/// `_bz2.BZ2Compressor`. Guarded by the GIL.
@PyTypeDef(name = "BZ2Compressor", module = "_bz2", basetype = false, doc = """
    Create a compressor object for compressing data incrementally.

      compresslevel
        Compression level, as a number between 1 and 9.

    For one-shot compression, use the compress() function instead.""")
public final class PyBz2Compressor extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyBz2CompressorBinder());

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final BZip2CompressorOutputStream stream;
  private boolean flushed;

  private PyBz2Compressor(PyType cls, int level) {
    super(cls);
    try {
      stream = new BZip2CompressorOutputStream(out, level);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @PyNew(sig = "(compresslevel=9, /)")
  static Object create(PyType cls, int compresslevel) {
    if (compresslevel < 1 || compresslevel > 9) {
      throw PyErr.valueError("compresslevel must be between 1 and 9");
    }
    return new PyBz2Compressor(cls, compresslevel);
  }

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
      stream.finish();
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
