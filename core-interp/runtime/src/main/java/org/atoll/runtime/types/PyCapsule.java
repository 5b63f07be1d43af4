package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// What C extensions hand pointers to each other in; here, an object of Java's that Python code only passes on.
/// `types.CapsuleType` names it. Immutable.
@PyTypeDef(name = "PyCapsule", basetype = false, instantiable = false, doc = "Capsule objects let you wrap a C \"void *\" pointer in a Python object.")
public final class PyCapsule extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyCapsuleBinder());

  private final Object content;

  public PyCapsule(Object content) {
    super(TYPE);
    this.content = content;
  }

  /// What it holds.
  public Object content() {
    return content;
  }

  @PyMethod
  String __repr__() {
    return "<capsule object NULL at 0x" + Long.toHexString(PyObjects.id(this)) + ">";
  }
}
