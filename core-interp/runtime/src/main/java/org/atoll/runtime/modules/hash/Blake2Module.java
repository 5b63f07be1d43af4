package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.object.PyType;

/// The module `_blake2`.
@PyModuleDef("_blake2")
public final class Blake2Module {
  /// From how many bytes on CPython lets other threads run; its tests read it.
  @PyConstant(name = "_GIL_MINSIZE")
  static final long GIL_MINSIZE = 2048;
  @PyConstant(name = "blake2b")
  static final PyType BLAKE2B = Blake2b.TYPE;
  @PyConstant(name = "blake2s")
  static final PyType BLAKE2S = Blake2s.TYPE;
  @PyConstant
  static final long BLAKE2B_SALT_SIZE = 16;
  @PyConstant
  static final long BLAKE2B_PERSON_SIZE = 16;
  @PyConstant
  static final long BLAKE2B_MAX_KEY_SIZE = 64;
  @PyConstant
  static final long BLAKE2B_MAX_DIGEST_SIZE = 64;
  @PyConstant
  static final long BLAKE2S_SALT_SIZE = 8;
  @PyConstant
  static final long BLAKE2S_PERSON_SIZE = 8;
  @PyConstant
  static final long BLAKE2S_MAX_KEY_SIZE = 32;
  @PyConstant
  static final long BLAKE2S_MAX_DIGEST_SIZE = 32;
}
