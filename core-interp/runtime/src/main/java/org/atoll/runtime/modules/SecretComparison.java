package org.atoll.runtime.modules;

import java.security.MessageDigest;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;

/// Compares secrets in a time that does not tell where they differ. Stateless; requires the GIL.
public final class SecretComparison {
  private SecretComparison() {}

  /// Whether two strs of ASCII characters or two bytes-like objects are equal.
  /// @throws PyException TypeError for other operands
  public static boolean equal(ThreadState ts, Object a, Object b) {
    if (PyUnicode.check(a) && PyUnicode.check(b)) {
      return MessageDigest.isEqual(asciiBytes(a), asciiBytes(b));
    }
    if (!Buffers.check(a) || !Buffers.check(b)) {
      throw PyErr.typeError("unsupported operand types(s) or combination of types: '%s' and '%s'",
          PyObject.typeOf(a).name(), PyObject.typeOf(b).name());
    }
    return MessageDigest.isEqual(Buffers.toBytes(ts, a), Buffers.toBytes(ts, b));
  }

  private static byte[] asciiBytes(Object o) {
    String s = PyUnicode.toJava(o);
    byte[] out = new byte[s.length()];
    for (int i = 0; i < out.length; i++) {
      if (s.charAt(i) > 127) {
        throw PyErr.typeError("comparing strings with non-ASCII characters is not supported");
      }
      out[i] = (byte) s.charAt(i);
    }
    return out;
  }
}
