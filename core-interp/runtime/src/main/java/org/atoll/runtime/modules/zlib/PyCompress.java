package org.atoll.runtime.modules.zlib;

import java.util.zip.Deflater;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;

/// What `zlib.compressobj` returns. Guarded by the GIL.
@PyTypeDef(name = "Compress", module = "zlib", basetype = false, instantiable = false)
public final class PyCompress extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyCompressBinder());

  private final DeflateStream stream;

  PyCompress(DeflateStream stream) {
    super(TYPE);
    this.stream = stream;
  }

  private void checkOpen(String doing) {
    if (stream.isClosed()) {
      throw PyErr.format(ZlibModule.ERROR, "Error -2 while %s: inconsistent stream state", doing);
    }
  }

  @PyMethod(sig = "(data, /)", doc = "Adds data; returns what is ready of the compressed ones.")
  Object compress(ThreadState ts, Object data) {
    byte[] bytes = ByteArgs.bytes(ts, data);
    checkOpen("compressing data");
    return new PyBytes(stream.compress(bytes));
  }

  @PyMethod(sig = "(mode=4, /)", doc = "Returns the rest of the compressed data; the mode says whether more may follow.")
  Object flush(long mode) {
    if (mode == ZlibModule.Z_NO_FLUSH) {
      return new PyBytes(new byte[0]);
    }
    checkOpen("flushing");
    if (mode == ZlibModule.Z_FINISH) {
      return new PyBytes(stream.finish());
    }
    if (mode < 0 || mode > ZlibModule.Z_TREES) {
      throw PyErr.format(ZlibModule.ERROR, "Error -2 while flushing: inconsistent stream state");
    }
    return new PyBytes(stream.flush(mode == ZlibModule.Z_FULL_FLUSH ? Deflater.FULL_FLUSH : Deflater.SYNC_FLUSH));
  }
}
