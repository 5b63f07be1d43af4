package org.atoll.runtime.modules.compression;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.object.PyType;

/// The module `_bz2`. Compare CPython Modules/_bz2module.c.
@PyModuleDef("_bz2")
public final class Bz2Module {
  @PyConstant(name = "BZ2Compressor")
  static final PyType COMPRESSOR = PyBz2Compressor.TYPE;
  @PyConstant(name = "BZ2Decompressor")
  static final PyType DECOMPRESSOR = PyBz2Decompressor.TYPE;
}
