package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// The type of a bytearray that was given away; see [Moved].
@PyTypeDef(name = "moved_bytearray", base = PyByteArray.class, basetype = false, instantiable = false, hashable = false, accepts = PyByteArray.class)
public final class PyMovedByteArray extends Moved {
  public static final PyType TYPE = PyType.builtin(new PyMovedByteArrayBinder());

  private PyMovedByteArray() {}
}
