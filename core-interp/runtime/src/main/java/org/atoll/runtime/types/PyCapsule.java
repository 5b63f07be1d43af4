package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// The type of the objects in which C extensions hand pointers to each other. There are no C extensions here, hence no
/// instances; `types.CapsuleType` names it.
@PyTypeDef(name = "PyCapsule", basetype = false, instantiable = false, doc = "Capsule objects let you wrap a C \"void *\" pointer in a Python object.")
public final class PyCapsule extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyCapsuleBinder());

  private PyCapsule() {
    super(TYPE);
  }
}
