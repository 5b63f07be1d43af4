package org.atoll.runtime.modules.compression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;

/// What the decompressors of `_bz2` and `_lzma` have in common. Guarded by the GIL.
abstract class PushedStream extends PyObject {
  private static final byte[] NOTHING = {};

  private final StreamDecoder decoder;
  private final String endMessage;
  private byte[] unused = NOTHING;
  private boolean ended;
  private boolean failed;

  PushedStream(PyType type, StreamDecoder.Opener opener, String endMessage) {
    super(type);
    this.decoder = new StreamDecoder(opener);
    this.endMessage = endMessage;
  }

  /// The Python exception for what is wrong with the input.
  abstract PyException error(IOException e);

  @PyGetter(doc = "True if the end-of-stream marker has been reached.")
  Object eof() {
    return ended;
  }

  @PyGetter(doc = "True if more input is needed before more decompressed data can be produced.")
  Object needs_input() {
    return !ended && !failed && (decoder.needsInput() || untouched());
  }

  private boolean untouched() {
    return decoder.rest().length == 0 && !started;
  }

  private boolean started;

  @PyGetter(doc = "Data found after the end of the compressed stream.")
  Object unused_data() {
    return new PyBytes(unused);
  }

  @PyMethod(sig = "(data, max_length=-1)", doc = """
      Decompress *data*, returning uncompressed data as bytes.

      If *max_length* is nonnegative, returns at most *max_length* bytes of
      decompressed data. If this limit is reached and further output can be
      produced, *self.needs_input* will be set to ``False``. In this case, the
      next call to *decompress()* may provide *data* as b'' to obtain more of
      the output.

      If all of the input data was decompressed and returned (either because
      this was less than *max_length* bytes, or because *max_length* was
      negative), *self.needs_input* will be set to True.

      Attempting to decompress data after the end of stream is reached raises an
      EOFError.  Any data found after the end of the stream is ignored and saved in
      the unused_data attribute.""")
  Object decompress(ThreadState ts, Object data, long max_length) {
    byte[] bytes = ByteArgs.bytes(ts, data);
    if (ended) {
      throw PyErr.eofError(endMessage);
    }
    started = true;
    decoder.feed(bytes);
    int limit = max_length < 0 ? Integer.MAX_VALUE - 8 : (int) Math.min(max_length, Integer.MAX_VALUE - 8);
    try {
      byte[] out = decoder.decode(limit);
      if (decoder.atEnd()) {
        ended = true;
        unused = decoder.rest();
      }
      return new PyBytes(out);
    } catch (IOException e) {
      failed = true;
      throw e.getCause() instanceof OutOfMemoryError ? PyErr.memoryError() : error(e);
    }
  }

  @PyMethod(sig = "()")
  Object __reduce__() {
    throw cannotPickle(type);
  }

  static PyException cannotPickle(PyType type) {
    return PyErr.typeError("cannot pickle '%s' object", type.messageName());
  }

  /// Takes what has been written to a buffer so far.
  static PyBytes take(ByteArrayOutputStream out) {
    PyBytes taken = new PyBytes(out.toByteArray());
    out.reset();
    return taken;
  }
}
