package org.atoll.runtime.modules.hash;

import java.util.HexFormat;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;

/// What all hash objects share. Guarded by the GIL.
abstract class HashObject extends PyObject {
  final Digest digest;
  private final String hashName;
  private final int digestSize;
  private final int blockSize;

  HashObject(PyType type, String name, int digestSize, int blockSize, Digest digest) {
    super(type);
    this.digest = digest;
    this.hashName = name;
    this.digestSize = digestSize;
    this.blockSize = blockSize;
  }

  HashObject(HashObject other) {
    this(other.type, other.hashName, other.digestSize, other.blockSize, other.digest.copy());
  }

  @PyGetter
  Object name() {
    return hashName;
  }

  @PyGetter
  Object digest_size() {
    return (long) digestSize;
  }

  @PyGetter
  Object block_size() {
    return (long) blockSize;
  }

  @PyMethod(sig = "(obj, /)", doc = "Feeds bytes into the hash.")
  void update(ThreadState ts, Object obj) {
    feed(ts, obj);
  }

  /// Feeds what a constructor was given as `data` or under its old name `string`; None means absent for the latter.
  final <T extends HashObject> T fed(ThreadState ts, Object data, Object string, Class<T> self) {
    if (string != null && string != PyNone.NONE) {
      if (data != null) {
        throw PyErr.typeError("'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is "
            + "slated for removal in a future version.");
      }
      feed(ts, string);
    } else if (data != null) {
      feed(ts, data);
    }
    return self.cast(this);
  }

  private void feed(ThreadState ts, Object data) {
    if (PyUnicode.check(data)) {
      throw PyErr.typeError("Strings must be encoded before hashing");
    }
    if (!Buffers.check(data)) {
      throw PyErr.typeError("object supporting the buffer API required");
    }
    byte[] bytes = ByteArgs.bytes(ts, data);
    digest.update(bytes, 0, bytes.length);
  }

  final Object digestBytes(int length) {
    return new PyBytes(digest.digest(length));
  }

  final Object hex(int length) {
    return HexFormat.of().formatHex(digest.digest(length));
  }
}
