package org.atoll.runtime.modules.multibyte;

import java.util.Set;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;

/// The module `_codecs_cn`.
@PyModuleDef("_codecs_cn")
public final class CodecsCnModule {
  private static final Set<String> NAMES = Set.of(
      "gb2312", "gbk", "gb18030", "hz");

  @PyFunction(sig = "(encoding, /)")
  Object getcodec(Object encoding) {
    return PyMultibyteCodec.get(encoding, NAMES);
  }
}
