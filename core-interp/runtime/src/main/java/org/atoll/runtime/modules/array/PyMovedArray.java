package org.atoll.runtime.modules.array;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Moved;

/// The type of a array that was given away; see [Moved].
@PyTypeDef(name = "moved_array", base = PyArray.class, basetype = false, instantiable = false, hashable = false, accepts = PyArray.class)
public final class PyMovedArray extends Moved {
  public static final PyType TYPE = PyType.builtin(new PyMovedArrayBinder());

  private PyMovedArray() {}
}
