package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// The module `_md5`.
@PyModuleDef("_md5")
public final class Md5Module {
  /// From how many bytes on CPython lets other threads run; its tests read it.
  @PyConstant(name = "_GIL_MINSIZE")
  static final long GIL_MINSIZE = 2048;
  @PyConstant(name = "MD5Type")
  static final PyType MD5_TYPE = Md5.TYPE;

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new hash object.")
  Object md5(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return new Md5().fed(ts, data, string, Md5.class);
  }
}
