package org.atoll.runtime.modules.struct;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// `struct.Struct`. Guarded by the GIL.
@PyTypeDef(name = "Struct", module = "_struct", doc = "Struct(format): a format, ready to pack and unpack.")
public final class PyStruct extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyStructBinder());

  private StructFormat format;

  private PyStruct(PyType cls) {
    super(cls);
  }

  PyStruct(StructFormat format) {
    super(TYPE);
    this.format = format;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyStruct(cls);
  }

  @PyMethod(sig = "(format)")
  void __init__(ThreadState ts, Object format) {
    this.format = parse(ts, format);
  }

  /// The format in a str or bytes; struct.error if it is none.
  static StructFormat parse(ThreadState ts, Object format) {
    String text;
    if (format instanceof PyBytes b) {
      text = new String(b.bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    } else if (PyUnicode.check(format)) {
      text = ByteArgs.ascii(ts, format);
    } else {
      throw PyErr.typeError("Struct() argument 1 must be a str or bytes object, not %s", PyObject.typeOf(format).name());
    }
    if (text.indexOf(0) >= 0) {
      throw StructCodec.error("embedded null character");
    }
    try {
      return StructFormat.parse(text);
    } catch (IllegalArgumentException e) {
      throw StructCodec.error(e.getMessage());
    }
  }

  private StructFormat format() {
    if (format == null) {
      throw PyErr.runtimeError("Struct object is not initialized");
    }
    return format;
  }

  @PyGetter(name = "format", doc = "The format.")
  Object formatText() {
    return format().text;
  }

  @PyGetter(doc = "The number of bytes it describes.")
  Object size() {
    return format == null ? -1L : (Object) (long) format.size;
  }

  @PyMethod(sig = "(*args)", doc = "Packs the values into new bytes.")
  Object pack(ThreadState ts, PyTuple args) {
    return pack(ts, format(), args.items, 0);
  }

  static Object pack(ThreadState ts, StructFormat f, Object[] args, int first) {
    checkCount("pack", f, args.length - first);
    byte[] out = new byte[f.size];
    StructCodec.pack(ts, f, args, first, out, 0);
    return new PyBytes(out);
  }

  private static void checkCount(String function, StructFormat f, int given) {
    if (given != f.values) {
      throw StructCodec.error("%s expected %s items for packing (got %s)", function, f.values, given);
    }
  }

  @PyMethod(sig = "(*args)", doc = "Packs the values into a writable buffer from an offset on.")
  void pack_into(ThreadState ts, PyTuple args) {
    packInto(ts, format(), args.items, 0);
  }

  static void packInto(ThreadState ts, StructFormat f, Object[] args, int first) {
    int given = args.length - first;
    if (given == 0) {
      throw StructCodec.error("pack_into expected buffer argument");
    }
    if (given == 1) {
      throw StructCodec.error("pack_into expected offset argument");
    }
    checkCount("pack_into", f, given - 2);
    PyBuffer target = ByteArgs.writable(ts, args[first]);
    try {
      long offset = Convert.toLong(ts, args[first + 1]);
      long room = target.length;
      if (offset < 0) {
        if (offset + f.size > 0) {
          throw StructCodec.error("no space to pack %s bytes at offset %s", f.size, offset);
        }
        if (offset + room < 0) {
          throw StructCodec.error("offset %s out of range for %s-byte buffer", offset, room);
        }
        offset += room;
      }
      if (room - offset < f.size) {
        throw StructCodec.error("pack_into requires a buffer of at least %s bytes for packing %s bytes at offset %s "
            + "(actual buffer size is %s)", Long.toUnsignedString(offset + f.size), f.size, offset, room);
      }
      byte[] packed = new byte[f.size];
      StructCodec.pack(ts, f, args, first + 2, packed, 0);
      target.copyIn(offset, packed, 0, packed.length);
    } finally {
      target.release();
    }
  }

  @PyMethod(sig = "(buffer, /)", doc = "Unpacks a buffer of exactly Struct.size bytes into a tuple.")
  Object unpack(ThreadState ts, Object buffer) {
    return unpack(ts, format(), buffer);
  }

  static Object unpack(ThreadState ts, StructFormat f, Object buffer) {
    byte[] data = ByteArgs.bytes(ts, buffer);
    if (data.length != f.size) {
      throw StructCodec.error("unpack requires a buffer of %s bytes", f.size);
    }
    return StructCodec.unpack(f, data, 0);
  }

  @PyMethod(sig = "(buffer, offset=0)", doc = "Unpacks the bytes from an offset on into a tuple.")
  Object unpack_from(ThreadState ts, Object buffer, long offset) {
    return unpackFrom(ts, format(), buffer, offset);
  }

  static Object unpackFrom(ThreadState ts, StructFormat f, Object buffer, long offset) {
    PyBuffer source = ByteArgs.readable(ts, buffer);
    try {
      long length = source.length;
      if (offset < 0) {
        if (offset + f.size > 0) {
          throw StructCodec.error("not enough data to unpack %s bytes at offset %s", f.size, offset);
        }
        if (offset + length < 0) {
          throw StructCodec.error("offset %s out of range for %s-byte buffer", offset, length);
        }
        offset += length;
      }
      if (length - offset < f.size) {
        throw StructCodec.error("unpack_from requires a buffer of at least %s bytes for unpacking %s bytes at offset %s "
            + "(actual buffer size is %s)", Long.toUnsignedString(offset + f.size), f.size, offset, length);
      }
      if (source.array != null) {
        return StructCodec.unpack(f, source.array, source.offset + (int) offset);
      }
      byte[] data = new byte[f.size];
      source.copyOut(offset, data, 0, data.length);
      return StructCodec.unpack(f, data, 0);
    } finally {
      source.release();
    }
  }

  @PyMethod(sig = "(buffer, /)", doc = "Returns an iterator over the tuples that lie one behind the other in a buffer.")
  Object iter_unpack(ThreadState ts, Object buffer) {
    return iterUnpack(ts, format(), buffer);
  }

  static Object iterUnpack(ThreadState ts, StructFormat f, Object buffer) {
    if (f.size == 0) {
      throw StructCodec.error("cannot iteratively unpack with a struct of length 0");
    }
    byte[] data = ByteArgs.bytes(ts, buffer);
    if (data.length % f.size != 0) {
      throw StructCodec.error("iterative unpacking requires a buffer of a multiple of %s bytes", f.size);
    }
    return new UnpackIterator(f, data);
  }

  @PyMethod(sig = "()", doc = "The size in memory, in bytes.")
  long __sizeof__() {
    return 56 + 32L * (format().items.length + 1);
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    return PyUnicode.concat(type.name(), "(", PyObjects.repr(ts, format().text), ")");
  }
}
