package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// The type of a list that was given away; see [Moved].
@PyTypeDef(name = "moved_list", base = PyList.class, basetype = false, instantiable = false, hashable = false, accepts = PyList.class)
public final class PyMovedList extends Moved {
  public static final PyType TYPE = PyType.builtin(new PyMovedListBinder());

  private PyMovedList() {}

  /// What those raise that come across the list without asking for its type.
  static PyException gone() {
    return gone("list");
  }
}
