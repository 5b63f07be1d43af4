package org.atoll.runtime.modules.zlib;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;

/// `zlib._ZlibDecompressor`, which keeps its left-over input itself. Guarded by the GIL.
@PyTypeDef(name = "_ZlibDecompressor", module = "zlib", basetype = false)
public final class PyZlibDecompressor extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyZlibDecompressorBinder());

  private final InflateStream stream;
  private boolean needsInput = true;
  private byte[] unusedData = {};

  private PyZlibDecompressor(InflateStream stream) {
    super(TYPE);
    this.stream = stream;
  }

  @PyNew(sig = "(wbits=15, zdict=<absent>)")
  static Object create(ThreadState ts, PyType cls, int wbits, Object zdict) {
    return new PyZlibDecompressor(ZlibModule.stream(ts, wbits, zdict));
  }

  @PyGetter(doc = "Whether the end of the stream has been reached.")
  Object eof() {
    return stream.atEnd();
  }

  @PyGetter(doc = "Whether more input is needed for more output.")
  Object needs_input() {
    return needsInput;
  }

  @PyGetter(doc = "What followed the end of the stream.")
  Object unused_data() {
    return new PyBytes(unusedData);
  }

  @PyMethod(sig = "(data, max_length=-1)", doc = "Decompresses data, to at most max_length bytes if that is not negative.")
  Object decompress(ThreadState ts, Object data, long max_length) {
    byte[] bytes = ByteArgs.bytes(ts, data);
    if (stream.atEnd()) {
      throw PyErr.format(PyExc.EOFError, "End of stream already reached");
    }
    int limit = max_length < 0 ? Integer.MAX_VALUE : (int) Math.min(max_length, Integer.MAX_VALUE);
    try {
      stream.feed(bytes.clone());
      byte[] out = ZlibModule.readAll(stream, limit);
      if (stream.atEnd()) {
        unusedData = stream.unused();
        needsInput = false;
        stream.close();
      } else {
        needsInput = out.length < limit;
      }
      return new PyBytes(out);
    } catch (ZlibException e) {
      throw ZlibModule.error(e, "decompressing data");
    }
  }
}
