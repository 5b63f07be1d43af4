package org.atoll.runtime.modules.typing;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// `typing.NoDefault`, a singleton shared by all interpreters.
@PyTypeDef(name = "NoDefaultType", basetype = false, doc = "The type of the NoDefault singleton.")
final class PyNoDefault extends PyObject {
  static final PyType TYPE = PyType.builtin(new PyNoDefaultBinder());
  static final PyNoDefault NO_DEFAULT = new PyNoDefault();

  private PyNoDefault() {
    super(TYPE);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    if (args.items.length != 0 || kwargs.size() != 0) {
      throw PyErr.typeError("NoDefaultType takes no arguments");
    }
    return NO_DEFAULT;
  }

  @PyMethod
  String __repr__() {
    return "typing.NoDefault";
  }

  @PyMethod(sig = "()")
  String __reduce__() {
    return "NoDefault";
  }
}
