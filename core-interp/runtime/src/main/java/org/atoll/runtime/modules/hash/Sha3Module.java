package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.object.PyType;

/// The module `_sha3`.
@PyModuleDef("_sha3")
public final class Sha3Module {
  /// From how many bytes on CPython lets other threads run; its tests read it.
  @PyConstant(name = "_GIL_MINSIZE")
  static final long GIL_MINSIZE = 2048;
  @PyConstant(name = "implementation")
  static final String IMPLEMENTATION = "JDK";
  @PyConstant(name = "sha3_224")
  static final PyType SHA3_224 = Sha3_224.TYPE;
  @PyConstant(name = "sha3_256")
  static final PyType SHA3_256 = Sha3_256.TYPE;
  @PyConstant(name = "sha3_384")
  static final PyType SHA3_384 = Sha3_384.TYPE;
  @PyConstant(name = "sha3_512")
  static final PyType SHA3_512 = Sha3_512.TYPE;
  @PyConstant(name = "shake_128")
  static final PyType SHAKE_128 = Shake128.TYPE;
  @PyConstant(name = "shake_256")
  static final PyType SHAKE_256 = Shake256.TYPE;
}
