package org.atoll.runtime.modules.io;

import java.util.Arrays;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.BufferExporter;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyMemoryView;
import org.atoll.runtime.types.PyTuple;

/// A binary stream in memory (`Modules/_io/bytesio.c`). Guarded by the GIL.
@PyTypeDef(name = "BytesIO", module = "_io", base = PyBufferedIOBase.class, doc = "Buffered I/O implementation using an in-memory bytes buffer.")
public class PyBytesIO extends PyBufferedIOBase {
  public static final PyType TYPE = PyType.builtin(new PyBytesIOBinder());
  private static final byte[] EMPTY = {};

  /// The content is `data[0 .. size]`; null when closed.
  private byte[] data = EMPTY;
  private int size;
  private long pos;
  /// How many views of the memory are out: as long as there are any it must not move.
  private int exports;
  /// Whether `data` belongs to a bytes object and must be copied before it is written to.
  private boolean shared;

  PyBytesIO(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyBytesIO(cls);
  }

  @PyMethod(sig = "(initial_bytes=b'')")
  void __init__(ThreadState ts, Object initial) {
    checkExports();
    data = EMPTY;
    size = 0;
    pos = 0;
    if (initial instanceof PyBytes b) {
      data = b.bytes;
      size = data.length;
      shared = true;
    } else if (initial != PyNone.NONE) {
      shared = false;
      writeBuffer(ts, initial);
      pos = 0;
    }
  }

  private void checkOpen() {
    if (data == null) {
      throw PyErr.valueError("I/O operation on closed file.");
    }
  }

  private void checkExports() {
    if (exports > 0) {
      throw PyErr.bufferError("Existing exports of data: object cannot be re-sized");
    }
  }

  @Override
  boolean isClosed(ThreadState ts) {
    return type == TYPE ? data == null : super.isClosed(ts);
  }

  @PyGetter(name = "closed", doc = "True if the file is closed.")
  boolean closedAttribute() {
    return data == null;
  }

  @PyMethod(sig = "()")
  boolean readable() {
    checkOpen();
    return true;
  }

  @PyMethod(sig = "()")
  boolean writable() {
    checkOpen();
    return true;
  }

  @PyMethod(sig = "()")
  boolean seekable() {
    checkOpen();
    return true;
  }

  @PyMethod(sig = "()")
  void flush() {
    checkOpen();
  }

  @PyMethod(sig = "()")
  boolean isatty() {
    checkOpen();
    return false;
  }

  @PyMethod(sig = "()")
  long tell() {
    checkOpen();
    return pos;
  }

  private int left() {
    return pos >= size ? 0 : size - (int) pos;
  }

  private PyBytes take(int n) {
    if (n == 0) {
      return new PyBytes(EMPTY);
    }
    int from = (int) pos;
    pos += n;
    return new PyBytes(shared && from == 0 && n == data.length ? data : Arrays.copyOfRange(data, from, from + n));
  }

  @PyMethod(sig = "(size=-1, /)", doc = "Read at most size bytes, returned as a bytes object.")
  Object read(ThreadState ts, Object size) {
    checkOpen();
    long n = IoSupport.optionalSize(ts, size);
    return take(n < 0 ? left() : (int) Math.min(n, left()));
  }

  @PyMethod(sig = "(size=-1, /)", doc = "Read at most size bytes, returned as a bytes object.")
  Object read1(ThreadState ts, Object size) {
    return read(ts, size);
  }

  private int lineLength(long limit) {
    int n = left();
    for (int i = 0; i < n; i++) {
      if (data[(int) pos + i] == '\n') {
        n = i + 1;
      }
    }
    return limit < 0 ? n : (int) Math.min(n, limit);
  }

  @PyMethod(sig = "(size=-1, /)", doc = "Next line from the file, as a bytes object.")
  Object readline(ThreadState ts, Object size) {
    checkOpen();
    return take(lineLength(IoSupport.optionalSize(ts, size)));
  }

  @PyMethod(sig = "(size=None, /)", name = "readlines", doc = "List of bytes objects, each a line from the file.")
  Object linesMethod(ThreadState ts, Object hint) {
    checkOpen();
    long limit = IoSupport.optionalSize(ts, hint);
    PyList lines = new PyList();
    long total = 0;
    for (int n = lineLength(-1); n > 0; n = lineLength(-1)) {
      lines.append(take(n));
      total += n;
      if (limit > 0 && total >= limit) {
        break;
      }
    }
    return lines;
  }

  @PyMethod
  Object __next__(ThreadState ts) {
    checkOpen();
    int n = lineLength(-1);
    return n == 0 ? null : take(n);
  }

  @PyMethod(sig = "(buffer, /)", doc = "Read bytes into buffer.")
  long readinto(ThreadState ts, Object buffer) {
    checkOpen();
    PyBuffer target = IoSupport.writable(ts, buffer, "readinto");
    try {
      int n = (int) Math.min(target.length, left());
      if (n > 0) {
        target.copyIn(0, data, (int) pos, n);
        pos += n;
      }
      return n;
    } finally {
      target.release();
    }
  }

  private void reserve(long needed) {
    if (needed > Integer.MAX_VALUE - 16) {
      throw PyErr.overflowError("new buffer size too large");
    }
    if (shared || needed > data.length) {
      int capacity = (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 16L, needed > data.length ? needed + (needed >> 3) + 16 : data.length));
      data = Arrays.copyOf(data, capacity);
      shared = false;
    }
  }

  private long writeBuffer(ThreadState ts, Object b) {
    PyBuffer source = Buffers.get(ts, b, Buffers.SIMPLE);
    try {
      checkOpen();
      checkExports();
      int n = (int) source.length;
      if (n == 0) {
        return 0;
      }
      reserve(pos + n);
      if (pos > size) {
        Arrays.fill(data, size, (int) pos, (byte) 0);
      }
      if (source.isContiguous()) {
        source.copyOut(0, data, (int) pos, n);
      } else {
        System.arraycopy(source.toByteArray(), 0, data, (int) pos, n);
      }
      pos += n;
      size = (int) Math.max(size, pos);
      return n;
    } finally {
      source.release();
    }
  }

  @PyMethod(sig = "(b, /)", doc = "Write bytes to file.")
  long write(ThreadState ts, Object b) {
    checkOpen();
    checkExports();
    return writeBuffer(ts, b);
  }

  @PyMethod(sig = "(lines, /)", name = "writelines", doc = "Write lines to the file.")
  void writeLines(ThreadState ts, Object lines) {
    checkOpen();
    Object it = PyObjects.iter(ts, lines);
    for (Object line = PyObjects.next(ts, it); line != null; line = PyObjects.next(ts, it)) {
      writeBuffer(ts, line);
    }
  }

  @PyMethod(sig = "(size=None, /)", doc = "Truncate the file to at most size bytes.")
  long truncate(ThreadState ts, Object to) {
    checkOpen();
    checkExports();
    long n = to == PyNone.NONE ? pos : PyNumber.asIndex(ts, to, PyExc.OverflowError);
    if (n < 0) {
      throw PyErr.valueError("negative size value %d", n);
    }
    if (n < size) {
      size = (int) n;
      if (!shared && data.length > 1024) {
        data = Arrays.copyOf(data, size);
      }
    }
    return n;
  }

  @PyMethod(sig = "(pos, whence=0, /)", doc = "Change stream position.")
  long seek(ThreadState ts, Object to, int whence) {
    checkOpen();
    long n = PyNumber.asIndex(ts, to, PyExc.OverflowError);
    if (n < 0 && whence == 0) {
      throw PyErr.valueError("negative seek value %d", n);
    }
    long base = switch (whence) {
      case 0 -> 0;
      case 1 -> pos;
      case 2 -> size;
      default -> throw PyErr.valueError("invalid whence (%d, should be 0, 1 or 2)", whence);
    };
    if (n > Long.MAX_VALUE - base) {
      throw PyErr.overflowError("new position too large");
    }
    pos = Math.max(0, base + n);
    return pos;
  }

  @PyMethod(sig = "()", doc = "Disable all I/O operations.")
  void close() {
    checkExports();
    data = null;
    size = 0;
  }

  @PyMethod(sig = "()", doc = "Retrieve the entire contents of the BytesIO object.")
  Object getvalue() {
    checkOpen();
    if (shared && size == data.length) {
      return new PyBytes(data);
    }
    return new PyBytes(Arrays.copyOf(data, size));
  }

  @PyMethod(sig = "()", doc = "Get a read-write view over the contents of the BytesIO object.")
  Object getbuffer(ThreadState ts) {
    checkOpen();
    return PyMemoryView.fromObject(ts, new View(this));
  }

  /// The memory as an object that memoryviews can show; keeps the stream from moving it.
  static final class View extends PyObject implements BufferExporter {
    private final PyBytesIO of;

    View(PyBytesIO of) {
      super(PyNone.TYPE);
      this.of = of;
    }

    @Override
    public PyBuffer buffer(ThreadState ts, int flags) {
      of.checkOpen();
      of.reserve(of.size);
      of.exports++;
      return PyBuffer.ofBytes(this, of.data, 0, of.size, false, v -> of.exports--);
    }
  }

  @PyMethod(sig = "()")
  Object __getstate__(ThreadState ts) {
    Object value = getvalue();
    return PyTuple.of(value, pos, hasOwnAttributes() ? dict().copy() : PyNone.NONE);
  }

  @PyMethod(sig = "(state, /)")
  void __setstate__(ThreadState ts, Object state) {
    checkOpen();
    if (!(state instanceof PyTuple t) || t.items.length < 3) {
      throw PyErr.typeError("%s.__setstate__ argument should be 3-tuple, got %s", type.name(), PyObject.typeOf(state).name());
    }
    checkExports();
    __init__(ts, t.items[0]);
    if (!PyLong.check(t.items[1])) {
      throw PyErr.typeError("second item of state must be an integer, not %s", PyObject.typeOf(t.items[1]).name());
    }
    long at = PyNumber.asIndex(ts, t.items[1], PyExc.OverflowError);
    if (at < 0) {
      throw PyErr.valueError("position value cannot be negative");
    }
    pos = at;
    if (t.items[2] instanceof PyDict d) {
      dict().update(ts, d);
    } else if (t.items[2] != PyNone.NONE) {
      throw PyErr.typeError("third item of state should be a dict, got a %s", PyObject.typeOf(t.items[2]).name());
    }
  }

  @PyMethod(sig = "()")
  long __sizeof__() {
    return 100 + (data == null ? 0 : data.length);
  }
}
