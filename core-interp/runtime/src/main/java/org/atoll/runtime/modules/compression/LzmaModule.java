package org.atoll.runtime.modules.compression;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyExc;

/// The module `_lzma`. Compare CPython Modules/_lzmamodule.c.
@PyModuleDef("_lzma")
public final class LzmaModule {
  @PyConstant(name = "LZMAError")
  static final PyType ERROR = ExceptionType.define("_lzma", "LZMAError", PyExc.Exception, "Call to liblzma failed.");
  @PyConstant(name = "LZMACompressor")
  static final PyType COMPRESSOR = PyLzmaCompressor.TYPE;
  @PyConstant(name = "LZMADecompressor")
  static final PyType DECOMPRESSOR = PyLzmaDecompressor.TYPE;

  @PyConstant
  static final long FORMAT_AUTO = 0;
  @PyConstant
  static final long FORMAT_XZ = 1;
  @PyConstant
  static final long FORMAT_ALONE = 2;
  @PyConstant
  static final long FORMAT_RAW = 3;

  @PyConstant
  static final long CHECK_NONE = 0;
  @PyConstant
  static final long CHECK_CRC32 = 1;
  @PyConstant
  static final long CHECK_CRC64 = 4;
  @PyConstant
  static final long CHECK_SHA256 = 10;
  @PyConstant
  static final long CHECK_ID_MAX = 15;
  @PyConstant
  static final long CHECK_UNKNOWN = 16;

  @PyConstant
  static final long FILTER_LZMA1 = LzmaFilters.LZMA1;
  @PyConstant
  static final long FILTER_LZMA2 = LzmaFilters.LZMA2;
  @PyConstant
  static final long FILTER_DELTA = LzmaFilters.DELTA;
  @PyConstant
  static final long FILTER_X86 = LzmaFilters.X86;
  @PyConstant
  static final long FILTER_POWERPC = LzmaFilters.POWERPC;
  @PyConstant
  static final long FILTER_IA64 = LzmaFilters.IA64;
  @PyConstant
  static final long FILTER_ARM = LzmaFilters.ARM;
  @PyConstant
  static final long FILTER_ARMTHUMB = LzmaFilters.ARMTHUMB;
  @PyConstant
  static final long FILTER_SPARC = LzmaFilters.SPARC;

  @PyConstant
  static final long MF_HC3 = 3;
  @PyConstant
  static final long MF_HC4 = 4;
  @PyConstant
  static final long MF_BT2 = 18;
  @PyConstant
  static final long MF_BT3 = 19;
  @PyConstant
  static final long MF_BT4 = 20;
  @PyConstant
  static final long MODE_FAST = 1;
  @PyConstant
  static final long MODE_NORMAL = 2;
  @PyConstant
  static final long PRESET_DEFAULT = 6;
  @PyConstant
  static final long PRESET_EXTREME = LzmaFilters.EXTREME;

  static boolean supports(long check) {
    return check == CHECK_NONE || check == CHECK_CRC32 || check == CHECK_CRC64 || check == CHECK_SHA256;
  }

  @PyFunction(sig = "(check_id, /)", doc = """
      Test whether the given integrity check is supported.

      Always returns True for CHECK_NONE and CHECK_CRC32.""")
  boolean is_check_supported(long check_id) {
    return supports(check_id);
  }

  @PyFunction(sig = "(filter, /)", doc = "Return a bytes object encoding the options (properties) of the filter.")
  Object _encode_filter_properties(ThreadState ts, Object filter) {
    return LzmaFilters.encode(ts, filter);
  }

  @PyFunction(sig = "(filter_id, encoded_props, /)", doc = "Return a dict describing a filter.")
  Object _decode_filter_properties(ThreadState ts, long filter_id, Object encoded_props) {
    return LzmaFilters.decodeProperties(ts, filter_id, ByteArgs.bytes(ts, encoded_props));
  }
}
