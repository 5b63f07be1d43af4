package org.atoll.runtime.modules.hash;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// The module `_sha1`.
@PyModuleDef("_sha1")
public final class Sha1Module {
  /// From how many bytes on CPython lets other threads run; its tests read it.
  @PyConstant(name = "_GIL_MINSIZE")
  static final long GIL_MINSIZE = 2048;
  @PyConstant(name = "SHA1Type")
  static final PyType SHA1_TYPE = Sha1.TYPE;

  @PyFunction(sig = "(data=<absent>, *, usedforsecurity=True, string=<absent>)", doc = "A new hash object.")
  Object sha1(ThreadState ts, Object data, boolean usedforsecurity, Object string) {
    return new Sha1().fed(ts, data, string, Sha1.class);
  }
}
