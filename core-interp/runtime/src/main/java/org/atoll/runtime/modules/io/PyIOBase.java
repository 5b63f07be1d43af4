package org.atoll.runtime.modules.io;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.Unraisable;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// The base of all streams (`Modules/_io/iobase.c`). Guarded by the GIL.
@PyTypeDef(name = "_IOBase", module = "_io", hasDict = true, doc = "The abstract base class for all I/O classes.")
public class PyIOBase extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyIOBaseBinder());

  /// Whether [#close] of this class has run; derived types may define `closed` otherwise.
  private boolean baseClosed;

  protected PyIOBase(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyIOBase(cls);
  }

  /// The abstract streams are; the others hold a file or a buffer.
  @Override
  public boolean isOnlyAttributes() {
    PyType solid = type.solidBase();
    return solid == TYPE || solid == PyRawIOBase.TYPE || solid == PyBufferedIOBase.TYPE || solid == PyTextIOBase.TYPE;
  }

  /// ValueError where the attribute `closed` is true.
  final void checkClosed(ThreadState ts) {
    if (isClosed(ts)) {
      throw PyErr.valueError("I/O operation on closed file.");
    }
  }

  /// The attribute `closed` as Python sees it.
  boolean isClosed(ThreadState ts) {
    return IoSupport.isTrueAttr(ts, this, "closed");
  }

  @PyMethod(sig = "(offset, whence=0, /)", name = "seek", doc = "Change the stream position to the given byte offset.")
  Object baseSeek(Object offset, Object whence) {
    throw IoErrors.unsupported("seek");
  }

  @PyMethod(sig = "()", name = "tell", doc = "Return current stream position.")
  Object baseTell(ThreadState ts) {
    return PyObjects.callMethod(ts, this, "seek", 0L, 1L);
  }

  @PyMethod(sig = "(size=None, /)", name = "truncate", doc = "Truncate file to size bytes.")
  Object baseTruncate(Object size) {
    throw IoErrors.unsupported("truncate");
  }

  @PyMethod(sig = "()", name = "flush", doc = "Flush write buffers, if applicable.")
  Object baseFlush(ThreadState ts) {
    if (baseClosed) {
      throw PyErr.valueError("I/O operation on closed file.");
    }
    return PyNone.NONE;
  }

  @PyMethod(sig = "()", name = "close", doc = "Flush and close the IO object.\n\nThis method has no effect if the file is already closed.")
  Object baseClose(ThreadState ts) {
    if (baseClosed) {
      return PyNone.NONE;
    }
    try {
      PyObjects.callMethod(ts, this, "flush");
    } finally {
      baseClosed = true;
    }
    return PyNone.NONE;
  }

  @PyGetter(name = "closed")
  Object baseIsClosed(ThreadState ts) {
    return baseClosed;
  }

  @PyMethod(sig = "()", name = "seekable", doc = "Return whether object supports random access.")
  Object baseSeekable(ThreadState ts) {
    return false;
  }

  @PyMethod(sig = "()", name = "readable", doc = "Return whether object was opened for reading.")
  Object baseReadable(ThreadState ts) {
    return false;
  }

  @PyMethod(sig = "()", name = "writable", doc = "Return whether object was opened for writing.")
  Object baseWritable(ThreadState ts) {
    return false;
  }

  @PyMethod(sig = "()", name = "fileno", doc = "Return underlying file descriptor if one exists.")
  Object baseFileno(ThreadState ts) {
    throw IoErrors.unsupported("fileno");
  }

  @PyMethod(sig = "()", name = "isatty", doc = "Return whether this is an 'interactive' stream.")
  Object baseIsatty(ThreadState ts) {
    checkClosed(ts);
    return false;
  }

  @PyMethod(sig = "()", name = "_checkClosed")
  Object checkClosedMethod(ThreadState ts) {
    checkClosed(ts);
    return PyNone.NONE;
  }

  static void check(ThreadState ts, Object stream, String method, String message) {
    if (PyObjects.callMethod(ts, stream, method) != Boolean.TRUE) {
      throw IoErrors.unsupported(message);
    }
  }

  @PyMethod(sig = "()", name = "_checkSeekable")
  Object checkSeekable(ThreadState ts) {
    check(ts, this, "seekable", "File or stream is not seekable.");
    return true;
  }

  @PyMethod(sig = "()", name = "_checkReadable")
  Object checkReadable(ThreadState ts) {
    check(ts, this, "readable", "File or stream is not readable.");
    return true;
  }

  @PyMethod(sig = "()", name = "_checkWritable")
  Object checkWritable(ThreadState ts) {
    check(ts, this, "writable", "File or stream is not writable.");
    return true;
  }

  @PyMethod(sig = "()")
  Object __enter__(ThreadState ts) {
    checkClosed(ts);
    return this;
  }

  @PyMethod(sig = "(*args)")
  Object __exit__(ThreadState ts, PyTuple args) {
    return PyObjects.callMethod(ts, this, "close");
  }

  @PyMethod(sig = "()")
  void __del__(ThreadState ts) {
    try {
      if (IoSupport.isTrueAttr(ts, this, "closed")) {
        return;
      }
    } catch (PyException e) {
      // It was never made whole.
      return;
    }
    try {
      tellFinalizing(ts);
      PyObjects.callMethod(ts, this, "close");
    } catch (PyException e) {
      // As on CPython, an object that cannot be closed any more says nothing while it goes away, but to developers.
      if (ts.interpreter().config().flag("dev_mode") != 0) {
        Unraisable.report(ts, e, null, this);
      }
    }
  }

  /// So that `close` warns of a stream that was left open.
  private void tellFinalizing(ThreadState ts) {
    try {
      PyObjects.setAttr(ts, this, "_finalizing", true);
    } catch (PyException e) {
      // Not every stream wants to know.
    }
  }

  /// The stream below is closed together with this one: it need not see to that itself.
  static void takeOver(Object below) {
    if (below instanceof PyIOBase s) {
      s.unwatch();
      if (!s.hasBuiltinDel()) {
        // Its own __del__ is to be called after this stream has flushed into it.
        s.watchForDel();
      } else if (s instanceof Buffered b) {
        takeOver(b.raw);
      }
    }
  }

  private boolean hasBuiltinDel() {
    return type.slot(Slot.DEL) == TYPE.slot(Slot.DEL);
  }

  /// The stream has been closed: nothing is left to do for it when it goes away.
  final void closedForGood() {
    if (hasBuiltinDel()) {
      unwatch();
    }
  }

  /// The reverse of [#takeOver].
  static void letGo(Object below) {
    if (below instanceof PyFileIO || below instanceof Buffered || below instanceof PyTextIOWrapper) {
      ((PyIOBase) below).watchForDel();
    }
  }

  @PyMethod(sig = "(size=-1, /)", name = "readline", doc = "Read and return a line from the stream.")
  Object baseReadline(ThreadState ts, Object size) {
    long limit = IoSupport.optionalSize(ts, size);
    Object peek = PyObjects.getOptionalAttr(ts, this, "peek");
    java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
    while (limit < 0 || line.size() < limit) {
      long wanted = peek == null ? 1 : peekable(ts, peek, limit < 0 ? Long.MAX_VALUE : limit - line.size());
      Object b = PyObjects.callMethod(ts, this, "read", wanted);
      if (!(b instanceof PyBytes part)) {
        throw PyErr.typeError("read() should have returned a bytes object, not '%s'", PyObject.typeOf(b).name());
      }
      if (part.bytes.length == 0) {
        break;
      }
      line.write(part.bytes, 0, part.bytes.length);
      if (part.bytes[part.bytes.length - 1] == '\n') {
        break;
      }
    }
    return new PyBytes(line.toByteArray());
  }

  /// How many of the next bytes belong to the line.
  private static long peekable(ThreadState ts, Object peek, long limit) {
    Object ahead = Call.call1(ts, peek, 1L);
    if (!(ahead instanceof PyBytes p)) {
      throw PyErr.typeError("peek() should have returned a bytes object, not '%s'", PyObject.typeOf(ahead).name());
    }
    byte[] b = p.bytes;
    int n = (int) Math.min(limit, b.length);
    for (int i = 0; i < n; i++) {
      if (b[i] == '\n') {
        return i + 1;
      }
    }
    return Math.max(n, 1);
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    checkClosed(ts);
    return this;
  }

  @PyMethod
  Object __next__(ThreadState ts) {
    Object line = PyObjects.callMethod(ts, this, "readline");
    return PyObjects.len(ts, line) == 0 ? null : line;
  }

  @PyMethod(sig = "(hint=-1, /)", doc = "Return a list of lines from the stream.")
  Object readlines(ThreadState ts, Object hint) {
    long limit = IoSupport.optionalSize(ts, hint);
    PyList lines = new PyList();
    if (limit <= 0) {
      lines.extend(ts, this);
      return lines;
    }
    long length = 0;
    Object it = PyObjects.iter(ts, this);
    for (Object line = PyObjects.next(ts, it); line != null; line = PyObjects.next(ts, it)) {
      lines.append(line);
      length += PyObjects.len(ts, line);
      if (length > limit) {
        break;
      }
    }
    return lines;
  }

  @PyMethod(sig = "(lines, /)", doc = "Write a list of lines to stream.")
  void writelines(ThreadState ts, Object lines) {
    checkClosed(ts);
    Object it = PyObjects.iter(ts, lines);
    for (Object line = PyObjects.next(ts, it); line != null; line = PyObjects.next(ts, it)) {
      PyObjects.callMethod(ts, this, "write", line);
    }
  }
}
