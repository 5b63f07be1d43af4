package org.atoll.runtime.modules.collections;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.Moved;

/// The type of a deque that was given away; see [Moved].
@PyTypeDef(name = "moved_deque", base = PyDeque.class, basetype = false, instantiable = false, hashable = false, accepts = PyDeque.class)
public final class PyMovedDeque extends Moved {
  public static final PyType TYPE = PyType.builtin(new PyMovedDequeBinder());

  private PyMovedDeque() {}
}
