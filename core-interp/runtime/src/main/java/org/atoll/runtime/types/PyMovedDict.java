package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyType;

/// The type of a dict that was given away; see [Moved].
@PyTypeDef(name = "moved_dict", base = PyDict.class, basetype = false, instantiable = false, hashable = false, accepts = PyDict.class)
public final class PyMovedDict extends Moved {
  public static final PyType TYPE = PyType.builtin(new PyMovedDictBinder());

  private PyMovedDict() {}
}
