package org.atoll.runtime.modules.multibyte;

import java.util.Set;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;

/// The module `_codecs_tw`.
@PyModuleDef("_codecs_tw")
public final class CodecsTwModule {
  private static final Set<String> NAMES = Set.of(
      "big5", "cp950");

  @PyFunction(sig = "(encoding, /)")
  Object getcodec(Object encoding) {
    return PyMultibyteCodec.get(encoding, NAMES);
  }
}
