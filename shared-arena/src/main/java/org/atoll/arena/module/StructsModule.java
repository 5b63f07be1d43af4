package org.atoll.arena.module;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.arena.ArenaErrors;
import org.atoll.arena.objects.PyWeakReference;
import org.atoll.arena.objects.StructType;
import org.atoll.arena.objects.Structs;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// `_atoll_structs`: what `@arena.struct` and `arena.ref` are made of.
@PyModuleDef(value = "_atoll_structs", doc = "Classes whose instances are in arenas; see atoll.arena.")
final class StructsModule {
  @PyConstant(name = "Struct")
  static final PyType STRUCT = StructType.TYPE;
  @PyConstant(name = "Reference")
  static final PyType REFERENCE = PyWeakReference.TYPE;
  @PyConstant(name = "PoolExhausted")
  static final PyType EXHAUSTED = ArenaErrors.EXHAUSTED;

  @PyFunction(sig = "(cls, names, types, shown, defaults, /)", doc = "Give a class derived from Struct its fields.")
  void declare(ThreadState ts, Object cls, PyTuple names, PyTuple types, PyTuple shown, PyDict defaults) {
    Structs.declare(ts, classOf(cls), names, types, shown, defaults);
  }

  @PyFunction(sig = "(cls, /)", doc = "Make a local instance of a class declared with @arena.struct, for pickle to fill.")
  Object local(Object cls) {
    return Structs.local(classOf(cls));
  }

  private static PyType classOf(Object cls) {
    if (!(cls instanceof PyType t)) {
      throw PyErr.typeError("a class is wanted, not '%s'", PyObject.typeOf(cls).name());
    }
    return t;
  }

  @PyFunction(sig = "(obj, /)", doc = """
      A weak reference to an object of an arena, which can be kept anywhere and sent.

      Calling it gives the object, while its arena is held, and None when it is gone.""")
  Object ref(ThreadState ts, Object obj) {
    return PyWeakReference.to(ts, obj);
  }

  @PyFunction(sig = "(reference, /)", doc = "The object of a weak reference, whose arena is held; ArenaReferenceError where it is gone.")
  Object object_of(ThreadState ts, Object reference) {
    Object found = ((PyWeakReference) reference).get(ts);
    if (found == PyNone.NONE) {
      throw ArenaErrors.gone();
    }
    return found;
  }
}
