package org.atoll.runtime.modules.codecs;

import java.util.function.IntFunction;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// Python mappings as functions for the character map codec. Requires the GIL.
final class Charmaps {
  private static final int UNDEFINED = 0xFFFE;

  private Charmaps() {}

  private static Object lookUp(ThreadState ts, Object mapping, int key) {
    try {
      return PyObjects.getItem(ts, mapping, (long) key);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.LookupError)) {
        return PyNone.NONE;
      }
      throw e;
    }
  }

  static IntFunction<byte[]> encoder(ThreadState ts, Object mapping) {
    if (mapping instanceof EncodingMap map) {
      return map::encode;
    }
    return c -> {
      Object mapped = lookUp(ts, mapping, c);
      if (mapped == PyNone.NONE) {
        return null;
      }
      if (mapped instanceof PyBytes b) {
        return b.bytes;
      }
      if (!PyLong.check(mapped)) {
        throw PyErr.typeError("character mapping must return integer, bytes or None, not %s", PyObject.typeOf(mapped).messageName());
      }
      if (PyLong.value(mapped) instanceof Long l && l >= 0 && l < 256) {
        return new byte[] {(byte) (long) l};
      }
      throw PyErr.typeError("character mapping must be in range(256)");
    };
  }

  static IntFunction<Object> decoder(ThreadState ts, Object mapping) {
    return b -> {
      Object mapped = lookUp(ts, mapping, b);
      if (mapped == PyNone.NONE) {
        return null;
      }
      if (PyLong.check(mapped)) {
        if (!(PyLong.value(mapped) instanceof Long l) || l < 0 || l > Character.MAX_CODE_POINT) {
          throw PyErr.typeError("character mapping must be in range(0x110000)");
        }
        return l == UNDEFINED ? null : textOf(PyUnicode.ofCodePoint(l.intValue()));
      }
      if (!PyUnicode.check(mapped)) {
        throw PyErr.typeError("character mapping must return integer, None or str");
      }
      return PyUnicode.length(mapped) == 1 && PyUnicode.codePointAt(mapped, 0) == UNDEFINED ? null : textOf(PyUnicode.value(mapped));
    };
  }

  private static Object textOf(Object str) {
    return str instanceof PyUcs4 u ? u.codePoints : str;
  }
}
