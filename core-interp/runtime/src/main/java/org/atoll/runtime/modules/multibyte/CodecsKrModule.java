package org.atoll.runtime.modules.multibyte;

import java.util.Set;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;

/// The module `_codecs_kr`.
@PyModuleDef("_codecs_kr")
public final class CodecsKrModule {
  private static final Set<String> NAMES = Set.of(
      "euc_kr", "cp949", "johab");

  @PyFunction(sig = "(encoding, /)")
  Object getcodec(Object encoding) {
    return PyMultibyteCodec.get(encoding, NAMES);
  }
}
