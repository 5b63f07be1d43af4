package org.atoll.runtime.types;

import java.nio.charset.StandardCharsets;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.text.Hashes;
import org.atoll.runtime.text.Repr;

/// `bytes` (`Objects/bytesobject.c`). Immutable.
@PyTypeDef(name = "bytes", doc = """
    bytes(iterable_of_ints) -> bytes
    bytes(string, encoding[, errors]) -> bytes
    bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer
    bytes(int) -> bytes object of size given by the parameter initialized with null bytes
    bytes() -> empty bytes object

    Construct an immutable array of bytes from:
      - an iterable yielding integers in range(256)
      - a text string encoded using the specified encoding
      - any object implementing the buffer API.
      - an integer""")
public final class PyBytes extends PyBytesLike {
  public static final PyType TYPE = PyType.builtin(new PyBytesBinder());
  public static final PyBytes EMPTY = new PyBytes(new byte[0]);

  /// The bytes; never changed.
  public final byte[] bytes;
  private long hash;

  /// Takes the array over.
  public PyBytes(byte[] bytes) {
    this(TYPE, bytes);
  }

  public PyBytes(PyType cls, byte[] bytes) {
    super(cls);
    this.bytes = bytes;
  }

  @Override
  public int length() {
    return bytes.length;
  }

  public int byteAt(int i) {
    return bytes[i] & 0xff;
  }

  /// The bytes of a string of characters below U+0100.
  public static PyBytes latin1(String s) {
    return new PyBytes(s.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// A copy of a bytes-like object's memory.
  /// @throws PyException TypeError where it is none
  public static PyBytes fromBuffer(ThreadState ts, Object buffer) {
    return Buffers.asBytes(ts, buffer);
  }

  @Override
  public byte[] snapshot() {
    return bytes;
  }

  @Override
  PyBytes make(byte[] owned) {
    return owned.length == 0 ? EMPTY : new PyBytes(owned);
  }

  @Override
  PyBytes unchanged() {
    return type == TYPE ? this : new PyBytes(bytes);
  }

  @Override
  byte[] comparable(ThreadState ts, Object other) {
    return other instanceof PyBytes b ? b.bytes : null;
  }

  @Override
  public PyBuffer buffer(ThreadState ts, int flags) {
    if ((flags & Buffers.WRITABLE) != 0) {
      throw PyErr.bufferError("Object is not writable.");
    }
    return PyBuffer.ofBytes(this, bytes, 0, bytes.length, true, null);
  }

  @PyNew(sig = "(source=<absent>, encoding=<absent>, errors=<absent>)")
  static Object create(ThreadState ts, PyType cls, Object source, Object encoding, Object errors) {
    if (cls == TYPE && source instanceof PyBytes b && b.type == TYPE && encoding == null && errors == null) {
      return b;
    }
    Object plain = source == null || encoding != null || errors != null ? null : viaMethod(ts, source);
    if (plain instanceof PyBytes b) {
      return cls == TYPE ? b : new PyBytes(cls, b.bytes);
    }
    return new PyBytes(cls, BytesMaking.fromArguments(ts, source, encoding, errors, "bytes"));
  }

  /// What `source.__bytes__()` gives, or null.
  private static Object viaMethod(ThreadState ts, Object source) {
    Object method = PyObject.typeOf(source).slot(Slot.BYTES);
    if (method == null) {
      return null;
    }
    Object made = Call.withSelf(ts, method, source);
    if (!(made instanceof PyBytes)) {
      throw PyErr.typeError("__bytes__ returned non-bytes (type %s)", PyObject.typeOf(made).messageName());
    }
    return made;
  }

  @PyMethod(sig = "()", doc = "Convert this value to exact type bytes.")
  Object __bytes__() {
    return unchanged();
  }

  @PyMethod
  String __repr__() {
    return Repr.ofBytes(bytes, 0, bytes.length);
  }

  @PyMethod
  String __str__(ThreadState ts) {
    if (ts.interpreter().config().flag("bytes_warning") != 0) {
      warnOfBytes(ts, "str() on a bytes instance");
    }
    return __repr__();
  }

  @PyMethod
  long __hash__() {
    if (hash == 0) {
      hash = Hashes.ofBytes(bytes, 0, bytes.length);
    }
    return hash;
  }

  @PyMethod
  Object __iter__() {
    return new PyBytesIterator(this);
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    if (key instanceof PySlice s) {
      SliceRange r = s.over(ts, bytes.length);
      return r.length == bytes.length && r.step == 1 ? unchanged() : make(select(r));
    }
    int i = Sequences.index(ts, key, bytes.length, "byte");
    if (i < 0) {
      throw PyErr.indexError("index out of range");
    }
    return (long) (bytes[i] & 0xFF);
  }

  @PyMethod(sig = "()")
  Object __getnewargs__() {
    return PyTuple.of(new PyBytes(bytes));
  }

  @PyMethod(sig = "()", doc = "Return the size of the object in memory, in bytes.")
  long __sizeof__() {
    return 33L + bytes.length;
  }

  @PyMethod(sig = "(string, /)", classMethod = true, doc = "Create a bytes object from a string of hexadecimal numbers.")
  static Object fromhex(ThreadState ts, PyType cls, Object string) {
    PyBytes made = new PyBytes(fromHexText(ts, string));
    return cls == TYPE ? made : Call.call1(ts, cls, made);
  }
}
