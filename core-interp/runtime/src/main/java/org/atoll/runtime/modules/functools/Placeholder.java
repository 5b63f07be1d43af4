package org.atoll.runtime.modules.functools;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// What reserves the place of a positional argument in a [Partial]. There is one, shared by all interpreters.
@PyTypeDef(name = "_PlaceholderType", module = "functools", basetype = false, doc = """
    The type of the Placeholder singleton.

    Used as a placeholder for partial arguments.""")
public final class Placeholder extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PlaceholderBinder());
  public static final Placeholder PLACEHOLDER = new Placeholder();

  private Placeholder() {
    super(TYPE);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    if (args.items.length > 0 || kwargs.size() > 0) {
      throw PyErr.typeError("_PlaceholderType takes no arguments");
    }
    return PLACEHOLDER;
  }

  @PyMethod
  String __repr__() {
    return "Placeholder";
  }

  @PyMethod(sig = "()")
  String __reduce__() {
    return "Placeholder";
  }
}
