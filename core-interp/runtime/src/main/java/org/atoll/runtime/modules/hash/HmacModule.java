package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyUnicode;

/// The module `_hmac`. Compare CPython Modules/hmacmodule.c.
@PyModuleDef("_hmac")
public final class HmacModule {
  @PyConstant(name = "_GIL_MINSIZE")
  static final long GIL_MINSIZE = 2048;
  @PyConstant(name = "HMAC")
  static final PyType HMAC = BuiltinHmac.TYPE;
  @PyConstant(name = "UnknownHashError")
  static final PyType UNKNOWN_HASH_ERROR = ExceptionType.define("_hmac", "UnknownHashError", PyExc.ValueError, null);

  @PyFunction(name = "new", sig = "(key, msg=None, digestmod=None)", doc = "Return a new HMAC object.")
  Object new_(ThreadState ts, Object key, Object msg, Object digestmod) {
    HashAlgorithm algorithm = algorithm(ts, digestmod);
    BuiltinHmac made = new BuiltinHmac(algorithm, ByteArgs.bytes(ts, key));
    if (msg != PyNone.NONE) {
      made.update(ts, msg);
    }
    return made;
  }

  private static HashAlgorithm algorithm(ThreadState ts, Object name) {
    HashAlgorithm found = PyUnicode.check(name) ? HashAlgorithm.find(PyUnicode.toUtf16(name)) : null;
    if (found == null || found.variable()) {
      throw PyErr.format(UNKNOWN_HASH_ERROR, "unsupported hash type: %s", PyUnicode.toUtf16(PyObjects.repr(ts, name)));
    }
    return found;
  }

  @PyFunction(sig = "(key, msg, digest)", doc = "Compute HMAC of a message at once.")
  Object compute_digest(ThreadState ts, Object key, Object msg, Object digest) {
    return code(ts, algorithm(ts, digest), key, msg);
  }

  private static Object code(ThreadState ts, HashAlgorithm algorithm, Object key, Object msg) {
    return new PyBytes(Hmac.of(algorithm, ByteArgs.bytes(ts, key), ByteArgs.bytes(ts, msg)));
  }

  @PyFunction(sig = "(key, msg, /)", doc = "Compute HMAC of a message at once.")
  Object compute_md5(ThreadState ts, Object key, Object msg) {
    return code(ts, HashAlgorithm.MD5, key, msg);
  }

  @PyFunction(sig = "(key, msg, /)", doc = "Compute HMAC of a message at once.")
  Object compute_sha1(ThreadState ts, Object key, Object msg) {
    return code(ts, HashAlgorithm.SHA1, key, msg);
  }

  @PyFunction(sig = "(key, msg, /)", doc = "Compute HMAC of a message at once.")
  Object compute_sha224(ThreadState ts, Object key, Object msg) {
    return code(ts, HashAlgorithm.SHA224, key, msg);
  }

  @PyFunction(sig = "(key, msg, /)", doc = "Compute HMAC of a message at once.")
  Object compute_sha256(ThreadState ts, Object key, Object msg) {
    return code(ts, HashAlgorithm.SHA256, key, msg);
  }

  @PyFunction(sig = "(key, msg, /)", doc = "Compute HMAC of a message at once.")
  Object compute_sha384(ThreadState ts, Object key, Object msg) {
    return code(ts, HashAlgorithm.SHA384, key, msg);
  }

  @PyFunction(sig = "(key, msg, /)", doc = "Compute HMAC of a message at once.")
  Object compute_sha512(ThreadState ts, Object key, Object msg) {
    return code(ts, HashAlgorithm.SHA512, key, msg);
  }

  @PyFunction(sig = "(key, msg, /)", doc = "Compute HMAC of a message at once.")
  Object compute_sha3_224(ThreadState ts, Object key, Object msg) {
    return code(ts, HashAlgorithm.SHA3_224, key, msg);
  }

  @PyFunction(sig = "(key, msg, /)", doc = "Compute HMAC of a message at once.")
  Object compute_sha3_256(ThreadState ts, Object key, Object msg) {
    return code(ts, HashAlgorithm.SHA3_256, key, msg);
  }

  @PyFunction(sig = "(key, msg, /)", doc = "Compute HMAC of a message at once.")
  Object compute_sha3_384(ThreadState ts, Object key, Object msg) {
    return code(ts, HashAlgorithm.SHA3_384, key, msg);
  }

  @PyFunction(sig = "(key, msg, /)", doc = "Compute HMAC of a message at once.")
  Object compute_sha3_512(ThreadState ts, Object key, Object msg) {
    return code(ts, HashAlgorithm.SHA3_512, key, msg);
  }

  @PyFunction(sig = "(key, msg, /)", doc = "Compute HMAC of a message at once.")
  Object compute_blake2s_32(ThreadState ts, Object key, Object msg) {
    return code(ts, HashAlgorithm.BLAKE2S, key, msg);
  }

  @PyFunction(sig = "(key, msg, /)", doc = "Compute HMAC of a message at once.")
  Object compute_blake2b_32(ThreadState ts, Object key, Object msg) {
    return code(ts, HashAlgorithm.BLAKE2B, key, msg);
  }
}
