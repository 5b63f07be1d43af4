package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// The module `_sha2`.
@PyModuleDef("_sha2")
public final class Sha2Module {
  /// From how many bytes on CPython lets other threads run; its tests read it.
  @PyConstant(name = "_GIL_MINSIZE")
  static final long GIL_MINSIZE = 2048;
  @PyConstant(name = "SHA224Type")
  static final PyType SHA224_TYPE = Sha224.TYPE;
  @PyConstant(name = "SHA256Type")
  static final PyType SHA256_TYPE = Sha256.TYPE;
  @PyConstant(name = "SHA384Type")
  static final PyType SHA384_TYPE = Sha384.TYPE;
  @PyConstant(name = "SHA512Type")
  static final PyType SHA512_TYPE = Sha512.TYPE;

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new hash object.")
  Object sha224(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return new Sha224().fed(ts, data, string, Sha224.class);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new hash object.")
  Object sha256(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return new Sha256().fed(ts, data, string, Sha256.class);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new hash object.")
  Object sha384(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return new Sha384().fed(ts, data, string, Sha384.class);
  }

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new hash object.")
  Object sha512(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return new Sha512().fed(ts, data, string, Sha512.class);
  }
}
