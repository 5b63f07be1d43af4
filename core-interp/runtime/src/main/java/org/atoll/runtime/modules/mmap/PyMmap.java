package org.atoll.runtime.modules.mmap;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.BufferExporter;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PySlice;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// `mmap.mmap`: a file, or nameless memory, as a sequence of bytes that can change, with a position as files have. While
/// views on it are out it can be neither closed nor resized. Guarded by the GIL.
@PyTypeDef(name = "mmap", module = "mmap", doc = """
    mmap(fileno, length[, flags[, prot[, access[, offset[, trackfd]]]]])

    Maps length bytes from the file specified by the file descriptor fileno,
    and returns a mmap object.  If length is larger than the current size
    of the file, the file is extended to contain length bytes.  If length is
    0, the maximum length of the map is the current size of the file,
    except that if the file is empty an exception is raised.""")
public class PyMmap extends PyInstance implements BufferExporter {
  public static final PyType TYPE = PyType.builtin(new PyMmapBinder());
  private static final int ACCESS_DEFAULT = 0;
  private static final int ACCESS_READ = 1;
  private static final int ACCESS_WRITE = 2;
  private static final int ACCESS_COPY = 3;
  private static final String[] ACCESS_NAMES = {"ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"};

  private final Mapping mapping;
  private final int access;
  private final boolean tracked;
  private long position;
  private int exports;

  private PyMmap(PyType cls, Mapping mapping, int access, boolean tracked) {
    super(cls);
    this.mapping = mapping;
    this.access = access;
    this.tracked = tracked;
    mapping.closeWith(this);
  }

  @PyNew(sig = "(fileno, length, flags=1, prot=3, access=0, offset=0, *, trackfd=True)")
  static Object create(PyType cls, int fd, long length, int flags, int prot, int access, long offset, boolean track) {
    if (length < 0) {
      throw PyErr.overflowError("memory mapped length must be positive");
    }
    if (offset < 0) {
      throw PyErr.overflowError("memory mapped offset must be positive");
    }
    if (access != ACCESS_DEFAULT && (flags != Mapping.MAP_SHARED || prot != (Mapping.PROT_READ | Mapping.PROT_WRITE))) {
      throw PyErr.valueError("mmap can't specify both access and flags, prot.");
    }
    int protection = access == ACCESS_READ ? Mapping.PROT_READ : prot;
    int kind = access == ACCESS_COPY ? Mapping.MAP_PRIVATE : flags;
    int effective = access;
    if (access == ACCESS_DEFAULT && (prot & (Mapping.PROT_READ | Mapping.PROT_WRITE)) != (Mapping.PROT_READ | Mapping.PROT_WRITE)) {
      effective = (prot & Mapping.PROT_WRITE) != 0 ? ACCESS_WRITE : ACCESS_READ;
    } else if (access < 0 || access > ACCESS_COPY) {
      throw PyErr.valueError("mmap invalid access parameter.");
    }
    long size = Mapping.checkedLength(fd, length, offset);
    return new PyMmap(cls, Mapping.create(fd, size, kind, protection, offset, track), effective, track);
  }

  private MemorySegment memory() {
    if (!mapping.isOpen()) {
      throw PyErr.valueError("mmap closed or invalid");
    }
    return mapping.memory;
  }

  private MemorySegment writable() {
    MemorySegment m = memory();
    if (access == ACCESS_READ) {
      throw PyErr.typeError("mmap can't modify a readonly memory map.");
    }
    return m;
  }

  private byte[] bytes(long from, long count) {
    if (count == 0) {
      memory();
      return new byte[0];
    }
    if (count > Integer.MAX_VALUE - 16) {
      throw PyErr.memoryError();
    }
    byte[] out = new byte[(int) count];
    MemorySegment.copy(memory(), ValueLayout.JAVA_BYTE, from, out, 0, out.length);
    return out;
  }

  // The object.

  @PyMethod(sig = "()")
  void close() {
    if (exports > 0) {
      throw PyErr.bufferError("cannot close exported pointers exist");
    }
    mapping.close();
  }

  @PyGetter
  boolean closed() {
    return !mapping.isOpen();
  }

  @PyMethod(sig = "()")
  Object __enter__() {
    memory();
    return this;
  }

  @PyMethod(sig = "(exc_type, exc_value, traceback, /)")
  void __exit__(Object type, Object value, Object traceback) {
    close();
  }

  @PyMethod
  String __repr__() {
    String name = type == TYPE ? "mmap.mmap" : type.fullName();
    if (!mapping.isOpen()) {
      return "<" + name + " closed=True>";
    }
    return "<" + name + " closed=False, access=" + ACCESS_NAMES[access] + ", length=" + mapping.length() + ", pos=" + position + ", offset="
        + mapping.offset + ">";
  }

  @Override
  public PyBuffer buffer(ThreadState ts, int flags) {
    MemorySegment m = memory();
    if ((flags & Buffers.WRITABLE) != 0 && access == ACCESS_READ) {
      throw PyErr.bufferError("Object is not writable.");
    }
    exports++;
    return PyBuffer.ofSegment(this, m, access == ACCESS_READ, view -> exports--);
  }

  private void checkResizable() {
    if (exports > 0) {
      throw PyErr.bufferError("mmap can't resize with extant buffers exported.");
    }
    if (!tracked) {
      throw PyErr.valueError("mmap can't resize with trackfd=False.");
    }
    if (access == ACCESS_READ || access == ACCESS_COPY) {
      throw PyErr.typeError("mmap can't resize a readonly or copy-on-write memory map.");
    }
  }

  @PyMethod(sig = "(newsize, /)")
  void resize(ThreadState ts, long size) {
    memory();
    checkResizable();
    if (size < 0 || Long.MAX_VALUE - size < mapping.offset) {
      throw PyErr.valueError("new size out of range");
    }
    mapping.resize(size);
  }

  @PyMethod(sig = "()")
  long size() {
    memory();
    return mapping.fileSize();
  }

  @PyMethod(sig = "(offset=0, size=None, /)")
  void flush(ThreadState ts, long offset, Object size) {
    memory();
    long n = size == PyNone.NONE ? mapping.length() : Convert.toLong(ts, size);
    if (offset < 0 || n < 0 || mapping.length() - offset < n) {
      throw PyErr.valueError("flush values out of range");
    }
    if (access == ACCESS_READ || access == ACCESS_COPY) {
      return;
    }
    ts.beginBlocking();
    int r;
    try {
      r = mapping.flush(offset, n);
    } finally {
      ts.endBlocking();
    }
    check(r);
  }

  private static void check(int r) {
    if (r < 0) {
      throw PyErr.osError(-r);
    }
  }

  @PyMethod(sig = "(option, start=0, length=None, /)")
  void madvise(ThreadState ts, int option, long start, Object length) {
    memory();
    long n = length == PyNone.NONE ? mapping.length() : Convert.toLong(ts, length);
    if (start < 0 || start >= mapping.length()) {
      throw PyErr.valueError("madvise start out of bounds");
    }
    if (n < 0) {
      throw PyErr.valueError("madvise length invalid");
    }
    if (Long.MAX_VALUE - start < n) {
      throw PyErr.overflowError("madvise length too large");
    }
    check(mapping.advise(start, Math.min(n, mapping.length() - start), option));
  }

  // The position.

  @PyMethod(sig = "()")
  boolean seekable() {
    return true;
  }

  @PyMethod(sig = "()")
  long tell() {
    memory();
    return position;
  }

  @PyMethod(sig = "(pos, whence=0, /)")
  long seek(long distance, int whence) {
    memory();
    long from = switch (whence) {
      case 0 -> 0;
      case 1 -> position;
      case 2 -> mapping.length();
      default -> throw PyErr.valueError("unknown seek type");
    };
    if (distance < -from || distance > mapping.length() - from) {
      throw PyErr.valueError("seek out of range");
    }
    position = from + distance;
    return position;
  }

  private long left() {
    return Math.max(0, mapping.length() - position);
  }

  @PyMethod(sig = "(n=None, /)")
  Object read(ThreadState ts, Object n) {
    memory();
    if (n != PyNone.NONE && !PyLong.check(n) && PyObject.typeOf(n).slot(Slot.INDEX) == null) {
      throw PyErr.typeError("argument should be integer or None, not '%s'", PyObject.typeOf(n).name());
    }
    long wanted = n == PyNone.NONE ? -1 : PyNumber.asIndex(ts, n, PyExc.OverflowError);
    long count = wanted < 0 ? left() : Math.min(wanted, left());
    byte[] out = bytes(position, count);
    position += count;
    return new PyBytes(out);
  }

  @PyMethod(sig = "()", name = "read_byte")
  long readByte() {
    MemorySegment m = memory();
    if (left() == 0) {
      throw PyErr.valueError("read byte out of range");
    }
    return m.get(ValueLayout.JAVA_BYTE, position++) & 0xff;
  }

  @PyMethod(sig = "()")
  Object readline() {
    MemorySegment m = memory();
    long end = position;
    while (end < m.byteSize() && m.get(ValueLayout.JAVA_BYTE, end++) != '\n') {
      // Up to the end of the line.
    }
    byte[] out = bytes(position, Math.max(0, end - position));
    position += out.length;
    return new PyBytes(out);
  }

  @PyMethod(sig = "(bytes, /)")
  long write(ThreadState ts, Object data) {
    memory();
    byte[] b = ByteArgs.bytes(ts, data);
    MemorySegment m = writable();
    if (b.length > left()) {
      throw PyErr.valueError("data out of range");
    }
    MemorySegment.copy(b, 0, m, ValueLayout.JAVA_BYTE, position, b.length);
    position += b.length;
    return b.length;
  }

  @PyMethod(sig = "(byte, /)", name = "write_byte")
  void writeByte(ThreadState ts, Object value) {
    memory();
    long n = Convert.toLong(ts, value);
    if (n < 0) {
      throw PyErr.overflowError("unsigned byte integer is less than minimum");
    }
    if (n > 255) {
      throw PyErr.overflowError("unsigned byte integer is greater than maximum");
    }
    MemorySegment m = writable();
    if (left() == 0) {
      throw PyErr.valueError("write byte out of range");
    }
    m.set(ValueLayout.JAVA_BYTE, position++, (byte) n);
  }

  @PyMethod(sig = "(dest, src, count, /)")
  void move(long dest, long src, long count) {
    MemorySegment m = writable();
    long size = m.byteSize();
    if (dest < 0 || src < 0 || count < 0 || size - dest < count || size - src < count) {
      throw PyErr.valueError("source, destination, or count out of range");
    }
    MemorySegment.copy(m, src, m, dest, count);
  }

  // Searching.

  @PyMethod(sig = "(view, start=None, end=None, /)")
  long find(ThreadState ts, Object view, Object start, Object end) {
    return search(ts, view, start, end, false);
  }

  @PyMethod(sig = "(view, start=None, end=None, /)")
  long rfind(ThreadState ts, Object view, Object start, Object end) {
    return search(ts, view, start, end, true);
  }

  private long bound(ThreadState ts, Object o, long otherwise) {
    if (o == PyNone.NONE) {
      return otherwise;
    }
    long n = PyNumber.asIndex(ts, o, PyExc.OverflowError);
    return Math.clamp(n < 0 ? n + mapping.length() : n, 0, mapping.length());
  }

  private long search(ThreadState ts, Object view, Object start, Object end, boolean last) {
    memory();
    byte[] part = ByteArgs.bytes(ts, view);
    long from = bound(ts, start, position);
    long to = bound(ts, end, mapping.length()) - part.length;
    MemorySegment m = memory();
    MemorySegment wanted = MemorySegment.ofArray(part);
    for (long i = 0; i <= to - from; i++) {
      long at = last ? to - i : from + i;
      if ((part.length == 0 || m.get(ValueLayout.JAVA_BYTE, at) == part[0])
          && MemorySegment.mismatch(m, at, at + part.length, wanted, 0, part.length) < 0) {
        return at;
      }
    }
    return -1;
  }

  // The sequence.

  @PyMethod
  long __len__() {
    memory();
    return mapping.length();
  }

  private long index(ThreadState ts, Object key) {
    if (!Sequences.isIndex(key)) {
      throw PyErr.typeError("mmap indices must be integers");
    }
    long i = PyNumber.asIndex(ts, key, PyExc.IndexError);
    long at = i < 0 ? i + mapping.length() : i;
    if (at < 0 || at >= mapping.length()) {
      throw PyErr.indexError("mmap index out of range");
    }
    return at;
  }

  /// Start, step and length of a slice of the memory.
  private record Range(long start, long step, long length) {}

  private Range range(ThreadState ts, PySlice slice) {
    Object[] r = ((PyTuple) PyObjects.callMethod(ts, slice, "indices", mapping.length())).items;
    long start = (Long) r[0];
    long stop = (Long) r[1];
    long step = r[2] instanceof Long s ? s : Long.MAX_VALUE;
    long distance = step > 0 ? stop - start : start - stop;
    return new Range(start, step, distance <= 0 ? 0 : (distance - 1) / Math.abs(step) + 1);
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    memory();
    if (!(key instanceof PySlice slice)) {
      long at = index(ts, key);
      return (long) (memory().get(ValueLayout.JAVA_BYTE, at) & 0xff);
    }
    Range r = range(ts, slice);
    MemorySegment m = memory();
    if (r.step == 1) {
      return new PyBytes(bytes(r.start, r.length));
    }
    byte[] out = new byte[(int) Math.min(r.length, Integer.MAX_VALUE - 16)];
    for (int i = 0; i < out.length; i++) {
      out[i] = m.get(ValueLayout.JAVA_BYTE, r.start + i * r.step);
    }
    return new PyBytes(out);
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    writable();
    if (key instanceof PySlice slice) {
      setSlice(ts, range(ts, slice), ByteArgs.bytes(ts, value));
      return;
    }
    long at = index(ts, key);
    if (!Sequences.isIndex(value)) {
      throw PyErr.typeError("mmap item value must be an int");
    }
    long n = PyNumber.asIndex(ts, value, PyExc.TypeError);
    if (n < 0 || n > 255) {
      throw PyErr.valueError("mmap item value must be in range(0, 256)");
    }
    writable().set(ValueLayout.JAVA_BYTE, at, (byte) n);
  }

  private void setSlice(ThreadState ts, Range r, byte[] source) {
    if (source.length != r.length) {
      throw PyErr.indexError("mmap slice assignment is wrong size");
    }
    MemorySegment m = writable();
    for (int i = 0; i < source.length; i++) {
      m.set(ValueLayout.JAVA_BYTE, r.start + i * r.step, source[i]);
    }
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    writable();
    if (key instanceof PySlice) {
      throw PyErr.typeError("mmap object doesn't support slice deletion");
    }
    index(ts, key);
    throw PyErr.typeError("mmap doesn't support item deletion");
  }
}
