package org.atoll.runtime.modules.typing;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// `typing.Generic`, the base of generic classes; its instances are plain objects.
@PyTypeDef(name = "Generic", module = "typing", accepts = PyObject.class, doc = "Abstract base class for generic types.")
final class PyGeneric {
  static final PyType TYPE = PyType.builtin(new PyGenericBinder() {
    @Override
    public boolean solid() {
      return false;
    }
  });

  private PyGeneric() {}

  @PyMethod(classMethod = true, sig = "(*args, **kwargs)", doc = "Parameterizes a generic class.")
  static Object __class_getitem__(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    return python(ts, "_generic_class_getitem", cls, args, kwargs);
  }

  @PyMethod(classMethod = true, sig = "(*args, **kwargs)", doc = "Function to initialize subclasses.")
  static Object __init_subclass__(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    return python(ts, "_generic_init_subclass", cls, args, kwargs);
  }

  private static Object python(ThreadState ts, String function, PyType cls, PyTuple args, PyDict kwargs) {
    Object f = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "typing"), function);
    Object[] all = new Object[args.items.length + 1];
    all[0] = cls;
    System.arraycopy(args.items, 0, all, 1, args.items.length);
    return Call.withDict(ts, f, all, kwargs);
  }
}
