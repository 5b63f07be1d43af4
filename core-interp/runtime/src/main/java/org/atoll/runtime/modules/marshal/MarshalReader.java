package org.atoll.runtime.modules.marshal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.importlib.CompiledCode;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.text.FloatParser;
import org.atoll.runtime.types.IntMath;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyComplex;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PySlice;
import org.atoll.runtime.types.PyTuple;

/// Reads one value. What it reads is checked: bad data raises ValueError, EOFError or TypeError.
final class MarshalReader {
  private static final int MAX_DEPTH = 2000;
  private static final int FLAG_REF = 0x80;
  private static final Object NULL = new Object();

  private final ThreadState ts;
  private final Input in;
  private final boolean allowCode;
  private final List<Object> references = new ArrayList<>();
  private int depth;

  MarshalReader(ThreadState ts, Input in, boolean allowCode) {
    this.ts = ts;
    this.in = in;
    this.allowCode = allowCode;
  }

  /// Where the bytes come from.
  interface Input {
    /// The next `count` bytes, fewer at the end.
    byte[] next(int count);
  }

  record OfFile(ThreadState ts, Object file) implements Input {
    @Override
    public byte[] next(int count) {
      Object r = PyObjects.callMethod(ts, file, "read", (long) count);
      if (r instanceof PyBytes b) {
        if (b.bytes.length > count) {
          throw PyErr.valueError("read() returned too much data: %d bytes requested, %d returned", count, b.bytes.length);
        }
        return b.bytes;
      }
      throw PyErr.typeError("file.read() returned not bytes but %s", PyObject.typeOf(r).name());
    }
  }

  static final class OfArray implements Input {
    private final byte[] data;
    private int at;

    OfArray(byte[] data) {
      this.data = data;
    }

    @Override
    public byte[] next(int count) {
      int n = Math.min(count, data.length - at);
      byte[] part = java.util.Arrays.copyOfRange(data, at, at + n);
      at += n;
      return part;
    }
  }

  Object read() {
    Object o = value();
    if (o == NULL) {
      throw PyErr.typeError("NULL object in marshal data for object");
    }
    return o;
  }

  private byte[] bytes(int count) {
    byte[] b = in.next(count);
    if (b.length < count) {
      throw PyErr.eofError("marshal data too short");
    }
    return b;
  }

  private int int8() {
    return bytes(1)[0] & 0xFF;
  }

  private int int16() {
    byte[] b = bytes(2);
    return b[0] & 0xFF | (b[1] & 0xFF) << 8;
  }

  private int int32() {
    byte[] b = bytes(4);
    return b[0] & 0xFF | (b[1] & 0xFF) << 8 | (b[2] & 0xFF) << 16 | b[3] << 24;
  }

  private double binary() {
    long low = int32() & 0xFFFFFFFFL;
    return Double.longBitsToDouble(low | (long) int32() << 32);
  }

  private double decimal() {
    Double d = FloatParser.parse(new String(bytes(int8()), StandardCharsets.ISO_8859_1));
    if (d == null) {
      throw bad("float");
    }
    return d;
  }

  private int size(String what) {
    int n = int32();
    if (n < 0) {
      throw bad(what + " size out of range");
    }
    return n;
  }

  private static PyException bad(String what) {
    return PyErr.valueError("bad marshal data (%s)", what);
  }

  private Object value() {
    byte[] head = in.next(1);
    if (head.length == 0) {
      throw PyErr.eofError("EOF read where object expected");
    }
    if (++depth > MAX_DEPTH) {
      throw PyErr.valueError("recursion limit exceeded");
    }
    int code = head[0] & 0xFF;
    Object o = value(code & ~FLAG_REF, (code & FLAG_REF) != 0);
    depth--;
    return o;
  }

  private Object value(int code, boolean reference) {
    switch (code) {
      case '0':
        return NULL;
      case 'N':
        return PyNone.NONE;
      case 'T':
        return true;
      case 'F':
        return false;
      case '.':
        return PyEllipsis.ELLIPSIS;
      case 'S':
        return PyExc.StopIteration;
      case 'r':
        return referred();
      case '(', ')', '[', '{', '<', '>', ':':
        return container(code, reference);
      case 'c':
        return code(reference);
      default:
        Object o = scalar(code);
        if (reference) {
          references.add(o);
        }
        return o;
    }
  }

  private Object code(boolean reference) {
    if (!allowCode) {
      throw PyErr.valueError("unmarshalling code objects is disallowed");
    }
    int place = references.size();
    if (reference) {
      references.add(null);
    }
    org.atoll.runtime.host.Access.requireTrustedCode("marshal");
    Object o = CompiledCode.read(ts, bytes(size("code object")));
    if (reference) {
      references.set(place, o);
    }
    return o;
  }

  private Object referred() {
    int i = int32();
    if (i < 0 || i >= references.size() || references.get(i) == null) {
      throw bad("invalid reference");
    }
    return references.get(i);
  }

  private Object scalar(int code) {
    return switch (code) {
      case 'i' -> (Object) (long) int32();
      case 'I' -> (Object) (int32() & 0xFFFFFFFFL | (long) int32() << 32);
      case 'l' -> whole();
      case 'f' -> (Object) decimal();
      case 'g' -> (Object) binary();
      case 'x' -> new PyComplex(decimal(), decimal());
      case 'y' -> new PyComplex(binary(), binary());
      case 's' -> new PyBytes(bytes(size("bytes object")));
      case 'u', 't' -> MarshalText.decode(bytes(size("string")));
      case 'a', 'A' -> new String(bytes(size("string")), StandardCharsets.ISO_8859_1);
      case 'z', 'Z' -> new String(bytes(int8()), StandardCharsets.ISO_8859_1);
      default -> throw bad("unknown type code");
    };
  }

  private Object whole() {
    int n = int32();
    int digits = Math.abs(n);
    BigInteger v = BigInteger.ZERO;
    for (int i = 0; i < digits; i++) {
      int d = int16();
      if (d > 0x7FFF) {
        throw bad("digit out of range in long");
      }
      if (i == digits - 1 && d == 0) {
        throw bad("unnormalized long data");
      }
      v = v.or(BigInteger.valueOf(d).shiftLeft(15 * i));
    }
    return IntMath.normal(n < 0 ? v.negate() : v);
  }

  private Object container(int code, boolean reference) {
    int slot = references.size();
    if (reference) {
      references.add(null);
    }
    Object o = switch (code) {
      case '(' -> PyTuple.of(items(size("tuple"), "tuple"));
      case ')' -> PyTuple.of(items(int8(), "tuple"));
      case '[' -> list(reference, slot);
      case '{' -> dict(reference, slot);
      case '<' -> PySet.TYPE.call1(ts, PyList.of(items(size("set"), "set")));
      case '>' -> PyFrozenSet.TYPE.call1(ts, PyList.of(items(size("set"), "set")));
      default -> new PySlice(item("slice"), item("slice"), item("slice"));
    };
    if (reference) {
      references.set(slot, o);
    }
    return o;
  }

  private Object item(String container) {
    Object o = value();
    if (o == NULL) {
      throw PyErr.typeError("NULL object in marshal data for %s", container);
    }
    return o;
  }

  /// The items one by one, since the data may promise more than it holds.
  private Object[] items(int count, String container) {
    List<Object> items = new ArrayList<>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      items.add(item(container));
    }
    return items.toArray();
  }

  private Object list(boolean reference, int slot) {
    int n = size("list");
    PyList l = new PyList();
    if (reference) {
      references.set(slot, l);
    }
    for (int i = 0; i < n; i++) {
      l.append(item("list"));
    }
    return l;
  }

  private Object dict(boolean reference, int slot) {
    PyDict d = new PyDict();
    if (reference) {
      references.set(slot, d);
    }
    while (true) {
      Object key = value();
      if (key == NULL) {
        return d;
      }
      Object value = value();
      if (value == NULL) {
        return d;
      }
      d.put(ts, key, value);
    }
  }
}
