package org.atoll.runtime.modules.hash;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.Limits;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.modules.SecretComparison;
import org.atoll.runtime.object.PyBuiltinFunction;
import org.atoll.runtime.object.PyMappingProxy;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.PyUnicode;

/// The module `_hashlib`, which CPython builds on OpenSSL: hash functions by name, HMAC, and keys from passwords.
/// Compare CPython Modules/_hashopenssl.c.
@PyModuleDef(value = "_hashlib", doc = "Hash functions by name, HMAC and key derivation for the module hashlib.")
public final class HashlibModule {
  @PyConstant(name = "_GIL_MINSIZE")
  static final long GIL_MINSIZE = 2048;
  @PyConstant(name = "HASH")
  static final PyType HASH = NamedHash.TYPE;
  @PyConstant(name = "HASHXOF")
  static final PyType HASHXOF = NamedXof.TYPE;
  @PyConstant(name = "HMAC")
  static final PyType HMAC = NamedHmac.TYPE;
  @PyConstant(name = "UnsupportedDigestmodError")
  static final PyType UNSUPPORTED_DIGESTMOD_ERROR =
      ExceptionType.define("_hashlib", "UnsupportedDigestmodError", PyExc.ValueError, null);

  private static final String CONSTRUCTOR = "openssl_";
  /// The most memory that scrypt takes if the caller sets no limit, as OpenSSL does.
  private static final long SCRYPT_MEMORY = 32L << 20;

  /// Adds the tables of names and of constructors.
  void exec(ThreadState ts, PyModule module) {
    List<Object> names = new ArrayList<>();
    PyDict constructors = new PyDict();
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      names.add(algorithm.pythonName);
      Object constructor = module.dict().get(CONSTRUCTOR + algorithm.pythonName);
      if (constructor != null) {
        constructors.put(ts, constructor, algorithm.pythonName);
      }
    }
    PyObjects.setAttr(ts, module, "openssl_md_meth_names", PyFrozenSet.of(ts, names.toArray()));
    PyObjects.setAttr(ts, module, "_constructors", new PyMappingProxy(constructors));
  }

  private static Object start(ThreadState ts, HashAlgorithm algorithm, Object data, Object string) {
    NamedHash made = algorithm.variable() ? new NamedXof(algorithm) : new NamedHash(algorithm);
    return made.fed(ts, data, string, NamedHash.class);
  }

  private static RuntimeException unsupported() {
    return PyErr.format(UNSUPPORTED_DIGESTMOD_ERROR, "[digital envelope routines] unsupported");
  }

  private static HashAlgorithm byName(String name) {
    HashAlgorithm found = HashAlgorithm.find(name);
    if (found == null) {
      throw unsupported();
    }
    return found;
  }

  /// What `digestmod` means: a name or one of this module's constructors.
  private static HashAlgorithm byDigestmod(ThreadState ts, Object digestmod) {
    if (PyUnicode.check(digestmod)) {
      return byName(PyUnicode.toUtf16(digestmod));
    }
    if (digestmod instanceof PyBuiltinFunction f && f.name().startsWith(CONSTRUCTOR)) {
      return byName(f.name().substring(CONSTRUCTOR.length()));
    }
    throw PyErr.format(UNSUPPORTED_DIGESTMOD_ERROR, "Unsupported digestmod %s",
        PyUnicode.toUtf16(PyObjects.repr(ts, digestmod)));
  }

  private static HashAlgorithm forHmac(ThreadState ts, Object digestmod) {
    HashAlgorithm algorithm = byDigestmod(ts, digestmod);
    if (algorithm.variable()) {
      throw PyErr.valueError("no reason supplied");
    }
    return algorithm;
  }

  @PyFunction(name = "new", sig = "(name, data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = """
      Return a new hash object using the named algorithm.

      An optional string argument may be provided and will be
      automatically hashed.""")
  Object make(ThreadState ts, String name, Object data, boolean usedforsecurity, Object string) {
    return start(ts, byName(name), data, string);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new md5 object.")
  Object openssl_md5(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return start(ts, HashAlgorithm.MD5, data, string);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new sha1 object.")
  Object openssl_sha1(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return start(ts, HashAlgorithm.SHA1, data, string);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new sha224 object.")
  Object openssl_sha224(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return start(ts, HashAlgorithm.SHA224, data, string);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new sha256 object.")
  Object openssl_sha256(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return start(ts, HashAlgorithm.SHA256, data, string);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new sha384 object.")
  Object openssl_sha384(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return start(ts, HashAlgorithm.SHA384, data, string);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new sha512 object.")
  Object openssl_sha512(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return start(ts, HashAlgorithm.SHA512, data, string);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new sha3_224 object.")
  Object openssl_sha3_224(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return start(ts, HashAlgorithm.SHA3_224, data, string);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new sha3_256 object.")
  Object openssl_sha3_256(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return start(ts, HashAlgorithm.SHA3_256, data, string);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new sha3_384 object.")
  Object openssl_sha3_384(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return start(ts, HashAlgorithm.SHA3_384, data, string);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new sha3_512 object.")
  Object openssl_sha3_512(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return start(ts, HashAlgorithm.SHA3_512, data, string);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new shake_128 object.")
  Object openssl_shake_128(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return start(ts, HashAlgorithm.SHAKE_128, data, string);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new shake_256 object.")
  Object openssl_shake_256(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return start(ts, HashAlgorithm.SHAKE_256, data, string);
  }

  @PyFunction(sig = "(key, msg=b'', digestmod=None)", doc = "Return a new hmac object.")
  Object hmac_new(ThreadState ts, Object key, Object msg, Object digestmod) {
    byte[] secret = ByteArgs.bytes(ts, key);
    if (digestmod == PyNone.NONE) {
      throw PyErr.typeError("Missing required parameter 'digestmod'.");
    }
    NamedHmac made = new NamedHmac(forHmac(ts, digestmod), secret);
    if (msg != PyNone.NONE) {
      made.update(ts, msg);
    }
    return made;
  }

  @PyFunction(sig = "(key, msg, digest)", doc = "Single-shot HMAC.")
  Object hmac_digest(ThreadState ts, Object key, Object msg, Object digest) {
    return new PyBytes(Hmac.of(forHmac(ts, digest), ByteArgs.bytes(ts, key), ByteArgs.bytes(ts, msg)));
  }

  @PyFunction(sig = "(hash_name, password, salt, iterations, dklen=None)", doc = """
      Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function.""")
  Object pbkdf2_hmac(ThreadState ts, String hash_name, Object password, Object salt, long iterations, Object dklen) {
    byte[] secret = ByteArgs.bytes(ts, password);
    byte[] grains = ByteArgs.bytes(ts, salt);
    HashAlgorithm algorithm = byName(hash_name);
    if (iterations < 1) {
      throw PyErr.valueError("iteration value must be greater than 0.");
    }
    if (iterations > Integer.MAX_VALUE) {
      throw PyErr.overflowError("iteration value is too great.");
    }
    long length = dklen == PyNone.NONE ? algorithm.digestSize : Convert.toLong(ts, dklen);
    if (length < 1) {
      throw PyErr.valueError("key length must be greater than 0.");
    }
    if (length > Integer.MAX_VALUE) {
      throw PyErr.overflowError("key length is too great.");
    }
    MemoryMeter.reserve(length);
    return new PyBytes(atLength(ts, checkpoint -> KeyDerivation.pbkdf2(algorithm, secret, grains, iterations, (int) length, checkpoint)));
  }

  @PyFunction(sig = "(password, *, salt, n, r, p, maxmem=0, dklen=64)", doc = "scrypt password-based key derivation function.")
  Object scrypt(ThreadState ts, Object password, Object salt, long n, long r, long p, long maxmem, long dklen) {
    byte[] secret = ByteArgs.bytes(ts, password);
    byte[] grains = ByteArgs.bytes(ts, salt);
    if (n < 2 || (n & n - 1) != 0) {
      throw PyErr.valueError("n must be a power of 2.");
    }
    if (maxmem < 0 || maxmem > Integer.MAX_VALUE) {
      throw PyErr.valueError("maxmem must be positive and smaller than %d", Integer.MAX_VALUE);
    }
    if (dklen < 1 || dklen > Integer.MAX_VALUE) {
      throw PyErr.valueError("dklen must be greater than 0 and smaller than %d", Integer.MAX_VALUE);
    }
    if (r < 1 || p < 1 || r > 1 << 24 || p > (1 << 30) / r) {
      throw PyErr.valueError("Invalid parameter combination for n, r, p, maxmem.");
    }
    long limit = maxmem == 0 ? SCRYPT_MEMORY : maxmem;
    if (n > limit / (128 * r) || 128 * r * (n + p) + 128 * r > limit) {
      throw PyErr.valueError("[digital envelope routines] memory limit exceeded");
    }
    MemoryMeter.reserve(128 * r * (n + p));
    return new PyBytes(
        atLength(ts, checkpoint -> KeyDerivation.scrypt(secret, grains, (int) n, (int) r, (int) p, (int) dklen, checkpoint)));
  }

  /// Does what may take long, and tells it what to run now and then so that it can be interrupted. The GIL is released
  /// meanwhile; but not where processor time is limited, which is counted while a thread has the GIL, nor on a virtual thread,
  /// which others wait for.
  private static byte[] atLength(ThreadState ts, Function<Runnable, byte[]> work) {
    if (ts.interpreter().limits().cpuNanos() != Limits.NONE || ts.thread.isVirtual()) {
      return work.apply(ts::safepoint);
    }
    ts.beginBlocking();
    try {
      return work.apply(() -> {
        if (ts.isWanted()) {
          serve(ts);
        }
      });
    } finally {
      ts.endBlocking();
    }
  }

  private static void serve(ThreadState ts) {
    ts.endBlocking();
    try {
      ts.safepoint();
    } finally {
      ts.beginBlocking();
    }
  }

  @PyFunction(sig = "(a, b, /)", doc = """
      Return 'a == b'.

      This function uses an approach designed to prevent
      timing analysis, making it appropriate for cryptography.

      a and b must both be of the same type: either str (ASCII only),
      or any bytes-like object.""")
  boolean compare_digest(ThreadState ts, Object a, Object b) {
    return SecretComparison.equal(ts, a, b);
  }

  @PyFunction(sig = "()", doc = "Determine the OpenSSL FIPS mode of operation; it is never on.")
  long get_fips_mode() {
    return 0;
  }
}
