package org.atoll.runtime.modules.compression;

import java.io.IOException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// `_bz2.BZ2Decompressor`. Guarded by the GIL.
@PyTypeDef(name = "BZ2Decompressor", module = "_bz2", basetype = false, doc = """
    Create a decompressor object for decompressing data incrementally.

    For one-shot decompression, use the decompress() function instead.""")
public final class PyBz2Decompressor extends PushedStream {
  public static final PyType TYPE = PyType.builtin(new PyBz2DecompressorBinder());

  private PyBz2Decompressor(PyType cls) {
    super(cls, BZip2CompressorInputStream::new, "End of stream already reached");
  }

  @PyNew(sig = "()")
  static Object create(PyType cls) {
    return new PyBz2Decompressor(cls);
  }

  @Override
  PyException error(IOException e) {
    return PyErr.format(PyExc.OSError, "Invalid data stream");
  }
}
