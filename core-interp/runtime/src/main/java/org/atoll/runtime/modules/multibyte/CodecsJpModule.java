package org.atoll.runtime.modules.multibyte;

import java.util.Set;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;

/// The module `_codecs_jp`.
@PyModuleDef("_codecs_jp")
public final class CodecsJpModule {
  private static final Set<String> NAMES = Set.of(
      "shift_jis", "cp932", "euc_jp", "shift_jis_2004", "euc_jis_2004", "euc_jisx0213", "shift_jisx0213");

  @PyFunction(sig = "(encoding, /)")
  Object getcodec(Object encoding) {
    return PyMultibyteCodec.get(encoding, NAMES);
  }
}
