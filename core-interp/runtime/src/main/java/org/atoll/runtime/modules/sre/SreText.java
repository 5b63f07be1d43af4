package org.atoll.runtime.modules.sre;

import java.util.Arrays;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.sre.SreSubject;
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

  private SreText(Object object, SreSubject subject, String string, int[] codePoints, byte[] bytes) {
    this.object = object;
    this.subject = subject;
    this.string = string;
    this.codePoints = codePoints;
    this.bytes = bytes;
  }

  /// TypeError for what is neither a str nor bytes-like.
  static SreText of(ThreadState ts, Object o) {
    if (o instanceof String s) {
      return new SreText(o, SreSubject.of(s), s, null, null);
    }
    if (PyUnicode.check(o)) {
      Object value = PyUnicode.value(o);
      if (value instanceof String s) {
        return new SreText(o, SreSubject.of(s), s, null, null);
      }
      int[] codePoints = ((PyUcs4) value).codePoints;
      return new SreText(o, SreSubject.of(codePoints), null, codePoints, null);
    }
    byte[] data = ByteArgs.bytesOrNull(ts, o);
    if (data == null) {
      throw PyErr.typeError("expected string or bytes-like object, got '%s'", PyObject.typeOf(o).name());
    }
    return new SreText(o, SreSubject.of(data), null, null, data);
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
