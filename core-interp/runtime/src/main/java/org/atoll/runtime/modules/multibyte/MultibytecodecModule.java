package org.atoll.runtime.modules.multibyte;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.object.PyType;

/// The module `_multibytecodec`. Compare CPython Modules/cjkcodecs/multibytecodec.c.
@PyModuleDef("_multibytecodec")
public final class MultibytecodecModule {
  @PyConstant(name = "MultibyteIncrementalEncoder")
  static final PyType INCREMENTAL_ENCODER = PyMultibyteIncrementalEncoder.TYPE;
  @PyConstant(name = "MultibyteIncrementalDecoder")
  static final PyType INCREMENTAL_DECODER = PyMultibyteIncrementalDecoder.TYPE;
  @PyConstant(name = "MultibyteStreamReader")
  static final PyType STREAM_READER = PyMultibyteStreamReader.TYPE;
  @PyConstant(name = "MultibyteStreamWriter")
  static final PyType STREAM_WRITER = PyMultibyteStreamWriter.TYPE;
}
