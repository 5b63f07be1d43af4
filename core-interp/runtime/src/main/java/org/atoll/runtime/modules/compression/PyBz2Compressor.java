package org.atoll.runtime.modules.compression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;

/// `_bz2.BZ2Compressor`. Guarded by the GIL.
@PyTypeDef(name = "BZ2Compressor", module = "_bz2", basetype = false, doc = """
    Create a compressor object for compressing data incrementally.

      compresslevel
        Compression level, as a number between 1 and 9.

    For one-shot compression, use the compress() function instead.""")
public final class PyBz2Compressor extends PushedCompressor<BZip2CompressorOutputStream> {
  public static final PyType TYPE = PyType.builtin(new PyBz2CompressorBinder());

  private PyBz2Compressor(PyType cls, ByteArrayOutputStream out, int level) throws IOException {
    super(cls, out, new BZip2CompressorOutputStream(out, level));
  }

  @PyNew(sig = "(compresslevel=9, /)")
  static Object create(PyType cls, int compresslevel) {
    if (compresslevel < 1 || compresslevel > 9) {
      throw PyErr.valueError("compresslevel must be between 1 and 9");
    }
    try {
      return new PyBz2Compressor(cls, new ByteArrayOutputStream(), compresslevel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  void finish() throws IOException {
    stream.finish();
  }
}
