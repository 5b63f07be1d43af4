package org.atoll.runtime.modules.multibyte;

import java.util.Set;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;

/// The module `_codecs_hk`.
@PyModuleDef("_codecs_hk")
public final class CodecsHkModule {
  private static final Set<String> NAMES = Set.of(
      "big5hkscs");

  @PyFunction(sig = "(encoding, /)")
  Object getcodec(Object encoding) {
    return PyMultibyteCodec.get(encoding, NAMES);
  }
}
