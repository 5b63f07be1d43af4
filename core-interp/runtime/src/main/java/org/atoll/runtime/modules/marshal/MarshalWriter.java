package org.atoll.runtime.modules.marshal;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.FloatFormat;
import org.atoll.runtime.types.Buffers;
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
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;
import org.atoll.runtime.importlib.CompiledCode;
import org.atoll.runtime.interp.ThreadState;

/// Writes one value. Values that were written before become references from version 3 on.
final class MarshalWriter {
  private static final int MAX_DEPTH = 2000;
  private static final int FLAG_REF = 0x80;
  private static final BigInteger DIGIT_MASK = BigInteger.valueOf(0x7FFF);

  private final int version;
  private final boolean allowCode;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<Object, Integer> references = new HashMap<>();
  private int depth;

  MarshalWriter(int version, boolean allowCode) {
    this.version = version;
    this.allowCode = allowCode;
  }

  /// Compares by identity what has one.
  private record Identity(Object o) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Identity i && i.o == o;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(o);
    }
  }

  byte[] write(Object o) {
    value(o);
    return out.toByteArray();
  }

  private static PyException unmarshallable() {
    return PyErr.valueError("unmarshallable object");
  }

  private void int16(int v) {
    out.write(v);
    out.write(v >> 8);
  }

  private void int32(int v) {
    int16(v);
    int16(v >> 16);
  }

  private void binary(double d) {
    long bits = Double.doubleToRawLongBits(d);
    int32((int) bits);
    int32((int) (bits >> 32));
  }

  private void value(Object o) {
    if (++depth > MAX_DEPTH) {
      throw PyErr.valueError("object too deeply nested to marshal");
    }
    if (o == PyNone.NONE) {
      out.write('N');
    } else if (o instanceof Boolean b) {
      out.write(b ? 'T' : 'F');
    } else if (o == PyEllipsis.ELLIPSIS) {
      out.write('.');
    } else if (o == PyExc.StopIteration) {
      out.write('S');
    } else {
      referable(o);
    }
    depth--;
  }

  private void referable(Object o) {
    int flag = 0;
    if (version >= 3) {
      Object key = o instanceof PyObject && !PyUnicode.checkExact(o) ? new Identity(o) : o;
      Integer known = references.get(key);
      if (known != null) {
        out.write('r');
        int32(known);
        return;
      }
      references.put(key, references.size());
      flag = FLAG_REF;
    }
    switch (o) {
      case Long l -> whole(BigInteger.valueOf(l), flag);
      case BigInteger b -> whole(b, flag);
      case Double d -> number(d, flag);
      default -> {
        if (PyUnicode.checkExact(o)) {
          text(o, flag);
        } else if (!container(o, flag)) {
          other(o, flag);
        }
      }
    }
  }

  private void whole(BigInteger v, int flag) {
    if (v.bitLength() < 32) {
      out.write('i' | flag);
      int32(v.intValue());
      return;
    }
    out.write('l' | flag);
    BigInteger rest = v.abs();
    int digits = (rest.bitLength() + 14) / 15;
    int32(v.signum() < 0 ? -digits : digits);
    for (int i = 0; i < digits; i++) {
      int16(rest.and(DIGIT_MASK).intValue());
      rest = rest.shiftRight(15);
    }
  }

  private void number(double d, int flag) {
    if (version > 1) {
      out.write('g' | flag);
      binary(d);
    } else {
      out.write('f' | flag);
      decimal(d);
    }
  }

  private void decimal(double d) {
    byte[] text = FloatFormat.format(d, 'g', 17, 0).getBytes(StandardCharsets.US_ASCII);
    out.write(text.length);
    out.writeBytes(text);
  }

  private void text(Object str, int flag) {
    int[] points = PyUnicode.codePoints(str);
    boolean ascii = version >= 4;
    for (int c : points) {
      ascii &= c < 0x80;
    }
    byte[] bytes = MarshalText.utf8(points);
    if (!ascii) {
      out.write('u' | flag);
      int32(bytes.length);
    } else if (bytes.length < 256) {
      out.write('z' | flag);
      out.write(bytes.length);
    } else {
      out.write('a' | flag);
      int32(bytes.length);
    }
    out.writeBytes(bytes);
  }

  private boolean container(Object o, int flag) {
    switch (o) {
      case PyTuple t when t.type == PyTuple.TYPE -> {
        if (version >= 4 && t.items.length < 256) {
          out.write(')' | flag);
          out.write(t.items.length);
        } else {
          out.write('(' | flag);
          int32(t.items.length);
        }
        all(t.items);
      }
      case PyList l when l.type == PyList.TYPE -> {
        out.write('[' | flag);
        int32(l.size());
        all(l.toArray());
      }
      case PyDict d when d.type == PyDict.TYPE -> {
        out.write('{' | flag);
        for (int i = 0; i < d.used(); i++) {
          if (d.keyAt(i) != null) {
            value(d.keyAt(i));
            value(d.valueAt(i));
          }
        }
        out.write('0');
      }
      case PySet s when s.type == PySet.TYPE -> set('<' | flag, s);
      case PyFrozenSet s when s.type == PyFrozenSet.TYPE -> set('>' | flag, s);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void set(int code, Object set) {
    Object[] items = Sequences.toNewArray(ThreadState.current(), set);
    out.write(code);
    int32(items.length);
    all(items);
  }

  private void all(Object[] items) {
    for (Object item : items) {
      value(item);
    }
  }

  private void other(Object o, int flag) {
    if (o instanceof PyComplex c && c.type == PyComplex.TYPE) {
      out.write((version > 1 ? 'y' : 'x') | flag);
      if (version > 1) {
        binary(c.real);
        binary(c.imag);
      } else {
        decimal(c.real);
        decimal(c.imag);
      }
    } else if (o instanceof PySlice s) {
      if (version < 5) {
        throw unmarshallable();
      }
      out.write(':' | flag);
      value(s.start);
      value(s.stop);
      value(s.step);
    } else if (o instanceof PyCode code) {
      if (!allowCode) {
        throw PyErr.valueError("marshalling code objects is disallowed");
      }
      byte[] bytes = CompiledCode.write(code);
      if (bytes == null) {
        throw unmarshallable();
      }
      out.write('c' | flag);
      int32(bytes.length);
      out.writeBytes(bytes);
    } else if (!(o instanceof PyType) && Buffers.check(o)) {
      byte[] bytes = Buffers.toBytes(ThreadState.current(), o);
      out.write('s' | flag);
      int32(bytes.length);
      out.writeBytes(bytes);
    } else {
      throw unmarshallable();
    }
  }
}
