package org.atoll.runtime.modules;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyUnicode;

/// How built-in modules take bytes-like arguments. Stateless; requires the GIL.
public final class ByteArgs {
  private ByteArgs() {}

  /// The contents of a bytes-like object, which the caller must not change: those of a bytes object are its own.
  /// @throws PyException TypeError for another object, BufferError for bytes that do not lie one behind the other
  public static byte[] bytes(ThreadState ts, Object o) {
    if (o instanceof PyBytes b) {
      return b.bytes;
    }
    PyBuffer view = readable(ts, o);
    try {
      return view.toByteArray();
    } finally {
      view.release();
    }
  }

  /// As [#bytes], null for an object that is not bytes-like.
  public static byte[] bytesOrNull(ThreadState ts, Object o) {
    return Buffers.check(o) ? bytes(ts, o) : null;
  }

  /// As [#bytes], but a str of ASCII characters will do as well (`ascii_buffer_converter`).
  /// @throws PyException ValueError for other characters, TypeError for another object
  public static byte[] bytesOrAscii(ThreadState ts, Object o) {
    if (!PyUnicode.check(o)) {
      if (!Buffers.check(o)) {
        throw PyErr.typeError("argument should be bytes, buffer or ASCII string, not '%s'", PyObject.typeOf(o).name());
      }
      return bytes(ts, o);
    }
    String text = PyUnicode.toUtf16(o);
    byte[] out = new byte[text.length()];
    for (int i = 0; i < out.length; i++) {
      if (text.charAt(i) >= 0x80) {
        throw PyErr.valueError("string argument should contain only ASCII characters");
      }
      out[i] = (byte) text.charAt(i);
    }
    return out;
  }

  /// A view to read from (`y*`).
  /// @throws PyException TypeError for another object, BufferError for bytes that do not lie one behind the other
  public static PyBuffer readable(ThreadState ts, Object o) {
    return Buffers.get(ts, o, Buffers.SIMPLE);
  }

  /// A view to write to.
  /// @throws PyException TypeError for an object that cannot be written to
  public static PyBuffer writable(ThreadState ts, Object o) {
    return writable(ts, o, "argument");
  }

  /// As [#writable], where messages call the argument `what`.
  public static PyBuffer writable(ThreadState ts, Object o, String what) {
    PyBuffer view = null;
    if (Buffers.check(o)) {
      try {
        view = Buffers.get(ts, o, Buffers.WRITABLE);
      } catch (PyException e) {
        if (!PyErr.matches(e, PyExc.BufferError) && !PyErr.matches(e, PyExc.TypeError)) {
          throw e;
        }
      }
    }
    if (view != null && view.isContiguous()) {
      return view;
    }
    if (view != null) {
      view.release();
    }
    throw PyErr.typeError("%s must be read-write bytes-like object, not %s", what, PyObject.typeOf(o).name());
  }

  /// A str of ASCII characters as a Java string.
  /// @throws PyException UnicodeEncodeError for other characters
  public static String ascii(ThreadState ts, Object str) {
    String text = PyUnicode.toUtf16(str);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        int at = text.codePointCount(0, i);
        throw PyErr.unicodeEncode("ascii", str, at, at + 1, "ordinal not in range(128)");
      }
    }
    return text;
  }
}
