package org.atoll.runtime.modules.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.host.Errno;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// A raw stream over one of the Java streams that an embedding program has given an interpreter for its standard ones
/// ([org.atoll.runtime.interp.OwnStreams]). It has no descriptor. Guarded by the GIL, which is released while the Java stream is
/// called; what that throws becomes OSError.
@PyTypeDef(name = "JavaStream", module = "_io", base = PyRawIOBase.class, basetype = false, instantiable = false,
    doc = "A standard stream that the embedding program has given.")
final class PyOwnStream extends PyRawIOBase {
  static final PyType TYPE = PyType.builtin(new PyOwnStreamBinder());

  private final InputStream in;
  private final OutputStream out;

  private interface Action {
    int run() throws IOException;
  }

  /// @param in what is read, or null
  /// @param out what is written to, or null
  PyOwnStream(InputStream in, OutputStream out) {
    super(TYPE);
    this.in = in;
    this.out = out;
  }

  private static int perform(ThreadState ts, Action action) {
    Exception failure;
    ts.beginBlocking();
    try {
      return action.run();
    } catch (IOException | RuntimeException e) {
      failure = e;
    } finally {
      ts.endBlocking();
    }
    throw failed(failure);
  }

  /// As [#perform], for what may have to wait for somebody: an exception from outside, and the end of the interpreter, interrupt
  /// the thread as Java threads are.
  private static int await(ThreadState ts, Action action) {
    Exception failure;
    ts.beginForeign();
    try {
      return action.run();
    } catch (IOException | RuntimeException e) {
      failure = e;
    } finally {
      ts.endForeign();
    }
    if (ts.isWanted()) {
      ts.safepoint();
    }
    throw failed(failure);
  }

  private static PyException failed(Exception e) {
    return PyErr.create(PyExc.OSError, (long) Errno.EIO, PyUnicode.fromUtf16(e.toString()));
  }

  private void checkOpen(ThreadState ts) {
    if (isClosed(ts)) {
      throw IoErrors.closed();
    }
  }

  @PyMethod(sig = "()", name = "readable", doc = "True if there is something to read from.")
  boolean canRead() {
    return in != null;
  }

  @PyMethod(sig = "()", name = "writable", doc = "True if there is something to write to.")
  boolean canWrite() {
    return out != null;
  }

  @PyMethod(sig = "(buffer, /)", doc = "Read what is there into a buffer, at least one byte unless it is the end.")
  Object readinto(ThreadState ts, Object buffer) {
    checkOpen(ts);
    if (in == null) {
      throw IoErrors.unsupported("File not open for reading");
    }
    PyBuffer target = IoSupport.writable(ts, buffer, "readinto");
    try {
      byte[] bytes = new byte[(int) Math.min(target.length, IoSupport.DEFAULT_BUFFER_SIZE)];
      int got = await(ts, () -> in.read(bytes));
      target.copyIn(0, bytes, 0, Math.max(got, 0));
      return (long) Math.max(got, 0);
    } finally {
      target.release();
    }
  }

  @PyMethod(sig = "(b, /)", doc = "Write all of a buffer; return its length.")
  Object write(ThreadState ts, Object b) {
    checkOpen(ts);
    if (out == null) {
      throw IoErrors.unsupported("File not open for writing");
    }
    byte[] bytes;
    PyBuffer source = Buffers.get(ts, b, Buffers.SIMPLE);
    try {
      bytes = source.toByteArray();
    } finally {
      source.release();
    }
    return (long) perform(ts, () -> {
      out.write(bytes);
      return bytes.length;
    });
  }

  @PyMethod(sig = "()", name = "flush", doc = "Flush the Java stream.")
  Object flushStream(ThreadState ts) {
    checkOpen(ts);
    if (out != null) {
      perform(ts, () -> {
        out.flush();
        return 0;
      });
    }
    return PyNone.NONE;
  }
}
