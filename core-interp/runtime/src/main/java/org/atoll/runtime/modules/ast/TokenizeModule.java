package org.atoll.runtime.modules.ast;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.object.PyType;

/// `_tokenize` (`Python/Python-tokenize.c`).
@PyModuleDef("_tokenize")
final class TokenizeModule {
  @PyConstant(name = "TokenizerIter")
  static final PyType TOKENIZER_ITER = PyTokenizerIter.TYPE;
}
