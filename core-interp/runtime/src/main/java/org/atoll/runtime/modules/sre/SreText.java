package org.atoll.runtime.modules.sre;

import java.util.Arrays;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.sre.SreSubject;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBuffer;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// A str or bytes-like object as the engine sees it, together with how pieces of it become Python objects again.
/// Immutable; the bytes of a mutable object are those it had when this was made.
final class SreText {
  /// The object itself: the `string` of a match.
  final Object object;
  final SreSubject subject;
  /// The str behind `object` where it is one without surrogate code units, else null.
  final String string;
  private final int[] codePoints;
  private final byte[] bytes;
  /// What keeps a mutable object from changing its size meanwhile, or null.
  private final PyBuffer view;

  private SreText(Object object, SreSubject subject, String string, int[] codePoints, byte[] bytes, PyBuffer view) {
    this.object = object;
    this.subject = subject;
    this.string = string;
    this.codePoints = codePoints;
    this.bytes = bytes;
    this.view = view;
  }

  /// TypeError for what is neither a str nor bytes-like.
  static SreText of(ThreadState ts, Object o) {
    if (o instanceof String s) {
      return new SreText(o, SreSubject.of(s), s, null, null, null);
    }
    if (PyUnicode.check(o)) {
      Object value = PyUnicode.value(o);
      if (value instanceof String s) {
        return new SreText(o, SreSubject.of(s), s, null, null, null);
      }
      int[] codePoints = ((PyUcs4) value).codePoints;
      return new SreText(o, SreSubject.of(codePoints), null, codePoints, null, null);
    }
    if (o instanceof PyBytes b) {
      return new SreText(o, SreSubject.of(b.bytes), null, null, b.bytes, null);
    }
    if (!Buffers.check(o)) {
      throw PyErr.typeError("expected string or bytes-like object, got '%s'", PyObject.typeOf(o).name());
    }
    PyBuffer view = ByteArgs.readable(ts, o);
    byte[] data = view.toByteArray();
    return new SreText(o, SreSubject.of(data), null, null, data, view);
  }

  /// Lets a mutable object change again; the text stays as it was.
  void release() {
    if (view != null) {
      view.release();
    }
  }

  boolean isBytes() {
    return bytes != null;
  }

  int length() {
    return subject.length();
  }

  /// The part from `from` to before `to` as a str or bytes.
  Object slice(int from, int to) {
    if (string != null) {
      return string.substring(from, to);
    }
    if (bytes == null) {
      return PyUcs4.of(Arrays.copyOfRange(codePoints, from, to));
    }
    if (from == 0 && to == bytes.length && object instanceof PyBytes b && b.type == PyBytes.TYPE) {
      return object;
    }
    return new PyBytes(Arrays.copyOfRange(bytes, from, to));
  }

  Object empty() {
    return isBytes() ? new PyBytes(new byte[0]) : "";
  }

  /// Whether a backslash occurs.
  boolean hasBackslash() {
    if (string != null) {
      return string.indexOf('\\') >= 0;
    }
    for (int i = 0; i < subject.length(); i++) {
      if (subject.at(i) == '\\') {
        return true;
      }
    }
    return false;
  }

  static PyTuple span(int start, int end) {
    return PyTuple.of((long) start, (long) end);
  }
}
