package org.atoll.arena.module;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.arena.when.Behaviour;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;

/// A [Behaviour] for the Python code that has scheduled it.
@PyTypeDef(name = "Behaviour", module = "_atoll_when", basetype = false, instantiable = false, doc = "What is to be run when arenas are free.")
final class PyBehaviour extends PyObject {
  static final PyType TYPE = PyType.builtin(new PyBehaviourBinder());

  private final Behaviour behaviour;

  PyBehaviour(Behaviour behaviour) {
    super(TYPE);
    this.behaviour = behaviour;
  }

  @PyMethod(sig = "()", doc = "Have it not run; False where it has begun.")
  boolean cancel() {
    return behaviour.cancel();
  }
}
