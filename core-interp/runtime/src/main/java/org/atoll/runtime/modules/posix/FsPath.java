package org.atoll.runtime.modules.posix;

import java.nio.charset.StandardCharsets;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.CodecErrors;
import org.atoll.runtime.text.Utf8Codec;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUcs4;
import org.atoll.runtime.types.PyUnicode;

/// File names between Python and the system: UTF-8 with `surrogateescape` (`os.fsencode`, `os.fsdecode`). Stateless.
public final class FsPath {
  private static final CodecErrors SURROGATE_ESCAPE = CodecErrors.named("surrogateescape");

  private FsPath() {}

  /// The bytes of a str, bytes or path-like object, for the system.
  /// @throws org.atoll.runtime.types.PyException TypeError for anything else, ValueError for embedded null bytes
  public static byte[] encode(ThreadState ts, Object path) {
    Object p = PyObjects.fspath(ts, path);
    byte[] out = bytes(p);
    for (byte b : out) {
      if (b == 0) {
        throw PyErr.valueError("embedded null byte");
      }
    }
    return out;
  }

  /// As `os.fsencode` of a str or bytes, null bytes included.
  public static byte[] bytes(Object strOrBytes) {
    if (strOrBytes instanceof PyBytes b) {
      return b.bytes;
    }
    if (strOrBytes instanceof String s) {
      return s.getBytes(StandardCharsets.UTF_8);
    }
    if (strOrBytes instanceof PyUcs4 u) {
      return encodeWide(u);
    }
    if (PyUnicode.check(strOrBytes)) {
      return bytes(PyUnicode.value(strOrBytes));
    }
    throw PyErr.typeError("expected str, bytes or os.PathLike object, not %s", PyObject.typeOf(strOrBytes).name());
  }

  private static byte[] encodeWide(PyUcs4 u) {
    try {
      return Utf8Codec.encode(CodePoints.of(u.codePoints), SURROGATE_ESCAPE);
    } catch (org.atoll.runtime.text.CodecError e) {
      throw PyErr.unicodeEncode("utf-8", u, e.start(), e.end(), e.reason());
    }
  }

  /// A name that the system gave, as str (`os.fsdecode`).
  public static Object decode(byte[] name) {
    Object text = Utf8Codec.decode(name, SURROGATE_ESCAPE, true).text();
    return text instanceof int[] wide ? PyUcs4.of(wide) : text;
  }

  /// A name that the system gave, as bytes where the question was asked in bytes, else as str.
  public static Object decodeLike(byte[] name, boolean asBytes) {
    return asBytes ? new PyBytes(name) : decode(name);
  }
}
