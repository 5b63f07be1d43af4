package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// The type of a set that was given away; see [Moved].
@PyTypeDef(name = "moved_set", base = PySet.class, basetype = false, instantiable = false, hashable = false, accepts = PySet.class)
public final class PyMovedSet extends Moved {
  public static final PyType TYPE = PyType.builtin(new PyMovedSetBinder());

  private PyMovedSet() {}
}
